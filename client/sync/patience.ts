import { closeCode } from '../../shared/wire.ts'

/**
 * How long to wait before connecting again, in milliseconds. A workshop's pages all lose a server at
 * once: the first attempt is spread over two seconds, each further one over twice as long, so that
 * they do not come back as one crowd. `random` answers a number in [0, 1).
 */
export function reconnectDelay(attempt: number, code: number | null, random: () => number): number {
  const spread = Math.min(firstSpread * 2 ** attempt, longestSpread)
  const least = code === closeCode.goingAway ? restartTime : 0
  return Math.round(least + random() * spread)
}

/** 300 pages over 2 s are 15 per 100 ms, which a room's start bears (sync.md). */
const firstSpread = 2000

/** Longer would make people reload by hand, with words that wait; 300 pages over this are 3 in 100 ms. */
const longestSpread = 10_000

/** A server that goes away on purpose needs about this long to be back. */
const restartTime = 250

/** True for close codes after which coming back is pointless. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code < 4500
}
