import { versionWords } from '../../shared/locale/exports.ts'
import { clockOf } from './clock.ts'
import type { ExportCommitment } from './model.ts'

/** Plan, commitment, version and date: plans are amended, so every page says which text it shows. */
export function footerOf({ plan, title, version, seq, locale, timeZone, date }: ExportCommitment) {
  const parts = [plan, title, versionWords(version, seq)[locale], clockOf(timeZone).day(date)]
  return parts.filter((part) => part !== '').join(' · ')
}
