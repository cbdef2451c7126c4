/**
 * Work that can be interrupted: it yields now and then, and answers at its end. Whoever has nobody
 * waiting does all of it at once (`done`), a server goes on in slices.
 */
export type Steps<Result> = Generator<void, Result>

/** Does all of it now. */
export function done<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
