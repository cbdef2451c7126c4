import type { Origin } from '../record/origin.ts'
import { IdSet } from '../text/idSet.ts'
import type { IdRange } from '../text/ranges.ts'
import { originsIn } from './origins.ts'
import type { Steps } from './steps.ts'

/**
 * How words that were taken out and put back are called by now, and were called before: undo, redo,
 * cut and paste and drags give them new identities. A copy is other words.
 */
export type Descent = {
  /** Each range, and behind it all those under which its words came to stand later. */
  descendants(ranges: Iterable<IdRange>): IdRange[]
  /** Each range, and behind it all those under which its words stood before. */
  ancestors(ranges: Iterable<IdRange>): IdRange[]
}

/** Answers from the record's origins. */
export function descentOf(origins: Iterable<Origin>): Descent {
  const { indexes } = originsIn(origins)
  return {
    descendants: (ranges) =>
      closed(ranges, (range) => imagesOf(range, indexes, ({ forward }) => forward)),
    ancestors: (ranges) => closed(ranges, (range) => imagesOf(range, indexes, ({ back }) => back)),
  }
}

function closed(ranges: Iterable<IdRange>, images: (range: IdRange) => IdRange[]): IdRange[] {
  const found: IdRange[] = []
  for (const range of ranges) {
    const family = [range]
    // nobody may lead it round in a ring
    let seen: IdSet | null = null
    for (const each of family) {
      for (const image of images(each)) {
        seen ??= new IdSet([range])
        family.push(...seen.missing(image))
        seen.add(image)
      }
    }
    found.push(...family)
  }
  return found
}

/** Where the parts of a range are led to, in the order of the range. */
function imagesOf<Index>(
  range: IdRange,
  indexes: readonly Index[],
  way: (index: Index) => Steps,
): IdRange[] {
  const led = indexes.flatMap((index) => way(index).from(range))
  if (indexes.length > 1) led.sort((a, b) => a.step.at[1] - b.step.at[1])
  return led.map(({ image }) => image)
}
