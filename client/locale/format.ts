import type { Locale } from '../../shared/locale/locale.ts'
import { serverNow } from '../clock.ts'

/** Dates as people here read them. All take milliseconds since the epoch. */
export type Format = {
  /** Day and time, 24 h. */
  readonly moment: (at: number) => string
  /** Distance from `now`, by the server's clock: "3 minutes ago", "昨天". */
  readonly ago: (at: number, now?: number) => string
}

const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', 'zh-Hant-TW': 'zh-TW' }

/** "Now" would be read as something that goes on at this moment. */
const lately: Readonly<Record<Locale, string>> = { en: 'just now', 'zh-Hant-TW': '剛剛' }

const steps = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const

export function formatFor(locale: Locale): Format {
  const tag = tags[locale]
  // Made when first asked for: a browser's first one costs more than a room's first drawing may.
  let moment: Intl.DateTimeFormat | undefined
  let relative: Intl.RelativeTimeFormat | undefined
  return {
    moment(at) {
      moment ??= new Intl.DateTimeFormat(tag, {
        dateStyle: 'medium',
        timeStyle: 'short',
        hourCycle: 'h23',
      })
      return moment.format(at)
    },
    ago(at, now = serverNow()) {
      // nothing that is told has yet to happen, whatever a clock says
      const seconds = Math.min(at - now, 0) / 1000
      for (const [unit, length] of steps) {
        if (Math.abs(seconds) < length) continue
        relative ??= new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
        return relative.format(Math.round(seconds / length), unit)
      }
      return lately[locale]
    },
  }
}
