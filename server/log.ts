import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

/**
 * Structured lines on standard output. They say what happened to which id, never what anybody wrote
 * or is called: log ids, codes, counts and durations only.
 */
export type Log = Logger

export function openLog(level: LogLevel): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

/** Lets one line a second through of what anybody can bring about as often as they like. */
export class Seldom {
  #since = Number.NEGATIVE_INFINITY
  #more = 0

  /** How many were left out before this one; null: this one is, too. */
  line(now = performance.now()): { readonly more: number } | null {
    if (now - this.#since < 1000) {
      this.#more += 1
      return null
    }
    const more = this.#more
    this.#since = now
    this.#more = 0
    return { more }
  }
}
