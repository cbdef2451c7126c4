import { limits } from './limits.ts'

/** Somebody, and the code by which they came. */
export type Who = { readonly person: string; readonly cameBy: string | null }

/**
 * How much of the loop's time each person has taken of late, and all together who came by one code, and
 * how long they must wait for more. Whatever the others of a code take, what one of them types has a
 * small share of its own.
 */
export class Worktime {
  readonly #people = new Debts(limits.workPerSecond, limits.workBurst)
  readonly #codes = new Debts(limits.workPerSecondByCode, limits.workBurstByCode)
  readonly #typed = new Debts(limits.typedPerSecond, limits.typedBurst)
  readonly #typing = new Debts(limits.typingPerSecond, limits.typingBurst)
  readonly #typingByCode = new Debts(limits.typingPerSecondByCode, limits.typingBurstByCode)

  /** In ms; `isTyped`: it was what somebody types. */
  add({ person, cameBy }: Who, took: number, isTyped = false): void {
    const isOver = cameBy !== null && this.#codes.wait(cameBy) > 0
    this.#people.add(person, took)
    if (cameBy === null) return
    if (isTyped) this.#typing.add(person, took)
    // what is typed beyond the code's share is paid out of another one, or that would never end
    if (isTyped && isOver) this.#typingByCode.add(cameBy, took)
    else this.#codes.add(cameBy, took)
  }

  /**
   * How far this person is ahead of somebody who types with what they bring now, of so many bytes, in
   * updates; null: much too far.
   */
  typed(person: string, bytes: number): number | null {
    if (this.#typed.wait(person) > 0) return null
    const ahead = this.#typed.owed(person)
    this.#typed.add(person, 1 + bytes / limits.typedBytes)
    return ahead
  }

  /** How long until this person's work is taken again, in ms; 0: now. */
  wait({ person, cameBy }: Who, isTyped = false): number {
    const own = this.#people.wait(person)
    const shared = cameBy === null ? 0 : this.#codes.wait(cameBy)
    if (cameBy === null || shared === 0 || !isTyped) return Math.max(own, shared)
    const typing = Math.max(this.#typing.wait(person), this.#typingByCode.wait(cameBy))
    return Math.max(own, Math.min(shared, typing))
  }

  /** What all have taken of late who share with this person; their own, where nobody does. */
  shared({ person, cameBy }: Who): number {
    return cameBy === null ? this.#people.owed(person) : this.#codes.owed(cameBy)
  }

  /** True of whoever has taken more of late than anybody's keys do. */
  isMuch({ person, cameBy }: Who): boolean {
    return Math.max(this.#people.owed(person), this.#codes.owed(cameBy ?? '')) > limits.workMuch
  }
}

class Debts {
  readonly #perSecond: number
  readonly #burst: number
  readonly #debts = new Map<string, { readonly owed: number; readonly at: number }>()

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
  }

  add(who: string, took: number): void {
    this.#debts.set(who, { owed: took + this.owed(who), at: performance.now() })
    if (this.#debts.size > remembered) this.#forget()
  }

  wait(who: string): number {
    const over = this.owed(who) - this.#burst
    return over > 0 ? (over * 1000) / this.#perSecond : 0
  }

  owed(who: string): number {
    const debt = this.#debts.get(who)
    if (!debt) return 0
    const paid = ((performance.now() - debt.at) / 1000) * this.#perSecond
    return Math.max(0, debt.owed - paid)
  }

  /** Whoever owes nothing any more need not be known. */
  #forget(): void {
    for (const who of this.#debts.keys()) if (this.owed(who) === 0) this.#debts.delete(who)
  }
}

const remembered = 1000
