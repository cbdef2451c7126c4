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

/** Since when requests are begun in this turn of the loop; null: none was until now. */
let begunSince: number | null = null

/** Requests are begun for so long in one turn of the loop, in ms. */
const beginning = 2

/**
 * Before a request is begun; undefined: now. Of very many that come in one moment a few are begun in a
 * turn of the loop, in the order in which they came, whosever they are: so writers have the loop in
 * between, and nobody waits longer than all of them take together.
 */
export function begin(): Promise<void> | undefined {
  const now = performance.now()
  if (begunSince === null) {
    begunSince = now
    setImmediate(() => {
      begunSince = null
    })
  }
  return waiting.length === 0 && now - begunSince < beginning ? undefined : breathe()
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
