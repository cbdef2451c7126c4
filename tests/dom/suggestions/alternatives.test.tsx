import { expect, test } from 'vitest'
import { AlsoAbout, othersWait, SameWords } from '../../../client/suggestions/Alternatives.tsx'
import { alternativesAmong, besideOf } from '../../../client/suggestions/besideOf.ts'
import { emptyRecord, type Suggestion } from '../../../shared/record/record.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { render } from '../../support/page.tsx'

/** Suggestions in one text, each by somebody else unless it says so. */
function recordOf(...all: Partial<Suggestion>[]) {
  const suggestions = all.map((each, at) => ({
    ...{ number: at + 1, field: 'problem', person: `person ${at}`, onBehalfOf: null },
    ...{ inserted: [], deleted: [], kinds: {}, added: '', removed: '', status: 'open' },
    ...{ keys: [], decisions: [], reopenings: [], emptiedBy: null, openedAt: 1, changedAt: 1 },
    ...each,
  }))
  return {
    ...emptyRecord,
    suggestions: Object.fromEntries(suggestions.map((each) => [each.number, each])),
  } as typeof emptyRecord
}

const must: Partial<Suggestion> = { deleted: [[7, 10, 3]], added: 'must', inserted: [[21, 0, 4]] }
const struck: IdRange = [7, 8, 3]
const shall: Partial<Suggestion> = { deleted: [struck], added: 'shall', inserted: [[22, 0, 5]] }

test('P65 two people’s replacements of the same words know of each other', () => {
  const record = recordOf(must, shall, { deleted: [[7, 10, 1]] }, { ...must, person: 'person 0' })
  expect(besideOf(record, 1).instead).toEqual([2])
  expect(besideOf(record, 2).instead).toEqual([1, 4])
  // to take the words out is no other wording
  expect(besideOf(record, 3)).toEqual({ instead: [], adopted: [], within: [] })
  expect(alternativesAmong(record, [1, 2, 3])).toEqual([1, 2])
  expect(alternativesAmong(record, [1, 3, 4])).toEqual([])
  expect(othersWait(record, [2], 'en')).toBe('№ 1 and № 4 replace the same words and still wait.')
  expect(othersWait(record, [3], 'en')).toBe(null)
})

test('P65 what is left of a suggestion whose words another replaced says so', () => {
  const beside = [{ suggestion: 2, inserted: [], deleted: [struck] }]
  const answer = { outcome: 'adopted' as const, reason: '', person: 'x', at: 1, seq: 1 }
  const decisions = [{ ...answer, override: false, accepted: [], replaced: {}, beside }]
  const left = { ...shall, deleted: [] }
  const adopted = recordOf({ ...must, status: 'adopted', decisions }, left)
  expect(besideOf(adopted, 2)).toEqual({ instead: [], adopted: [1], within: [] })
  const again = recordOf({ ...must, status: 'open', decisions }, shall)
  expect(besideOf(again, 2)).toEqual({ instead: [1], adopted: [], within: [] })
})

test('P65 a change to words that only wait says on whose suggestion it hangs', () => {
  const record = recordOf(must, { deleted: [[21, 1, 2]], added: 'x' })
  expect(besideOf(record, 2).within).toEqual([1])
  expect(besideOf(record, 1).within).toEqual([])
})

test('P65 card and dialog name the others', async () => {
  const record = recordOf(must, shall)
  using page = await render(
    <>
      <AlsoAbout record={record} number={2} />
      <SameWords record={record} numbers={[1, 2]} />
    </>,
  )
  expect(page.root.textContent).toContain('№ 1 replaces the same words: adopt one of them.')
  expect(page.root.textContent).toContain('№ 1 and № 2 replace the same words.')
})
