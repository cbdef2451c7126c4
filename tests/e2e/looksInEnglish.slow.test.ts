import { test } from 'vitest'
import { looksOpenToAll } from '../support/page/looks.ts'

test('U18 U25 no page keeps anybody out, axe says, at any width, by day and by night, and at 200 % and 400 % nothing sticks out; en', () =>
  looksOpenToAll('en'))
