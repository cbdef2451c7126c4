import { AsyncLocalStorage } from 'node:async_hooks'
import type { Steps } from '../shared/steps.ts'
import type { Who, Worktime } from './rooms/worktime.ts'

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

/** For whom something is read, and where it is counted what that takes. */
type Reader = { readonly who: Who; readonly worktime: Worktime }

const readers = new AsyncLocalStorage<Reader>()

/** Does something for somebody, whose share of the loop it takes. */
export function readingFor<Result>(reader: Reader, read: () => Promise<Result>): Promise<Result> {
  return readers.run(reader, read)
}

/** Does something at once, and counts it as theirs for whom it is done. */
export function counted<Result>(act: () => Result): Result {
  const start = performance.now()
  try {
    return act()
  } finally {
    count(performance.now() - start)
  }
}

function count(took: number): void {
  const reader = readers.getStore()
  reader?.worktime.add(reader.who, took, false)
}

const waiting: (() => void)[] = []

/**
 * Lets writers have the loop; who waits here goes on one by one, the first that came first, and whoever
 * has had their share beside those who write, when they may have more.
 */
export async function breathe(): Promise<void> {
  const reader = readers.getStore()
  const wait = () => (reader ? reader.worktime.wait(reader.who) : 0)
  for (;;) {
    await inLine()
    // whoever was before in the line may have had all that there was for them
    const later = wait()
    if (later <= 0) return
    await new Promise((over) => setTimeout(over, later))
  }
}

function inLine(): Promise<void> {
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
  let start = performance.now()
  return () => {
    const took = performance.now() - start
    if (took < slice) return undefined
    // what was waited for in between is no work
    count(Math.min(took, slice * 2))
    return breathe().then(() => {
      start = performance.now()
    })
  }
}
