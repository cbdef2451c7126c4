import { createStores, openDB, rtop, transact } from 'lib0/indexeddb'
import { prefixesAhead } from './ahead.ts'
import { type Release, takeLock } from './locks.ts'

/**
 * A place on this device for one tab's replica: each tab of one person that has a commitment open
 * writes to a place of its own, so that none of them holds words in memory only.
 */
export type Slot = {
  readonly person: string
  readonly commitment: string
  /** Counts the tabs from 0. */
  readonly number: number
}

/** A slot that nobody else has, and how to let go of it. */
export type Claimed = { readonly slot: Slot; readonly release: Release }

export const databaseName = 'accord/'
export const storeName = 'kept'

/** All names of what a slot holds begin with this. */
export function prefixOf({ person, commitment, number }: Slot): string {
  return `${person}/${commitment}${number === 0 ? '' : `~${number}`}/`
}

export function openStore(): Promise<IDBDatabase> {
  return soon(openDB(databaseName, (db) => createStores(db, [[storeName]])))
}

/** What storage answers, or a rejection: some browsers' is silent for ever. */
export function soon<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const silence = new Promise<never>((_, reject) => setTimeout(reject, storagePatience))
  return Promise.race([answer, silence])
}

/**
 * Everything that this device has a slot for; `waits`: words in it have not reached the room; `aside`:
 * the room would not take some, and they were put aside.
 */
export async function slotsOf(
  database: IDBDatabase,
): Promise<readonly (Slot & { readonly waits: boolean; readonly aside: boolean })[]> {
  const [store] = transact(database, [storeName], 'readonly')
  const keys = store ? ((await soon(rtop(store.getAllKeys()))) as string[]) : []
  const found = new Map<string, Slot & { waits: boolean; aside: boolean }>()
  const ahead = prefixesAhead().map((prefix) => `${prefix.slice(databaseName.length)}unsent`)
  for (const key of [...keys, ...ahead]) {
    const [person = '', place = '', what] = key.split('/')
    const [commitment = '', number = '0'] = place.split('~')
    const slot = { person, commitment, number: Number(number), waits: false, aside: false }
    const known = found.get(prefixOf(slot)) ?? slot
    known.waits ||= what === 'unsent'
    known.aside ||= what === 'aside'
    found.set(prefixOf(slot), known)
  }
  return [...found.values()]
}

/**
 * The slot of this very tab, if it is being reloaded; else one in which words wait for somebody; else
 * the first that is free. None of those that were `passed`. Null: there are more tabs than anybody has.
 */
export async function claimSlot(
  database: IDBDatabase,
  person: string,
  commitment: string,
  passed: ReadonlySet<number> = new Set(),
): Promise<Claimed | null> {
  const slot = (number: number): Slot => ({ person, commitment, number })
  const claim = async (one: Slot, patience: number) =>
    passed.has(one.number) ? null : claimOf(one, patience)
  const own = remembered(slot(0))
  const again = own === null ? null : await claim(slot(own), ownPatience)
  if (again) return remember(again)
  const known = await slotsOf(database)
  const waiting = known.filter(
    (each) => each.person === person && each.commitment === commitment && each.waits,
  )
  for (const { number } of waiting) {
    const claimed = await claim(slot(number), 0)
    if (claimed) return remember(claimed)
  }
  const first = await claim(slot(0), own === null ? lockPatience : 0)
  if (first) return remember(first)
  for (let number = 1; number < mostTabs; number++) {
    const claimed = await claim(slot(number), 0)
    if (claimed) return remember(claimed)
  }
  return null
}

/** Null: another tab has it, and did not let go within `patience` milliseconds. */
export async function claimOf(slot: Slot, patience: number): Promise<Claimed | null> {
  const release = await takeLock(databaseName + prefixOf(slot), patience)
  return release && { slot, release }
}

/** What is remembered for one tab survives its reload, and nothing else does. */
function remembered(first: Slot): number | null {
  const number = tabStorage()?.getItem(databaseName + prefixOf(first)) ?? null
  return number === null ? null : Number(number)
}

function remember(claimed: Claimed): Claimed {
  const { slot } = claimed
  tabStorage()?.setItem(databaseName + prefixOf({ ...slot, number: 0 }), `${slot.number}`)
  return claimed
}

function tabStorage(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null
  } catch {
    return null
  }
}

/** In milliseconds; a room is opened from the server when the device has said nothing until then. */
const storagePatience = 3000

/** A tab that is just reloading lets go of its lock within this time, in milliseconds. */
const lockPatience = 1000

/** On a busy machine the page before may take longer to go; without its place a page has no copy. */
const ownPatience = 3000

/** Of one person, in one commitment, at once. */
const mostTabs = 32
