/** How a person stands when their next work comes to the head of their lane. */
export type Standing = { readonly start: number; readonly size: number }

/**
 * Whose turn is next where many want the loop: fair queueing. A clock runs as fast as one of those who
 * wait gets on; a work is due when its person's last one was over by that clock, or now, and as much
 * later as it is likely to take. So everybody has the same share, and whoever asks for less than that
 * is hardly kept waiting, however many others there are.
 */
export class Fairness {
  /** Share that everybody who always wanted something has had until now, in ms. */
  #now = 0
  readonly #people = new Map<string, { over: number; usual: Costs }>()
  /** Of everybody's works. */
  readonly #usual: Costs = new Map()

  /** A work of so many bytes comes to the head of this person's lane. */
  next(person: string, bytes: number): Standing {
    return { start: Math.max(this.#now, this.#people.get(person)?.over ?? 0), size: sizeOf(bytes) }
  }

  /** By what is known now: the first work of a flood shows what all the others will take. */
  due(person: string, { start, size }: Standing): number {
    return start + (this.#people.get(person)?.usual.get(size) ?? this.#usual.get(size) ?? 0)
  }

  /** The person's work has been done, and has taken so long, in ms. */
  done(person: string, standing: Standing, took: number): void {
    const { start, size } = standing
    const due = this.due(person, standing)
    const usual = this.#people.get(person)?.usual ?? new Map<number, number>()
    learn(usual, size, took)
    learn(this.#usual, size, took)
    // whoever had to stay away for a while has not saved up their share
    const began = Math.max(start, this.#now - (due - start))
    this.#now = Math.max(this.#now, start)
    this.#people.set(person, { over: began + took, usual })
    if (this.#people.size > remembered) this.#forget()
  }

  #forget(): void {
    for (const [person, { over }] of this.#people) {
      if (over <= this.#now) this.#people.delete(person)
    }
  }
}

/** What works of each size have taken of late, in ms. */
type Costs = Map<number, number>

function learn(costs: Costs, size: number, took: number): void {
  costs.set(size, ((costs.get(size) ?? took) + took) / 2)
}

/** A key is some 30 bytes, a paste thousands: works of like size are taken to cost alike. */
function sizeOf(bytes: number): number {
  return Math.ceil(Math.log2(bytes + 1))
}

const remembered = 1000
