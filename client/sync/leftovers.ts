import * as Y from 'yjs'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { Device, slotsIn } from './device.ts'
import { Ledger } from './ledger.ts'
import { reachOf } from './line.ts'
import { wordsOf } from './recovery.ts'
import type { Words } from './state.ts'

/** Words that never reached the room, and the record as it was last heard of, which knows the form. */
export type Leftovers = {
  readonly words: readonly Words[]
  readonly record: CommitmentRecord | null
}

/**
 * What this device still holds of a commitment that cannot be opened any more: unsent words and those
 * that were put aside, of `person`, or of everybody when nobody is known here. All of it stays.
 */
export async function leftoversOf(commitment: string, person: string | null): Promise<Leftovers> {
  const slots = await slotsIn(commitment).catch(() => [])
  const told = new Set<string>()
  const words: Words[] = []
  let record: CommitmentRecord | null = null
  for (const slot of slots) {
    if (person !== null && slot.person !== person) continue
    const opened = await Device.open(slot.person, commitment, () => undefined, slot.number)
    if (!opened) continue
    const { device, kept } = opened
    const doc = new Y.Doc()
    try {
      record ??= kept.room?.record ?? null
      const aside = kept.aside.filter(({ id }) => !told.has(id))
      for (const { id, field, text } of aside) {
        told.add(id)
        words.push({ field, text })
      }
      const { head, unsent } = kept
      if (!head || !unsent || !(await device.keepBody(head.body, doc))) continue
      const ledger = new Ledger()
      ledger.resume(unsent.changes, unsent.clocks)
      const missing = ledger.unacknowledged(reachOf(doc, unsent.speakers))
      words.push(...wordsOf(doc, new IdSet(missing)))
    } finally {
      doc.destroy()
      device.close(false)
    }
  }
  return { words, record }
}
