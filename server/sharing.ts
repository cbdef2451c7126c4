type Answering = { readonly now: Promise<unknown>; next: Promise<unknown> | null }

/**
 * One answer for all who ask the same at once. Whoever asks while one is being made waits for the next,
 * which begins when that has ended: so everybody's answer was begun after they had asked, and knows what
 * they had done before. However many ask, one is being made.
 */
export class Sharing {
  readonly #under = new Map<string, Answering>()

  /** `what` names everything that the answer depends on beside what is stored. */
  ask<Answer>(what: string, make: () => Promise<Answer>): Promise<Answer> {
    const under = this.#under.get(what)
    if (!under) return this.#begin(what, make)
    const begin = () => this.#begin(what, make)
    under.next ??= under.now.then(begin, begin)
    // the same question has the same kind of answer
    return under.next as Promise<Answer>
  }

  #begin<Answer>(what: string, make: () => Promise<Answer>): Promise<Answer> {
    const now = make()
    const answering: Answering = { now, next: null }
    this.#under.set(what, answering)
    const ended = () => {
      if (this.#under.get(what) === answering && !answering.next) this.#under.delete(what)
    }
    now.then(ended, ended)
    return now
  }
}
