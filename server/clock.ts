/** Tells the time, in milliseconds since 1970. */
export type Clock = () => number

/** What is told when the system's clock and the time that has passed disagree, in milliseconds. */
export type Jump = { readonly by: number }

/** A step of the system's clock that is larger is no correction of its drift, in milliseconds. */
const step = 60_000
/** How long such a step must last before it is believed, in milliseconds. */
const patience = 120_000

/**
 * The system's clock, held to the time that has passed by a clock that nobody can set: a jump of more
 * than a minute is told at once and believed only when it has lasted, so that a clock which is set
 * wrong for a moment dates nothing with a day that has not come. A machine that slept wakes with such
 * a jump, and is believed two minutes later.
 */
export function steadyClock(
  told: (jump: Jump) => void,
  wall: Clock = Date.now,
  passed: Clock = () => performance.now(),
): Clock {
  let offset = wall() - passed()
  let jumpedAt: number | null = null
  return () => {
    const now = wall()
    const lived = passed()
    const by = now - (lived + offset)
    if (Math.abs(by) <= step) jumpedAt = null
    else if (jumpedAt === null) {
      jumpedAt = lived
      told({ by })
    }
    if (jumpedAt === null || lived - jumpedAt >= patience) {
      offset = now - lived
      jumpedAt = null
    }
    return Math.round(lived + offset)
  }
}
