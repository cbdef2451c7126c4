import { rtop, transact } from 'lib0/indexeddb'
import * as Y from 'yjs'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { Device, slotsIn } from './device.ts'
import { draftersIn } from './draftsKept.ts'
import { asRoom } from './keptShape.ts'
import { Ledger } from './ledger.ts'
import { reachOf } from './line.ts'
import { wordsOf } from './recovery.ts'
import { openStore, prefixOf, slotsOf, storeName } from './slots.ts'
import type { Words } from './state.ts'

/** Words that never reached the room, and the record as it was last heard of, which knows the form. */
export type Leftovers = {
  readonly words: readonly Words[]
  readonly record: CommitmentRecord | null
}

/** Somebody who has left words on this device, by the name that the room last gave them. */
export type LeftBy = { readonly person: string; readonly name: string | null }

/**
 * Who else has words of a commitment on this device that never reached the room, half written or not; not what they are,
 * which is for those to read who say that they may. `own`: whoever is here.
 */
export async function leftByOthers(
  commitment: string,
  own: string | null,
): Promise<readonly LeftBy[]> {
  const database = await openStore().catch(() => null)
  if (!database) return []
  try {
    const slots = (await slotsOf(database)).filter(
      (slot) => slot.commitment === commitment && (slot.waits || slot.aside),
    )
    const half = draftersIn(commitment)
    const people = [...new Set([...slots.map(({ person }) => person), ...half])].filter(
      (one) => one !== own,
    )
    return await Promise.all(
      people.map(async (person) => ({ person, name: await nameIn(database, commitment, person) })),
    )
  } catch {
    return []
  } finally {
    database.close()
  }
}

/** As whom the room knew them when it was last heard of under any of their places. */
async function nameIn(
  database: IDBDatabase,
  commitment: string,
  person: string,
): Promise<string | null> {
  for (const slot of await slotsOf(database)) {
    if (slot.commitment !== commitment || slot.person !== person) continue
    const [store] = transact(database, [storeName], 'readonly')
    const room = store && asRoom(await rtop(store.get(`${prefixOf(slot)}room`)))
    const name = room?.people.get(person)?.name
    if (name) return name
  }
  return null
}

/**
 * What this device still holds of a commitment: unsent words of `person`, and those that were put
 * aside. All of it stays.
 */
export async function leftoversOf(commitment: string, person: string): Promise<Leftovers> {
  const slots = await slotsIn(commitment).catch(() => [])
  const told = new Set<string>()
  const words: Words[] = []
  let record: CommitmentRecord | null = null
  for (const slot of slots) {
    if (slot.person !== person) continue
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
