import type * as Y from 'yjs'
import type { PersonView } from '../../shared/protocol.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import type { CommitmentRecord, Merge } from '../../shared/record/record.ts'
import type { Role } from '../../shared/roles.ts'
import { wallClock } from '../clock.ts'
import { Document } from './document.ts'
import type { Foundation } from './foundation.ts'
import { Recent } from './recent.ts'
import { Removals } from './removals.ts'
import { Room } from './room.ts'
import { Worktime } from './worktime.ts'

/** A fresh commitment: what its first entry says, and the text it starts with. */
export type NewCommitment = {
  readonly plan: string
  readonly template: string
  readonly templateVersion: number
  readonly locale: string
  /** Person. */
  readonly by: string
  /** Where imported text was written; null: nothing was imported. */
  readonly source?: string | null
  /** It begins with two keys in every section. */
  readonly twoKeys?: boolean
  /** People who came into the plan twice, and who said so when. */
  readonly merged?: readonly (Merge & { readonly person: string })[]
  /** Writes the first text, under `templateClient` (see `seedField`). */
  seed(doc: Y.Doc): void
}

/** The quiet and idle times that suit people; tests are less patient. */
const defaults = { quiet: 10_000, idle: 30_000, clock: wallClock }

/** y-websocket gives a connection up after 30 s without a message; half of that is safe. */
const pulseEvery = 15_000

/** All live rooms of this process. */
export class Rooms {
  readonly #on: Foundation
  readonly #rooms = new Map<string, Promise<Room | null>>()
  readonly #live = new Map<string, Room>()
  readonly #pulse: NodeJS.Timeout
  #closing = false

