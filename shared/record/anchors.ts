import { IdSet } from '../text/idSet.ts'
import type { IdRange } from '../text/ranges.ts'
import type { Anchor } from './events.ts'

/** How many stretches of words a thread may hang on; a sentence by a dozen hands has a few dozen. */
export const mostAnchorRanges = 200

/** How many characters a thread may hang on: a long section. */
export const mostAnchorCharacters = 20_000

/** The anchor as it is kept: no character twice, and of very many the first. */
export function plainAnchor(anchor: Anchor): Anchor {
  if (anchor.on !== 'text') return anchor
  const seen = new IdSet()
  const ranges: IdRange[] = []
  let room = mostAnchorCharacters
  for (const range of anchor.ranges) {
    for (const [client, clock, length] of seen.missing(range)) {
      if (room > 0) ranges.push([client, clock, Math.min(length, room)])
      room -= length
    }
    seen.add(range)
  }
  return { ...anchor, ranges: ranges.slice(0, mostAnchorRanges) }
}
