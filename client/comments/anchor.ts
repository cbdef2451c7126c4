import type * as Y from 'yjs'
import { type Sources, sourceRanges } from '../../shared/authorship/origins.ts'
import { mostAnchorRanges } from '../../shared/record/anchors.ts'
import type { Anchor } from '../../shared/record/events.ts'
import type { Thread } from '../../shared/record/record.ts'
import { hardBreak } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { fieldNames } from '../../shared/text/read.ts'

/** The longest quotation that the room keeps. */
const longestQuote = 2000

/** Words of a field by their identities, so that they are found wherever they stand later; null: none. */
export function anchorAt(doc: Y.Doc, field: string, from: number, to: number): Anchor | null {
  const ranges: IdRange[] = []
  let quote = ''
  let index = 0
  for (let item = fieldText(doc, field)._start; item && index < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const start = Math.max(from - index, 0)
    const end = Math.min(to - index, item.length)
    const text = charactersOf(item)
    if (start < end && text !== null) {
      ranges.push([item.id.client, item.id.clock + start, end - start])
      quote += text.slice(start, end)
    } else if (start < end && separatorOf(item)) quote += '\n'
    index += item.length
  }
  if (ranges.length === 0) return null
  quote = quote.replaceAll(hardBreak, '\n').slice(0, longestQuote)
  return { on: 'text', field, ranges: joined(ranges).slice(0, mostAnchorRanges), quote }
}

/** Where words of a thread stand at this moment. */
export type Spot = { readonly thread: string; readonly from: number; readonly to: number }

/** Threads on words, with the first identities of those words. */
export type Anchors = readonly { readonly thread: string; readonly ids: IdSet }[]

export function anchorsOf(threads: readonly Thread[], sources: Sources): Anchors {
  return threads.flatMap(({ id, anchor }) => {
    if (anchor.on !== 'text') return []
    const ids = anchor.ranges.flatMap((range) => [...sourceRanges(range, sources)])
    return [{ thread: id, ids: new IdSet(ids) }]
  })
}

/**
 * Where the threads' words stand in a field. Words that were undone, cut or moved have new
 * identities; `sources` tells their first ones.
 */
export function spotsIn(doc: Y.Doc, field: string, anchors: Anchors, sources: Sources): Spot[] {
  if (anchors.length === 0) return []
  const spots: Spot[] = []
  const last = new Map<string, number>()
  let index = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (charactersOf(item) !== null) {
      const { client, clock } = item.id
      for (const [start, length, first] of firstIdentities(client, clock, item.length, sources)) {
        for (const { thread, ids } of anchors) {
          for (const [from, to] of ids.within(first.client, first.clock, first.clock + length)) {
            add(thread, index + start + from - first.clock, index + start + to - first.clock)
          }
        }
      }
    }
    index += item.length
  }
  return spots.sort((a, b) => a.from - b.from)

  function add(thread: string, from: number, to: number): void {
    const at = last.get(thread)
    const before = at === undefined ? undefined : spots[at]
    // one separator between two paragraphs does not part them
    if (at !== undefined && before && from - before.to <= 1) spots[at] = { ...before, to }
    else last.set(thread, spots.push({ thread, from, to }) - 1)
  }
}

/** Threads of which at least one character stands in some field. */
export function threadsInText(doc: Y.Doc, anchors: Anchors, sources: Sources): Set<string> {
  const found = new Set<string>()
  for (const field of fieldNames(doc)) {
    const missing = anchors.filter(({ thread }) => !found.has(thread))
    if (missing.length === 0) break
    for (const { thread } of spotsIn(doc, field, missing, sources)) found.add(thread)
  }
  return found
}

type Piece = [start: number, length: number, first: { client: number; clock: number }]

function* firstIdentities(
  client: number,
  clock: number,
  length: number,
  sources: Sources,
): Generator<Piece> {
  for (let here = clock; here < clock + length; ) {
    const source = sources(client, here)
    const end = Math.min(clock + length, source.until)
    yield [here - clock, end - here, source]
    here = end
  }
}

function joined(ranges: readonly IdRange[]): IdRange[] {
  const found: IdRange[] = []
  for (const range of ranges) {
    const last = found.at(-1)
    if (last && last[0] === range[0] && last[1] + last[2] === range[1])
      found[found.length - 1] = [last[0], last[1], last[2] + range[2]]
    else found.push(range)
  }
  return found
}
