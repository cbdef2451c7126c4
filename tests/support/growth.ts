import { isWhole } from './seeds.ts'

/** The most that twice the size may cost; what grows with its square costs four times as much. */
export const mostGrowth = 2.2

/** Milliseconds of processor that are well above what a clock and a collector make of nothing; more of them where there is time. */
const enough = isWhole ? 40 : 20
/** Whatever takes less at this size harms nobody. */
const largest = 2 ** 17
const tries = 12

/**
 * How much more work twice the size makes, measured as processor time between `n` and `4n`, the least
 * of several tries: a busy machine makes single ones longer, and never all of them shorter. `prepare`
 * makes what `work` is given; it is not counted.
 */
export function growth<Given>(
  prepare: (size: number) => Given,
  work: (given: Given) => unknown,
): number {
  const found = measured(prepare, work, enough)
  // what is near the bound is looked at again, with more for the clock to see
  return found > mostGrowth && found < mostGrowth * 1.2
    ? measured(prepare, work, enough * 3)
    : found
}

function measured<Given>(
  prepare: (size: number) => Given,
  work: (given: Given) => unknown,
  enough: number,
): number {
  let size = 64
  let once = 0
  for (; size < largest; size *= 2) {
    once = spent(prepare(size), work)
    if (once >= enough) break
  }
  let least = Number.POSITIVE_INFINITY
  for (let nth = 0; nth < tries && least > mostGrowth; nth += 1) {
    const large = spent(prepare(4 * size), work)
    if (large < enough) return 1
    const small = spent(prepare(size), work)
    least = Math.min(least, Math.sqrt(large / Math.max(small, 1)))
    // No busy machine makes that of it.
    if (large > 40 * Math.max(once, enough)) break
  }
  return least
}

function spent<Given>(given: Given, work: (given: Given) => unknown): number {
  const from = process.cpuUsage()
  work(given)
  const { user } = process.cpuUsage(from)
  return user / 1000
}