  constructor(on: Omit<Foundation, keyof typeof defaults | 'worktime'> & Partial<Foundation>) {
    this.#on = { ...defaults, worktime: new Worktime(), ...on }
    this.#pulse = setInterval(() => {
      for (const room of this.#live.values()) room.pulse()
    }, pulseEvery).unref()
  }

  /** Loads the room if need be; null when the journal has no such document, or all rooms close. */
  async open(commitment: string): Promise<Room | null> {
    if (this.#closing) return null
    const found = this.#rooms.get(commitment)
    const room = await (found ?? this.#start(commitment, this.#load(commitment)))
    if (room?.closing) {
      await room.closing
      return this.open(commitment)
    }
    room?.touch()
    return room
  }

  /** Rejects with `JournalConflict` when the commitment exists. Durable when it resolves. */
  async create(commitment: string, what: NewCommitment): Promise<Room> {
    const { seed, by, source = null, twoKeys = false, merged = [], ...rest } = what
    const created = { ...rest, ...(source !== null && { source }) }
    const document = Document.blank(commitment, this.#on.journal, this.#on.clock)
    const update = document.write(({ doc }) => seed(doc))
    const who = { person: by, onBehalfOf: null }
    const events: RecordEvent[] = [{ type: 'created', ...created }]
    if (twoKeys) events.push({ type: 'two-keys-set', field: null, on: true })
    const entry = document.enter(who, { update, events })
    const known = merged.map(({ by: sayer, ...said }) =>
      document.enter(
        { person: sayer, onBehalfOf: null },
        { events: [{ type: 'people-merged', ...said }] },
      ),
    )
    await this.#on.journal.append([entry, ...known])
    const people = await this.#on.people(what.plan, [by, ...peopleOf(document.record)])
    const recent = new Recent()
    for (const each of [entry, ...known]) recent.add(each)
    const housed = this.#house(document, people, new Removals(), recent)
    return (await this.#start(commitment, housed)) as Room
  }

  /** Somebody's role may have changed; `roleIn` answers for each commitment that is open. */
  async rolesChanged(
    person: string,
    roleIn: (commitment: string) => Promise<Role | null>,
  ): Promise<void> {
    for (const room of [...this.#live.values()]) {
      room.setRole(person, await roleIn(room.id))
    }
  }

  /**
   * A name, organisation or sector was corrected or erased: screens follow. What somebody is called
   * is each plan's own; `called` answers for one, null where they never were.
   */
  async personChanged(called: (plan: string) => Promise<PersonView | null>): Promise<void> {
    for (const room of [...this.#live.values()]) {
      const person = await called(room.read().record.plan)
      if (person) room.rename(person)
    }
  }

  /**
   * Something may be hidden since: a room shows what it knew when it was opened, so those that know
   * less are put away, and their pages come back to what may be shown.
   */
  async hiddenChanged(): Promise<void> {
    for (const room of [...this.#live.values()]) {
      const hidden = await this.#on.hidden(room.read().record.plan)
      if (hidden.count > room.hidden) void room.close()
    }
  }

  /** Resolves when what all rooms have admitted up to now is durable. */
  async underway(): Promise<void> {
    await Promise.all([...this.#live.values()].map((room) => room.underway()))
  }

  /** True once no room is opened any more. */
  get closing(): boolean {
    return this.#closing
  }

  /** True while a room cannot write its journal. */
  get failing(): boolean {
    return [...this.#live.values()].some(({ failing }) => failing)
  }

  /** How many rooms and connections are live. */
  get size(): { readonly rooms: number; readonly people: number } {
    const people = [...this.#live.values()].map(({ present }) => present.size)
    return { rooms: this.#live.size, people: people.reduce((sum, each) => sum + each, 0) }
  }

  /** Refuses new work, writes what has come in, and sends everybody away to come back later. */
  async close(): Promise<void> {
    this.#closing = true
    clearInterval(this.#pulse)
    const rooms = await Promise.allSettled(this.#rooms.values())
    await Promise.all(rooms.map((room) => room.status === 'fulfilled' && room.value?.close()))
  }

  #start(commitment: string, starting: Promise<Room | null>): Promise<Room | null> {
    const forget = (room: Room | null) => {
      if (!room && this.#rooms.get(commitment) === starting) this.#rooms.delete(commitment)
    }
    this.#rooms.set(commitment, starting)
    starting.then(forget, () => forget(null))
    return starting
  }

  async #load(commitment: string): Promise<Room | null> {
    const document = await Document.load(commitment, this.#on.journal, this.#on.clock)
    if (!document) return null
    const { record } = document
    const recent = new Recent()
    const removals = await Removals.of(recent.noting(document.lately()))
    const people = await this.#on.people(record.plan, peopleOf(record))
    return this.#house(document, people, removals, recent)
  }

  async #house(
    document: Document,
    people: readonly PersonView[],
    removals = new Removals(),
    recent = new Recent(),
  ): Promise<Room> {
    const hidden = await this.#on.hidden(document.record.plan)
    const neighbour = async (id: string) => (await this.open(id))?.read() ?? null
    const ended = () => {
      this.#live.delete(document.id)
      this.#rooms.delete(document.id)
    }
    const on = this.#on
    const room = new Room(document, removals, people, hidden, on, neighbour, ended, recent)
    this.#live.set(document.id, room)
    return room
  }
}

/** Everybody whose name the record may have to show. */
function peopleOf(record: CommitmentRecord): string[] {
  const { clients, suggestions, threads, versions, merged = {} } = record
  const people = [
    ...Object.entries(merged).flatMap(([person, { into }]) => [person, into]),
    ...[...clients].flatMap(({ person, onBehalfOf }) => [person, onBehalfOf]),
    ...Object.values(suggestions).flatMap(({ person, onBehalfOf, decisions }) => [
      person,
      onBehalfOf,
      ...decisions.map((decision) => decision.person),
    ]),
    ...Object.values(threads).flatMap(({ comments }) =>
      comments.flatMap((one) => [one.person, one.onBehalfOf, ...one.mentions]),
    ),
    ...versions.map(({ person }) => person),
  ]
  return [...new Set(people.filter((person) => person !== null))]
}
