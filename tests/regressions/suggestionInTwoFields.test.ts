import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { renumber } from '../../server/rooms/numbering.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { foldAll } from '../../shared/record/fold.ts'
import { emptyRecord } from '../../shared/record/record.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'

test('A20 suggested words that two people put into two sections keep a number in each (found by seed 420689802)', () => {
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  const [editing, suggesting] = [3_000_000, 2 ** 32 + 3_000_000]
  let record = emptyRecord
  let seq = 0
  const by = { person: 'mei', onBehalfOf: null }
  const enter = (events: readonly RecordEvent[]) => {
    seq++
    record = foldAll(
      record,
      events.map((event) => ({ seq, at: seq, ...by, event })),
    )
    return events.length
  }
  const fields = new Set(['a', 'b'])
  const numbered = () => enter(renumber(doc, record, fields, by))

  enter([{ type: 'ids-bound', editing, suggesting }])
  doc.clientID = suggesting
  fieldText(doc, 'a').insert(0, 'suggested')
  expect(numbered()).toBe(1)
  doc.clientID = editing
  fieldText(doc, 'a').delete(0, 9)
  fieldText(doc, 'a').insert(0, 'suggested')
  fieldText(doc, 'b').insert(0, 'suggested')
  const from: [number, number] = [suggesting, 0]
  enter([
    {
      type: 'origins-found',
      origins: [
        { to: [editing, 0, 9], from, how: 'moved' },
        { to: [editing, 9, 9], from, how: 'moved' },
      ],
    },
  ])
  expect(numbered()).toBeGreaterThan(0)
  // looked at again and again, it is what it was
  for (let again = 0; again < 3; again++) expect(numbered()).toBe(0)
  expect(Object.values(record.suggestions).map(({ field }) => field)).toEqual(['a', 'b'])
})
