import type { Entry, Journal } from '../../server/journal/journal.ts'
import { Batch } from '../../server/rooms/batch.ts'
import { Desk } from '../../server/rooms/desk.ts'
import { Document } from '../../server/rooms/document.ts'
import { Member } from '../../server/rooms/member.ts'
import { renumberAll } from '../../server/rooms/numbering.ts'
import { Removals } from '../../server/rooms/removals.ts'
import type { Act } from '../../server/rooms/room.ts'
import type { Origin } from '../../shared/record/origin.ts'
import type { Role } from '../../shared/roles.ts'
import type { ClientIds } from '../../shared/text/identity.ts'
import { personOf } from './room.ts'

/** Keeps nothing: what is asked of such a room is answered from memory. */
export const forgetful: Journal = {
  append: async () => {},
  async *read() {},
  snapshot: async () => {},
  latest: async () => null,
  hashAt: async () => null,
  documents: async () => [],
  close: async () => {},
}

/** A room's own admission, provenance and numbering, without sockets, queue and journal. */
export class MemoryRoom {
  readonly document = Document.blank('memory', forgetful)
  readonly entries: Entry[] = []
  /** What was not admitted. */
  readonly refused: string[] = []
  readonly #desk = new Desk(this.document, new Removals())
  readonly #members = new Map<string, Member>()
  #frame = 0

  constructor() {
    const created = { plan: 'p', template: 'ogp-2022', templateVersion: 1, locale: 'en' }
    this.#enter('founder', [{ type: 'created', ...created }])
  }

  /** Binds a person's ids, as a hello does. */
  join(
    person: string,
    ids: ClientIds,
    role: Role = 'co-author',
    cameBy: string | null = null,
  ): void {
    const session = { id: person, person: personOf(person), role, cameBy, buffered: 0 }
    const standing = async () => ({ role })
    const member = new Member({
      ...{ ...session, standing, send: () => {}, close: () => {}, hear: () => {} },
    })
    this.#members.set(person, member)
    this.#enter(person, [{ type: 'ids-bound', ...ids }])
    member.seen = this.document.seq
  }

  /** Takes one update with what its sender says of it; answers what is new in it, for the others. */
  async take(
    person: string,
    update: Uint8Array,
    claims: readonly Origin[],
  ): Promise<readonly Uint8Array[]> {
    const member = this.#members.get(person)
    if (!member) throw new Error(`${person} has not joined`)
    member.greeting = 'answered'
    const before = this.entries.length
    const batch = new Batch()
    const tell = member.tell.bind(member)
    member.tell = (message) => {
      if (message.type === 'refusal') this.refused.push(`${person}: ${message.code}`)
      tell(message)
    }
    await this.#desk.update(member, update, claims, ++this.#frame, batch)
    this.entries.push(...batch.entries)
    batch.finish((error) => {
      throw error
    })
    member.tell = tell
    return this.entries.slice(before).flatMap((entry) => entry.update ?? [])
  }

  /** Something happens that everybody is told of. */
  say(events: Entry['events']): void {
    this.#enter('founder', events)
  }

  /** A person's page says that it has heard of everything up to `seq`; so far, unless it is said. */
  sees(person: string, seq = this.document.seq): void {
    const member = this.#members.get(person)
    if (member) this.#desk.seen(member, seq)
  }

  /** Answers, or does otherwise what the room itself writes, as one entry; answers what it wrote. */
  act<Code extends string>(person: string, act: Act<Code, null>): Uint8Array | null {
    const { doc, record, seq, now } = this.document
    const wanted = act({ doc, record, seq, at: now }, null)
    if ('refused' in wanted) throw new Error(wanted.refused)
    const { write, events } = wanted
    const update = write
      ? this.document.write((transaction) => {
          write(transaction)
          this.#desk.wrote(transaction)
        })
      : null
    const who = { person, onBehalfOf: null }
    const entry = this.document.enter(who, { update, events })
    const follows = update ? renumberAll(doc, this.document.record, who) : []
    this.entries.push(this.document.extend(entry, follows))
    return update
  }

  #enter(person: string, events: Entry['events']): void {
    this.entries.push(this.document.enter({ person, onBehalfOf: null }, { events }))
  }
}
