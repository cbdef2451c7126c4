import { expect, test } from 'vitest'
import { decidersOf } from '../../../shared/record/deciders.ts'

const decision = (outcome: 'adopted' | 'declined', seq: number) => ({
  ...{ outcome, seq, person: 'cleo', reason: '', at: seq, override: false },
  ...{ accepted: [], replaced: {} },
})
const key = (person: string, sector: string) => ({ person, sector, at: 1 })

test('P85 an answer by two keys names both people, and any other whoever gave it', () => {
  const keys = [key('gus', 'government'), key('cleo', 'civil-society')]
  const [first, last] = [decision('declined', 4), decision('adopted', 9)]
  const decisions = [first, last]
  expect(decidersOf({ keys, decisions }, last)).toEqual(['gus', 'cleo'])
  expect(decidersOf({ keys, decisions }, first)).toEqual(['cleo'])
  expect(decidersOf({ keys: [key('gus', 'government')], decisions }, last)).toEqual(['cleo'])
  expect(decidersOf({ keys: [], decisions }, last)).toEqual(['cleo'])
})
