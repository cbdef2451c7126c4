import type { Steps } from '../shared/steps.ts'

/**
 * Heavy reading beside the writers, on one loop: each person has one under way and the others wait
 * behind it, and of all that is read one slice is done in a turn of the loop.
 */
export class Reading {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs `read` when the person's earlier ones have ended, however they did. */
  turn<Result>(person: string, read: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(person) ?? Promise.resolve()
    const own = before.then(breathe).then(read)
    const ended = own.then(
      () => undefined,
      () => undefined,
    )
    this.#last.set(person, ended)
    void ended.then(() => {
      if (this.#last.get(person) === ended) this.#last.delete(person)
    })
    return own
  }
}

const waiting: (() => void)[] = []

/** Lets writers have the loop; who waits here goes on one by one, the first that came first. */
export function breathe(): Promise<void> {
  return new Promise((goOn) => {
    waiting.push(goOn)
    if (waiting.length === 1) setImmediate(next)
  })
}

function next(): void {
  waiting[0]?.()
  waiting.shift()
  if (waiting.length > 0) setImmediate(next)
}

/** Does steps in slices, and lets writers have the loop in between. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  const rest = slices()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await rest()
  }
}

/** A slice that is longer holds writers up, in ms. */
const slice = 4

/** Breathes whenever a slice is over: to be awaited between small pieces of work. */
export function slices(): () => Promise<void> | undefined {
  let end = performance.now() + slice
  return () =>
    performance.now() < end
      ? undefined
      : breathe().then(() => {
          end = performance.now() + slice
        })
}
