import * as Y from 'yjs'
import { Ledger } from '../../shared/authorship/ledger.ts'
import type { Recorded } from '../../shared/record/events.ts'
import { foldAll } from '../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import { guardBody } from '../../shared/text/guard.ts'
import type { Journal } from '../journal/journal.ts'
import { slices } from '../reading.ts'
import { recordedOf } from '../rooms/document.ts'

/** A commitment as it stood right after an entry. */
export type Past = {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
  readonly ledger: Ledger
}

/** Updates that are taken in as one step: fewer cost more, and more hold up whoever writes. */
const together = 50

/**
 * Folds the journal, and nothing else, up to and including `seq`; null when there is no such entry.
 * The way in which anyone may recompute what a room says.
 */
export async function pastOf(
  journal: Journal,
  commitment: string,
  seq: number,
): Promise<Past | null> {
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  const ledger = new Ledger()
  const updates: Uint8Array[] = []
  const recorded: Recorded[] = []
  const rest = slices()
  let last = 0
  for await (const entry of journal.read(commitment)) {
    if (entry.seq > seq) break
    await rest()
    ledger.fold(entry)
    if (entry.update) updates.push(entry.update)
    recorded.push(...recordedOf(entry))
    last = entry.seq
  }
  const record = { ...foldAll(emptyRecord, recorded), seq: last }
  if (record.seq !== seq || seq === 0) return null
  for (let at = 0; at < updates.length; at += together) {
    await rest()
    doc.transact(() => {
      for (const update of updates.slice(at, at + together)) Y.applyUpdate(doc, update)
    })
  }
  return { doc, record, ledger }
}
