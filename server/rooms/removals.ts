import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** A move or an undo comes soon after the deletion; older ones are not looked for. */
const remembered = 200

/** Shorter ones are never taken for the source of a move from one update to another. */
const shortest = 5

/** Each is compared with all that the person puts in, so there are few. */
const compared = 10

/** Who lately took out what, so that words put back can be given to their author. */
export class Removals {
  readonly #byPerson = new Map<string, { ranges: readonly IdRange[]; ids: IdSet }>()

  add(person: string, ranges: readonly IdRange[]): void {
    if (ranges.length === 0) return
    const before = this.#byPerson.get(person)?.ranges ?? []
    const kept = [...before, ...ranges].slice(-remembered)
    this.#byPerson.set(person, { ranges: kept, ids: new IdSet(kept) })
  }

  /** As `findOrigins` asks for it. */
  seenBy(person: string) {
    const own = this.#byPerson.get(person)?.ranges ?? []
    return {
      deletedBefore: own.filter(([, , length]) => length >= shortest).slice(-compared),
      deletedByOther: (client: number, clock: number): boolean => {
        for (const [other, { ids }] of this.#byPerson) {
          if (other !== person && ids.has(client, clock)) return true
        }
        return false
      },
    }
  }
}
