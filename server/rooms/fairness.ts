/** How a person stands when their next work comes to the head of their lane. */
export type Standing = { readonly start: number; readonly due: number }

/**
 * Whose turn is next where many want the loop: fair queueing. A clock runs as fast as one of those who
 * wait gets on; a work is due when its person's last one was over by that clock, or now, and as much
 * later as it is likely to take. So everybody has the same share, and whoever asks for less than that
 * is hardly kept waiting, however many others there are.
 */
export class Fairness {
  /** Share that everybody who always wanted something has had until now, in ms. */
  #now = 0
  readonly #people = new Map<string, { over: number; usual: number }>()

  /** A work of so many bytes comes to the head of this person's lane. */
  next(person: string, bytes: number): Standing {
    const { over, usual } = this.#people.get(person) ?? { over: 0, usual: 0 }
    const start = Math.max(this.#now, over)
    return { start, due: start + Math.max(usual, Math.min(bytes / bytesPerMs, longestGuess)) }
  }

  /** The person's work has been done, and has taken so long, in ms. */
  done(person: string, { start, due }: Standing, took: number): void {
    const before = this.#people.get(person)?.usual ?? took
    const usual = Math.min((before + took) / 2, longestGuess)
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

/** What a work takes is first guessed by its size: a key is 30 bytes, what suggests much is hundreds. */
const bytesPerMs = 100

/** No guess is longer, in ms: a long paste is not dear because it is long, nor what follows one. */
const longestGuess = 8

const remembered = 1000
