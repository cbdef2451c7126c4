import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** A move or an undo comes soon after the deletion; older ones are not looked for. */
const remembered = 200

/** Shorter ones are never taken for the source of a move from one update to another. */
const shortest = 5

/** Each is compared with all that the person puts in, so there are few. */
const compared = 10

/** Who lately took out what, so that words put back can be given to their author. */
export class Removals {
  readonly #byPerson = new Map<string, readonly IdRange[]>()
  readonly #takenOutBy = new RangeMap<string>()

  add(person: string, ranges: readonly IdRange[]): void {
    if (ranges.length === 0) return
    const before = this.#byPerson.get(person) ?? []
    this.#byPerson.set(person, [...before, ...ranges].slice(-remembered))
    for (const range of ranges) this.#takenOutBy.set(range, person)
  }

  /** As `findOrigins` asks for it. */
  seenBy(person: string) {
    const own = this.#byPerson.get(person) ?? []
    return {
      deletedBefore: own.filter(([, , length]) => length >= shortest).slice(-compared),
      takenOutBy: (client: number, clock: number) => this.#takenOutBy.at(client, clock),
    }
  }
}
