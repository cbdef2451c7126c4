import { limits } from './limits.ts'

/** Somebody, and the code by which they came. */
export type Who = { readonly person: string; readonly cameBy: string | null }

/**
 * How much of the loop's time each person has taken of late, and all together who came by one code, and
 * how long they must wait for more.
 */
export class Worktime {
  readonly #people = new Debts(limits.workPerSecond, limits.workBurst)
  readonly #codes = new Debts(limits.workPerSecondByCode, limits.workBurstByCode)

  /** In ms. */
  add({ person, cameBy }: Who, took: number): void {
    this.#people.add(person, took)
    if (cameBy !== null) this.#codes.add(cameBy, took)
  }

  /** How long until this person's work is taken again, in ms; 0: now. */
  wait({ person, cameBy }: Who): number {
    const own = this.#people.wait(person)
    return cameBy === null ? own : Math.max(own, this.#codes.wait(cameBy))
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
