/** Tells the time, in milliseconds since 1970. */
export type Clock = () => number

/** The system's clock as it is: for a program that has ended before a jump could be told from time. */
export const wallClock: Clock = () => Date.now()

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
  wall: Clock = wallClock,
  passed: Clock = () => performance.now(),
): Clock {
  let offset = wall() - passed()
  /** Since when the clock is off, and by how much. */
  let jumped: { readonly at: number; readonly by: number } | null = null
  return () => {
    const now = wall()
    const lived = passed()
    const by = now - (lived + offset)
    if (Math.abs(by) <= step) jumped = null
    // another jump is no proof of an earlier one, however long ago that was
    else if (jumped === null || Math.abs(by - jumped.by) > step) {
      jumped = { at: lived, by }
      told({ by })
    }
    if (jumped === null || lived - jumped.at >= patience) {
      offset = now - lived
      jumped = null
    }
    return Math.round(lived + offset)
  }
}
