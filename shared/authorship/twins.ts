import type * as Y from 'yjs'
import type { Origin } from '../record/origin.ts'
import { done, type Steps } from '../steps.ts'
import type { IdRange } from '../text/ranges.ts'
import { sourcesOf } from './origins.ts'
import { RangeMap } from './rangeMap.ts'
import { type TextPiece, textPieces } from './runs.ts'

/** Where some of the doubled words stand. */
export type Twin = { readonly field: string; readonly ranges: readonly IdRange[] }

/** The same words in two places, because two people moved them, or put them back, at once. */
export type Twins = { readonly text: string; readonly places: readonly [Twin, Twin] }

type Place = { readonly field: string; readonly range: IdRange }

/**
 * Words that stand twice although they were written once: two live ranges that lead back to the same
 * identities. Copies made on purpose are none. The place that comes first in `fields` is named first.
 */
export function twinsOf(
  doc: Y.Doc,
  fields: Iterable<string>,
  origins: Iterable<Origin>,
): readonly Twins[] {
  const read = Array.from(fields, (name) => ({ name, pieces: textPieces(doc, name) }))
  return done(findingTwins(read, origins))
}

/** As `twinsOf`, of pieces that were read before. */
export function* findingTwins(
  fields: Iterable<{ readonly name: string; readonly pieces: readonly TextPiece[] }>,
  origins: Iterable<Origin>,
): Steps<readonly Twins[]> {
  const sources = sourcesOf(origins)
  const seen = new RangeMap<Place>()
  const found: OpenTwins[] = []
  let count = 0
  for (const { name: field, pieces } of fields) {
    for (const { client, clock, text } of pieces) {
      if (++count % atOnce === 0) yield
      for (let offset = 0; offset < text.length; ) {
        const source = sources(client, clock + offset)
        const first = seen.at(source.client, source.clock)
        const reach = Math.min(source.until - clock, offset + first.until - source.clock)
        const end = Math.min(text.length, reach)
        const range: IdRange = [client, clock + offset, end - offset]
        if (source.placedUnder === null) {
          if (first.value)
            add(found, first.value, first.offset, { field, range }, text.slice(offset, end))
          else seen.set([source.client, source.clock, end - offset], { field, range })
        }
        offset = end
      }
    }
  }
  return found
}

/** Pieces that are read without a pause: less than a millisecond. */
const atOnce = 100

type OpenTwins = { text: string; places: [OpenTwin, OpenTwin] }
type OpenTwin = { field: string; ranges: IdRange[] }

/** What goes on where the last pair ended, in both places, is the same pair. */
function add(found: OpenTwins[], first: Place, offset: number, second: Place, text: string): void {
  const [client, clock] = first.range
  const other: Place = { ...first, range: [client, clock + offset, second.range[2]] }
  const last = found.at(-1)
  if (last && follows(last.places[0], other) && follows(last.places[1], second)) {
    last.text += text
    for (const [at, place] of [other, second].entries()) grow(last.places[at as 0 | 1], place.range)
  } else {
    const places = [other, second].map(({ field, range }) => ({ field, ranges: [range] }))
    found.push({ text, places: places as [OpenTwin, OpenTwin] })
  }
}

function follows({ field, ranges }: OpenTwin, next: Place): boolean {
  const last = ranges.at(-1)
  return field === next.field && last?.[0] === next.range[0] && last[1] + last[2] === next.range[1]
}

function grow({ ranges }: OpenTwin, [client, clock, length]: IdRange): void {
  const [, start, before] = ranges.pop() ?? [client, clock, 0]
  ranges.push([client, start, before + length])
}
