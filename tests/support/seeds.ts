/**
 * Sizes and seeds of tests that play at random. `npm test` plays a part of each test's whole size, with
 * seeds that are always the same and a fresh one; `npm run test:long` plays all of it, with fresh seeds
 * only. `ACCORD_SEED` plays that one alone, as a failure names it; `ACCORD_FUZZ` is the part, 1 the whole.
 */
const part = Number(process.env.ACCORD_FUZZ ?? 0.03)
const given = process.env.ACCORD_SEED

/** Whether this run plays all of everything, as `npm run test:long` does. */
export const isWhole = part >= 1

/** How many of `whole` this run plays: at least one. */
export function fuzzed(whole: number): number {
  return Math.max(1, Math.round(whole * part))
}

/**
 * Seeds for `whole` sessions at the whole size, printed under `name`. The fixed ones count up from
 * `from`; the last one is fresh.
 */
export function seeds(name: string, whole: number, from = 1): number[] {
  const chosen = given === undefined ? chosenOf(fuzzed(whole), from) : [Number(given)]
  console.info(`${name}: seeds ${chosen.join(', ')}`)
  return chosen
}

function chosenOf(count: number, from: number): number[] {
  const fresh = part < 1 ? 1 : count
  const fixed = Math.max(1, count - fresh)
  const first = 1_000_000 + Math.floor(Math.random() * 1_000_000_000)
  return [
    ...(part < 1 ? Array.from({ length: fixed }, (_, at) => from + at) : []),
    ...Array.from({ length: fresh }, (_, at) => first + at),
  ]
}
