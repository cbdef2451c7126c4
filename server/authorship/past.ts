import * as Y from 'yjs'
import type { Recorded } from '../../shared/record/events.ts'
import { foldAll } from '../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import { guardBody } from '../../shared/text/guard.ts'
import type { Journal, Snapshot } from '../journal/journal.ts'
import { recordedOf } from '../rooms/document.ts'
import { recordKept } from '../rooms/snapshots.ts'

/** A commitment as it stood right after an entry: that of its record's `seq`. */
export type Past = { readonly doc: Y.Doc; readonly record: CommitmentRecord }

/** So many entries are taken in as one step: fewer cost more, and more are kept until then. */
const together = 500

/** A commitment as it stood up to and including `seq`, from the keyframe before; null: there is no such entry. */
export async function pastOf(
  journal: Pick<Journal, 'read' | 'latest'>,
  commitment: string,
  seq: number,
): Promise<Past | null> {
  const past = await goOn(journal, commitment, standing(await journal.latest(commitment, seq)), seq)
  return seq > 0 && past.record.seq === seq ? past : null
}

/** What a snapshot holds; null: nothing yet. */
export function standing(snapshot: Snapshot | null): Past {
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  if (snapshot) Y.applyUpdate(doc, snapshot.state)
  return { doc, record: snapshot ? recordKept(snapshot) : emptyRecord }
}

/**
 * Folds on up to `seq`, or to the last entry: the text is the same one, gone on, the record another.
 * `step`: told of each step on the way.
 */
export async function goOn(
  journal: Pick<Journal, 'read'>,
  commitment: string,
  { doc, record }: Past,
  seq: number,
  step: (past: Past) => void = () => undefined,
): Promise<Past> {
  let now = record
  let updates: Uint8Array[] = []
  let recorded: Recorded[] = []
  const take = (last: number) => {
    now = { ...foldAll(now, recorded), seq: last }
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    updates = []
    recorded = []
  }
  let last = record.seq
  for await (const entry of journal.read(commitment, last, seq)) {
    if (entry.update) updates.push(entry.update)
    recorded.push(...recordedOf(entry))
    last = entry.seq
    if ((last - record.seq) % together > 0) continue
    take(last)
    step({ doc, record: now })
  }
  if (last > now.seq) take(last)
  return { doc, record: now }
}
