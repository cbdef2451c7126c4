import { versionWords } from '../../shared/locale/exports.ts'
import { clockOf } from './clock.ts'
import type { ExportCommitment } from './model.ts'
import type { ExportPlan } from './planLayout.ts'
import type { Format } from './write.ts'

/** File systems and mail count bytes; a Chinese character has three. */
const longest = 40

// biome-ignore lint/complexity/useRegexLiterals: one character class of everything that some system refuses
const refused = new RegExp('[\\\\/:*?"<>|\\p{C}\\p{Z}.,;]+', 'gu')

/** Plan, commitment, version, copy and date, as every system can store it. */
export function fileName(source: ExportCommitment | ExportPlan, format: Format | 'zip'): string {
  const parts =
    'commitments' in source
      ? [source.title, dayOf(source.commitments)]
      : [
          source.plan,
          source.title,
          versionWords(source.version, source.seq)[source.locale],
          source.copy,
          dayOf([source]),
        ]
  const name = parts.map(shortName).filter(Boolean).join('_')
  return `${name}.${format}`
}

/** A part of a name: without what some system refuses, and not too long. */
export function shortName(text: string): string {
  const clean = text.replace(refused, '-').replace(/^-+|(?<!-)-+$/g, '')
  return [...clean]
    .slice(0, longest)
    .join('')
    .replace(/(?<!-)-+$/, '')
}

function dayOf(models: readonly ExportCommitment[]): string {
  const [first] = models
  if (!first) return ''
  return clockOf(first.timeZone).day(Math.max(...models.map(({ date }) => date)))
}
