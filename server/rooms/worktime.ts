import { limits } from './limits.ts'

/** How much of the loop's time each person has taken of late, and how long they must wait for more. */
export class Worktime {
  readonly #debts = new Map<string, { owed: number; at: number }>()

  /** In ms. */
  add(person: string, took: number): void {
    const debt = this.#debts.get(person)
    const now = performance.now()
    const owed = took + (debt ? owedNow(debt, now) : 0)
    this.#debts.set(person, { owed, at: now })
    if (this.#debts.size > remembered) this.#forget(now)
  }

  /** How long until this person's work is taken again, in ms; 0: now. */
  wait(person: string): number {
    const debt = this.#debts.get(person)
    if (!debt) return 0
    const over = owedNow(debt, performance.now()) - limits.workBurst
    return over > 0 ? (over * 1000) / limits.workPerSecond : 0
  }

  /** Whoever owes nothing any more need not be known. */
  #forget(now: number): void {
    for (const [person, debt] of this.#debts) {
      if (owedNow(debt, now) === 0) this.#debts.delete(person)
    }
  }
}

const remembered = 1000

function owedNow({ owed, at }: { owed: number; at: number }, now: number): number {
  return Math.max(0, owed - ((now - at) / 1000) * limits.workPerSecond)
}
