import { deleteDB, rtop, transact } from 'lib0/indexeddb'
import { uuidv4 } from 'lib0/random'
import { IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from 'y-indexeddb'
import * as Y from 'yjs'
import type { ServerMessage } from '../../shared/protocol.ts'
import type { Claim } from '../../shared/record/origin.ts'
import { type PackedRecord, packRecord, unpackRecord } from '../../shared/record/packed.ts'
import type { ClientIds } from '../../shared/text/identity.ts'
import { Ahead } from './ahead.ts'
import { asAside, asHead, asRoom, asUnsent } from './keptShape.ts'
import type { Clocks } from './ledger.ts'
import { hear, type RoomView } from './room.ts'
import {
  type Claimed,
  claimOf,
  claimSlot,
  databaseName,
  openStore,
  prefixOf,
  type Slot,
  slotsOf,
  soon,
  storeName,
} from './slots.ts'
import type { Aside } from './state.ts'

/** Which replica the device holds. */
export type Head = {
  readonly epoch: string
  /** Name of the database with the body; another one after each reset. */
  readonly body: string
}

/** Two ids and for whom somebody writes under them. */
export type Speaker = ClientIds & { readonly onBehalfOf: string | null }

/** What was written on this device and is not known to be acknowledged. */
export type Unsent = {
  readonly speakers: readonly Speaker[]
  /** Number of changes. */
  readonly changes: number
  /** How far the speakers' identities are acknowledged. */
  readonly clocks: Clocks
  /** Where its characters came from; not there where an earlier version kept it. */
  readonly origins?: readonly Claim[]
}

/** All that the device keeps of one person's replica of one commitment, besides the body. */
export type Kept = {
  readonly head: Head | null
  /** The last that was heard of the room, so that a page without a network can show it. */
  readonly room: RoomView | null
  /** How often something was added to the room since it was kept whole. */
  readonly added: number
  readonly unsent: Unsent | null
  readonly aside: readonly Aside[]
}

/** A room as storage takes it. */
export type KeptRoom = Omit<RoomView, 'record' | 'heard'> & {
  readonly record: PackedRecord
  readonly heard?: RoomView['heard']
}

/** Written together or not at all. */
export type Change = {
  readonly head?: Head
  /** As it is; and what was heard since, the so manieth that is kept beside it. */
  readonly room?: RoomView
  readonly news?: { readonly nth: number; readonly messages: readonly ServerMessage[] }
  /** Null: everything is acknowledged. */
  readonly unsent?: Unsent | null
  readonly aside?: readonly Aside[]
  /** Ids. */
  readonly dismissed?: readonly string[]
}

/**
 * This device's storage for one tab of one person and commitment. Words that were put aside belong to
 * all of their tabs. IndexedDB can be missing, full, blocked
 * or cleared at any moment; then the page goes on in memory, and `failed` is called once.
 */
export class Device {
  readonly #database: IDBDatabase
  readonly #prefix: string
  /** Of what the tabs have in common. */
  readonly #shared: string
  readonly #claimed: Claimed
  readonly #failed: () => void
  readonly #ahead: Ahead
  readonly #bodies = new Map<string, IndexeddbPersistence>()
  #broken = false

  private constructor(database: IDBDatabase, claimed: Claimed, failed: () => void) {
    this.#database = database
    this.#prefix = prefixOf(claimed.slot)
    this.#shared = prefixOf({ ...claimed.slot, number: 0 })
    this.#ahead = new Ahead(databaseName + this.#prefix)
    this.#claimed = claimed
    this.#failed = failed
  }

  /**
   * `number`: that place or none; null: the one that this tab can have. Answers null when this device
   * keeps nothing, or another tab is there.
   */
  static async open(
    person: string,
    commitment: string,
    failed: () => void,
    number: number | null = null,
  ): Promise<{ device: Device; kept: Kept } | null> {
    const database = await openStore().catch(() => null)
    if (!database) return null
    let claimed: Claimed | null = null
    try {
      for (const passed = new Set<number>(); ; ) {
        claimed =
          number === null
            ? await claimSlot(database, person, commitment, passed)
            : await claimOf({ person, commitment, number }, 0)
        if (!claimed) break
        const device = new Device(database, claimed, failed)
        const kept = await device.#read()
        if (kept) return { device, kept }
        // what an older or another program left there stays as it is: this tab takes another place
        claimed.release()
        if (number !== null) break
        passed.add(claimed.slot.number)
      }
    } catch {
      claimed?.release()
    }
    database.close()
    return null
  }

  /** True once it stands on the device; false: it does not. */
  async write(change: Change): Promise<boolean> {
    const { head, room, news, unsent, aside = [], dismissed = [] } = change
    const early = unsent === undefined ? null : this.#ahead.keepUnsent(unsent)
    const stands = await this.#attempt((store) => {
      const put = (key: string, value: unknown) => store.put(value, this.#prefix + key)
      if (head) put('head', head)
      if (room) {
        put('room', { ...room, record: packRecord(room.record) } satisfies KeptRoom)
        store.delete(range(`${this.#prefix}news/`))
      }
      if (news) put(`news/${String(news.nth).padStart(6, '0')}`, news.messages)
      if (unsent) put('unsent', unsent)
      if (unsent === null) store.delete(`${this.#prefix}unsent`)
      for (const words of aside) store.put(words, `${this.#shared}aside/${words.id}`)
      for (const id of dismissed) store.delete(`${this.#shared}aside/${id}`)
    })
    if (early !== null && stands) this.#ahead.dropUnsent(early)
    return stands
  }

  /** A name for a new body; until it is the head's, the next `open` sweeps it away. */
  newBody(): string {
    const name = `${databaseName}${this.#prefix}${uuidv4()}`
    void this.#attempt((store) => store.put(name, `${this.#prefix}body/${name}`))
    return name
  }

  /**
   * Loads what the body holds into `doc` and keeps it up to date until the document is destroyed.
   * False: the storage does not answer.
   */
  async keepBody(name: string, doc: Y.Doc): Promise<boolean> {
    const persistence = new IndexeddbPersistence(name, doc)
    this.#bodies.set(name, persistence)
    this.#guard(persistence)
    const loaded = persistence.whenSynced.then(() => true)
    const late = new Promise<false>((resolve) => setTimeout(resolve, loadPatience, false))
    const inTime = await Promise.race([loaded, late])
    if (!inTime && !doc.isDestroyed) this.#fail()
    if (!inTime) return false
    for (const { key, update } of this.#ahead.left(name)) {
      Y.applyUpdate(doc, update)
      this.#store(persistence, update, key)
    }
    return true
  }

  dropBody(name: string): void {
    void this.#bodies.get(name)?.destroy()
    this.#bodies.delete(name)
    void this.#attempt((store) => store.delete(`${this.#prefix}body/${name}`))
    deleteDB(name).catch(() => this.#fail())
  }

  /** Lets another tab have it. What was written stays; all but the first `forgets` what it need not know. */
  close(forgets: boolean): void {
    if (forgets && this.#claimed.slot.number > 0) this.#forget()
    this.#broken = true
    this.#database.close()
    this.#claimed.release()
  }

  /** A further tab's place is empty when its words have arrived. */
  #forget(): void {
    for (const name of this.#bodies.keys()) this.dropBody(name)
    this.#ahead.forgetOthers(null)
    void this.#attempt((store) => store.delete(range(this.#prefix)))
  }

  /** Null: there is something whose shape this page does not know. */
  async #read(): Promise<Kept | null> {
    const [store] = transact(this.#database, [storeName], 'readonly')
    if (!store) throw new Error(`no store ${storeName}`)
    const own = range(this.#prefix)
    const reading = Promise.all([
      rtop(store.getAllKeys(own)) as Promise<string[]>,
      rtop(store.getAll(own)) as Promise<unknown[]>,
      rtop(store.getAll(range(`${this.#shared}aside/`))) as Promise<unknown[]>,
    ])
    const [keys, values, aside] = await soon(reading)
    const named = keys.map((key, index) => [key.slice(this.#prefix.length), values[index]] as const)
    const under = (folder: string) =>
      named.filter(([key]) => key.startsWith(folder)).map(([, value]) => value)
    const single = (key: string) => named.find(([name]) => name === key)?.[1] ?? null
    const head = asHead(single('head'))
    const early = this.#ahead.unsent()
    const unsent = early === null ? asUnsent(single('unsent')) : asUnsent(early)
    if (head === 'odd' || unsent === 'odd' || !this.#ahead.isSound()) return null
    for (const body of under('body/') as string[]) if (body !== head?.body) this.dropBody(body)
    this.#ahead.forgetOthers(head?.body ?? null)
    const news = under('news/')
    return {
      head,
      room: roomIn(asRoom(single('room')), news),
      added: news.length,
      unsent,
      aside: aside.flatMap(asAside),
    }
  }

  /**
   * y-indexeddb leaves a transaction open until the page has heard that its letters are there, which a
   * page that ends never does, and throws into the writer's own when its database has been closed.
   */
  #guard(persistence: IndexeddbPersistence): void {
    const { doc, _storeUpdate: theirs } = persistence
    doc.off('update', theirs)
    doc.on('update', (update: Uint8Array, origin: unknown, _: Y.Doc, by: Y.Transaction) => {
      // what is there before the database is open, it stores whole
      if (origin === persistence || !persistence.db) return
      const own = by.local && !this.#broken
      this.#store(persistence, update, own ? this.#ahead.keep(persistence.name, update) : null)
    })
  }

  /** `early`: where it is kept until it stands. */
  #store(persistence: IndexeddbPersistence, update: Uint8Array, early: string | null): void {
    if (persistence._destroyed || !persistence.db) return
    try {
      const transaction = persistence.db.transaction(['updates'], 'readwrite')
      transaction.oncomplete = () => early !== null && this.#ahead.drop(early)
      transaction.onabort = () => this.#fail()
      transaction.objectStore('updates').add(update)
      transaction.commit()
    } catch {
      this.#fail()
      return
    }
    persistence._dbsize += 1
    if (persistence._dbsize < PREFERRED_TRIM_SIZE || persistence._storeTimeoutId !== null) return
    persistence._storeTimeoutId = setTimeout(() => {
      persistence._storeTimeoutId = null
      if (!persistence._destroyed) void storeState(persistence, false)
    }, persistence._storeTimeout)
  }

  async #attempt(act: (store: IDBObjectStore) => void): Promise<boolean> {
    if (this.#broken) return false
    try {
      const transaction = this.#database.transaction([storeName], 'readwrite')
      const ended = new Promise<boolean>((resolve) => {
        transaction.oncomplete = () => resolve(true)
        transaction.onabort = () => resolve(false)
      })
      act(transaction.objectStore(storeName))
      // a page that ends at once must not take with it what it has said
      transaction.commit()
      if (await ended) return true
    } catch {
      // told below, as when it is aborted
    }
    this.#fail()
    return false
  }

  #fail(): void {
    if (this.#broken) return
    this.#broken = true
    this.#failed()
  }
}

/** With what was added to it; null: there is none, or not as today’s pages keep it, and the room tells it again. */
function roomIn(kept: KeptRoom | null, news: readonly unknown[]): RoomView | null {
  if (!kept) return null
  try {
    const { record, heard = null, ...rest } = kept
    const room = { ...rest, record: unpackRecord(record), heard }
    return (news as ServerMessage[][]).flat().reduce(hear, room)
  } catch {
    return null
  }
}

/** The places of everybody of whose replica of a commitment this device keeps something. */
export async function slotsIn(commitment: string): Promise<Slot[]> {
  const database = await openStore().catch(() => null)
  if (!database) return []
  try {
    return (await slotsOf(database)).filter((slot) => slot.commitment === commitment)
  } finally {
    database.close()
  }
}

function range(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`)
}

/** y-indexeddb never says that it failed; a body that takes longer, in milliseconds, has. */
const loadPatience = 10_000
