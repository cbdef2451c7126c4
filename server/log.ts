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
