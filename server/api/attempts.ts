import { createHash } from 'node:crypto'
import { attemptForm } from '../../shared/wire.ts'

/** For how long what was done is known again, in ms: until whoever got no answer has pressed again. */
const known = 15 * 60 * 1000

/** What is remembered of one person, and of all. */
const most = { each: 50, all: 5000, answer: 64 * 1024 }

type Remembered = { readonly person: string; readonly at: number; readonly done: Promise<unknown> }

/**
 * What people have done just now, by the sign that their page gave it: sent again, for no answer came,
 * it is answered as it was and not done twice. Of this process only, and gone with it.
 */
export class Attempts {
  readonly #all = new Map<string, Remembered>()

  /** `same`: what tells the request from another that was given the same sign. */
  async once<T>(
    asked: { readonly person: string; readonly sign: string | undefined; readonly same: string },
    act: () => Promise<T>,
    isKept: (outcome: T) => boolean,
  ): Promise<T> {
    const { person, sign, same } = asked
    if (!sign || !attemptForm.test(sign)) return act()
    this.#forget(performance.now() - known)
    const key = createHash('sha256').update([person, sign, same].join('\n')).digest('base64url')
    const before = this.#all.get(key)
    if (before) return before.done as Promise<T>
    const done = act()
    const remembered = { person, at: performance.now(), done }
    this.#all.set(key, remembered)
    this.#bound(person)
    const drop = () => {
      if (this.#all.get(key) === remembered) this.#all.delete(key)
    }
    try {
      const outcome = await done
      if (!isKept(outcome)) drop()
      return outcome
    } catch (error) {
      drop()
      throw error
    }
  }

  /** A map keeps its order: the oldest stand first. */
  #forget(before: number): void {
    for (const [key, { at }] of this.#all) {
      if (at >= before) return
      this.#all.delete(key)
    }
  }

  #bound(person: string): void {
    const own = [...this.#all].filter(([, one]) => one.person === person)
    for (const [key] of own.slice(0, -most.each)) this.#all.delete(key)
    for (const key of this.#all.keys()) {
      if (this.#all.size <= most.all) return
      this.#all.delete(key)
    }
  }
}

/** Whether an answer is short enough to be remembered. */
export function isShort(answer: unknown): boolean {
  return JSON.stringify(answer).length <= most.answer
}
