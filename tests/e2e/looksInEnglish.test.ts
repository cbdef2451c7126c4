import { test } from 'vitest'
import { looksOpenToAll } from '../support/page/looks.ts'

test('U18 no page keeps anybody out, axe says, at any width, by day and by night; en', () =>
  looksOpenToAll('en'))
