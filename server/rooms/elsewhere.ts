import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { anyLive } from '../../shared/text/decide.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** A text with what has just come into it. */
type Arrived = {
  readonly doc: Y.Doc
  /** What was known of words' origins before it came. */
  readonly origins: Iterable<Origin>
  readonly inserted: readonly IdRange[]
}

/** True if any of these words stands in the text under an identity that had come before. */
export function standsElsewhere({ doc, origins, inserted }: Arrived, range: IdRange): boolean {
  const { ancestors, descendants } = descentOf(origins)
  const fresh = new IdSet(inserted)
  return anyLive(
    doc,
    descendants(ancestors([range])).flatMap((each) => fresh.missing(each)),
  )
}
