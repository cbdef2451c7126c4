import * as Y from 'yjs'
import { goOn, type Past, standing } from '../authorship/past.ts'
import type { Journal, Snapshot } from '../journal/journal.ts'
import { isKeyframe } from '../journal/keyframes.ts'
import { keptRecord } from '../rooms/snapshots.ts'

/** A moment that was looked at stays so long: a playback goes on from it, a comparison looks at two. */
const mostKept = 3

/** Going on from a moment that was looked at is quicker than opening a snapshot, within so many entries. */
const near = 500

/** What stood, as of whatever entry; `framed`: of which entry the snapshot is that it was folded from. */
type Ground = { readonly commitment: string; readonly past: Past; readonly framed: number }

/** Where the past is read. */
export type Shelf = Pick<Journal, 'read' | 'latest'> & {
  /** Keeps a snapshot that lacks. */
  keyframe(snapshot: Snapshot): void
}

/**
 * Commitments as they stood. Each is folded on from the snapshot before, or from what was looked at last.
 * Where snapshots lack, as in a journal of before they were kept, they are put in on the way.
 */
export class Grounds {
  readonly #shelf: Shelf
  #kept: readonly Ground[] = []

  constructor(shelf: Shelf) {
    this.#shelf = shelf
  }

  /** Right after entry `seq`; null: there is no such entry. The next one may be the same text, gone on. */
  async at(commitment: string, seq: number): Promise<Past | null> {
    if (seq < 1) return null
    const from = await this.#before(commitment, seq)
    this.#kept = this.#kept.filter((ground) => ground !== from)
    let { framed } = from
    const past = await goOn(this.#shelf, commitment, from.past, seq, (step) => {
      if (this.#framing(commitment, step, framed)) framed = step.record.seq
    })
    this.#kept = [...this.#kept, { commitment, past, framed }].slice(-mostKept)
    return past.record.seq === seq ? past : null
  }

  async #before(commitment: string, seq: number): Promise<Ground> {
    const known = this.#kept
      .filter((ground) => ground.commitment === commitment && ground.past.record.seq <= seq)
      .reduce<Ground | null>(later, null)
    if (known && seq - known.past.record.seq <= near) return known
    const snapshot = await this.#shelf.latest(commitment, seq)
    const kept = snapshot?.seq ?? 0
    if (known && known.past.record.seq >= kept) return known
    return { commitment, past: standing(snapshot), framed: kept }
  }

  /** Whether a snapshot was kept. */
  #framing(commitment: string, { doc, record }: Past, framed: number): boolean {
    const { seq } = record
    if (!isKeyframe({ seq, bytes: 0 }, framed)) return false
    const state = Y.encodeStateAsUpdate(doc)
    if (!isKeyframe({ seq, bytes: state.length }, framed)) return false
    this.#shelf.keyframe({ document: commitment, seq, state, ...keptRecord(record) })
    return true
  }
}

function later(one: Ground | null, other: Ground): Ground {
  return one && one.past.record.seq > other.past.record.seq ? one : other
}
