import * as Y from 'yjs'
import { type Found, RangeMap } from '../../shared/authorship/rangeMap.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Entry } from '../journal/journal.ts'

/** A move or an undo comes soon after the deletion; older ones are not looked for. */
const remembered = 200

/** Shorter ones are never taken for the source of a move from one update to another. */
const shortest = 5

/** Each is compared with all that the person puts in, so there are few. */
const compared = 10

/** What an entry does in its room's own hand: judged by its events, not as a person's writing. */
export const roomsOwn: ReadonlySet<RecordEvent['type']> = new Set([
  'created',
  'suggestion-decided',
  'suggestion-reopened',
  'restored',
])

/** Nobody's id: what the room took out itself, by an answer or by going back to another text. */
export const theRoom = ''

/** What the room remembers of who took out what, asked by one person. */
export type Memory = {
  /** What they took out, newest last. */
  readonly deletedBefore: readonly IdRange[]
  /** Who took an identity out first; undefined: the room does not remember. */
  readonly takenOutBy: (client: number, clock: number) => Found<string>
  /** Parts of a range that they did not take out, not even as the second at the same time. */
  readonly notTakenOut: (range: IdRange) => IdRange[]
}

/**
 * Who took out what since the room was opened, and in the last entries before, so that words put back can
 * be given to their author.
 */
export class Removals {
  readonly #lately = new Map<string, readonly IdRange[]>()
  readonly #first = new RangeMap<string>()
  readonly #all = new Map<string, IdSet>()

  /** As a room would have it that had been open while these came in. */
  static async of(entries: AsyncIterable<Entry>): Promise<Removals> {
    const removals = new Removals()
    for await (const { person, update, events } of entries) {
      if (!update) continue
      const { structs, ds } = Y.decodeUpdate(update)
      const arrived = new IdSet(structs.map(({ id, length }) => [id.client, id.clock, length]))
      const gone = [...ds.clients].flatMap(([client, ranges]) =>
        ranges.map(({ clock, len }): IdRange => [client, clock, len]),
      )
      if (events.some(({ type }) => roomsOwn.has(type))) removals.#addRooms(gone)
      else {
        removals.add(
          person,
          gone.flatMap((range) => arrived.missing(range)),
        )
        removals.addUnseen(
          person,
          gone.flatMap(([client, clock, length]) =>
            arrived
              .within(client, clock, clock + length)
              .map(([start, end]): IdRange => [client, start, end - start]),
          ),
        )
      }
    }
    return removals
  }

  add(person: string, ranges: readonly IdRange[]): void {
    if (ranges.length === 0) return
    const before = this.#lately.get(person) ?? []
    this.#lately.set(person, [...before, ...ranges].slice(-remembered))
    this.addUnseen(person, ranges)
  }

  /** What came in deleted: nobody else ever saw it, and nobody looks there for moved words. */
  addUnseen(person: string, ranges: readonly IdRange[]): void {
    for (const range of ranges) {
      this.#first.set(range, person)
      this.#of(person).add(range)
    }
  }

  /** What the room's own writing has taken out so far. */
  addRooms({ deleteSet }: Y.Transaction): void {
    for (const [client, gone] of deleteSet.clients)
      this.#addRooms(gone.map(({ clock, len }): IdRange => [client, clock, len]))
  }

  #addRooms(ranges: readonly IdRange[]): void {
    for (const range of ranges) this.#first.set(range, theRoom)
  }

  /** Somebody else was quicker to take these out; what died before the room was opened is left out. */
  addLate(person: string, ranges: readonly IdRange[]): void {
    for (const [client, clock, length] of ranges) {
      if (this.#first.at(client, clock).value === undefined) continue
      this.#of(person).add([client, clock, length])
    }
  }

  seenBy(person: string): Memory {
    const own = this.#lately.get(person) ?? []
    return {
      deletedBefore: own.filter(([, , length]) => length >= shortest).slice(-compared),
      takenOutBy: (client, clock) => this.#first.at(client, clock),
      notTakenOut: (range) => this.#all.get(person)?.missing(range) ?? [range],
    }
  }

  #of(person: string): IdSet {
    const known = this.#all.get(person) ?? new IdSet()
    this.#all.set(person, known)
    return known
  }
}
