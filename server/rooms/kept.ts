import type * as Y from 'yjs'
import type { SuggestionContent } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { excerpt, isLive, join } from './numbering.ts'
import { itemAt } from './passages.ts'
import type { Spot } from './places.ts'

/* What is known of a suggestion, while what was touched of it is put in its place. */

/** Ranges in text order, while what was touched is put between them. */
type List = { ranges: IdRange[]; readonly has: IdSet; at: number }

export type Kept = {
  readonly inserted: List
  readonly deleted: List
  readonly kinds: SuggestionContent['kinds']
}

/** Of a suggestion of which nothing is known. */
export function emptyKept(): Kept {
  return { inserted: listOf([]), deleted: listOf([]), kinds: {} }
}

/** True if nothing of it is there. */
export function isNothing({ inserted, deleted, kinds }: Kept): boolean {
  const count = inserted.ranges.length + deleted.ranges.length + Object.keys(kinds).length
  return count === 0
}

/** What is known of a suggestion and was not touched. Kinds are not, or the field is read as a whole. */
export function keptOf(number: number, record: CommitmentRecord, changed: IdSet): Kept | null {
  const known = record.suggestions[number]
  if (!known || !isLive(known.status)) return null
  const left = (ranges: readonly IdRange[]) => ranges.flatMap((range) => changed.missing(range))
  return {
    inserted: listOf(left(known.inserted)),
    deleted: listOf(left(known.deleted)),
    kinds: known.kinds,
  }
}

function listOf(ranges: IdRange[]): List {
  return { ranges, has: new IdSet(ranges), at: -1 }
}

/** Puts a piece where it stands among the others of its suggestion. */
export function put(
  {
    what,
    range,
    spot,
  }: { readonly what: 'inserted' | 'deleted'; readonly range: IdRange; readonly spot: Spot },
  kept: Kept,
): void {
  const list = kept[what]
  const { ranges, has } = list
  if (ranges.length === 0) list.at = 0
  else {
    const found = nearest(spot, has)
    if (found) list.at = indexAt(list, found)
    else list.at = ranges.length
  }
  ranges.splice(list.at, 0, range)
  has.add(range)
}

/** The nearest unit of a list, and on which side it stands. */
type Beside = { readonly client: number; readonly clock: number; readonly isLeft: boolean }

function nearest({ item, from, to }: Spot, has: IdSet): Beside | null {
  const { client, clock } = item.id
  const left = has.within(client, clock, clock + from).at(-1)
  if (left) return { client, clock: left[1] - 1, isLeft: true }
  const [right] = has.within(client, clock + to, clock + item.length)
  if (right) return { client, clock: right[0], isLeft: false }
  let [before, behind] = [item.left, item.right]
  while (before || behind) {
    if (before) {
      const { id, length } = before
      const last = before.deleted
        ? undefined
        : has.within(id.client, id.clock, id.clock + length).at(-1)
      if (last) return { client: id.client, clock: last[1] - 1, isLeft: true }
      before = before.left
    }
    if (behind) {
      const { id, length } = behind
      const first = behind.deleted
        ? undefined
        : has.within(id.client, id.clock, id.clock + length)[0]
      if (first) return { client: id.client, clock: first[0], isLeft: false }
      behind = behind.right
    }
  }
  return null
}

/** At which place of the list something stands beside this unit; a range that goes over it is parted. */
function indexAt({ ranges, at }: List, { client, clock, isLeft }: Beside): number {
  const holds = (range: IdRange | undefined) =>
    range !== undefined && range[0] === client && range[1] <= clock && clock < range[1] + range[2]
  // mostly behind what was put there just before
  const nth = holds(ranges[at]) ? at : ranges.findIndex(holds)
  const range = ranges[nth]
  if (!range) return ranges.length
  const cut = isLeft ? clock + 1 : clock
  const [, start, length] = range
  if (cut > start && cut < start + length) {
    ranges.splice(nth, 1, [client, start, cut - start], [client, cut, start + length - cut])
  }
  return cut > start ? nth + 1 : nth
}

/** Ranges that go on from each other as one. */
export function joined(ranges: readonly IdRange[]): IdRange[] {
  const all: IdRange[] = []
  for (const range of ranges) join(all, range)
  return all
}

/** What ranges say, as far as it is kept with an open suggestion. */
export function beginningOf(doc: Y.Doc, ranges: readonly IdRange[]): string {
  let text = ''
  for (const [client, clock, length] of ranges) {
    for (let here = clock; here < clock + length; ) {
      if (text.length >= excerpt) return text.slice(0, excerpt)
      const item = itemAt(doc, client, here)
      if (!item) break
      const from = here - item.id.clock
      const to = Math.min(item.length, clock + length - item.id.clock)
      const characters = separatorOf(item) ? '\n' : (charactersOf(item) ?? '')
      text += characters.slice(from, to)
      here = item.id.clock + to
    }
  }
  return text.slice(0, excerpt)
}
