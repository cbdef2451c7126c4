import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { changesOf, placesOf, readTracked } from '../../../server/exports/read.ts'
import { RangeMap } from '../../../shared/authorship/rangeMap.ts'
import { emptyRecord, type Suggestion, type Thread } from '../../../shared/record/record.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { drawClientIds, twin } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'

const field = 'problem'
const { editing, suggesting } = drawClientIds()
const breaking = twin(editing)
const who = { person: 'an', onBehalfOf: null }

/** Each suggestion and each thread names some words, and some of its neighbour's too. */
function discussed(size: number) {
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  const text = fieldText(doc, field)
  for (let nth = 0; nth < size; nth += 1) {
    doc.clientID = editing
    text.insert(text.length, '字母')
    doc.clientID = suggesting
    text.insert(text.length, '建議')
    doc.clientID = breaking
    if (nth % 8 === 7) text.insertEmbed(text.length, { b: `b${nth}` })
  }
  const of = (client: number, nth: number, length: number): IdRange => [client, 2 * nth, length]
  const suggestions: Record<number, Suggestion> = {}
  const threads: Record<string, Thread> = {}
  for (let nth = 0; nth < size / 4; nth += 1) {
    suggestions[nth + 1] = {
      ...{ ...who, number: nth + 1, openedAt: nth, changedAt: nth, status: 'open', keys: [] },
      ...{ decisions: [], reopenings: [], emptiedBy: null, field, added: 'x', removed: '' },
      inserted: [of(suggesting, 4 * nth, 3), of(suggesting, 4 * nth + 2, 2)],
      deleted: [of(editing, 4 * nth, 3)],
      kinds: nth % 4 === 1 ? { [`b${4 * nth - 5}`]: 'h3' } : {},
    }
    threads[`t${nth}`] = {
      id: `t${nth}`,
      anchor: { on: 'text', field, ranges: [of(editing, 4 * nth, 12)], quote: '' },
      comments: [],
      resolved: null,
    }
  }
  return { doc, record: { ...emptyRecord, suggestions, threads } }
}

test('E87 what is read of a text is of its suggestions and threads, in the order in which they came', () => {
  const { doc, record } = discussed(24)
  const changes = changesOf(doc, record)
  const all = Object.values(record.suggestions)
  const first = (kind: 'inserted' | 'deleted', client: number, clock: number) =>
    all.find((one) => new IdSet(one[kind]).has(client, clock))?.number ?? null
  let paragraph = 1
  const places: Record<number, number> = {}
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    const { client } = item.id
    const isBreak = item.content instanceof Y.ContentEmbed
    if (isBreak) paragraph += 1
    for (const { number, kinds } of isBreak ? all : []) {
      if (`${item.content.getContent()[0].b}` in kinds) places[number] ??= paragraph
    }
    for (let clock = item.id.clock; clock < item.id.clock + item.length; clock += 1) {
      const inserted = client === suggesting ? first('inserted', client, clock) : undefined
      expect(changes.inserted(client, clock)?.suggestion).toBe(inserted)
      const threads = Object.values(record.threads)
        .filter(({ anchor }) => anchor.on === 'text' && new IdSet(anchor.ranges).has(client, clock))
        .map(({ id }) => id)
      expect(changes.threads(client, clock) ?? []).toEqual(threads)
      for (const { number, inserted, deleted } of all) {
        if (new IdSet([...inserted, ...deleted]).has(client, clock)) places[number] ??= paragraph
      }
    }
  }
  expect(placesOf(doc, record)).toEqual(places)
})

test('E87 twice as much text, with twice as many suggestions and threads, is looked up twice as often', () => {
  const lookups = [vi.spyOn(IdSet.prototype, 'has'), vi.spyOn(RangeMap.prototype, 'at')]
  const [least = 0, middle = 0, most = 0] = [40, 80, 160].map((size) => {
    const { doc, record } = discussed(size)
    for (const spy of lookups) spy.mockClear()
    readTracked(doc, field, changesOf(doc, record))
    placesOf(doc, record)
    return lookups.reduce((sum, { mock }) => sum + mock.calls.length, 0)
  })
  vi.restoreAllMocks()
  expect(middle / least).toBeLessThanOrEqual(2.2)
  expect(most / middle).toBeLessThanOrEqual(2.2)
})
