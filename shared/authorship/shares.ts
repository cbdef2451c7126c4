import { hardBreak } from '../text/body.ts'
import { templatePerson } from './attribution.ts'
import type { AttributedRun } from './runs.ts'

/**
 * How much of the text a person brought in. Characters are counted as people see them (Unicode
 * code points, blanks and breaks left out), so pressing Enter or moving a paragraph changes nothing.
 */
export type Share = {
  /** Whose words they are: the speaker, where somebody typed for them. */
  readonly spoken: number
  /** Of these, how many stand in suggestions that nobody has decided. */
  readonly waiting: number
  /** Of other people's words, how many this person typed for them. */
  readonly typedForOthers: number
}

export type Shares = {
  readonly byPerson: Readonly<Record<string, Share>>
  readonly bySector: Readonly<Record<string, number>>
  readonly total: number
  /** What of a sector, and of all, is suggested and not decided. */
  readonly waitingBySector: Readonly<Record<string, number>>
  readonly waiting: number
}

/** Template text is nobody's and is left out. `sectorOf` gives undefined for people it does not know. */
export function sharesOf(
  runs: Iterable<AttributedRun>,
  sectorOf: (person: string) => string | undefined,
): Shares {
  // a person's id may be asked for that is any word
  const byPerson: Record<string, Share> = Object.create(null)
  const bySector: Record<string, number> = Object.create(null)
  const waitingBySector: Record<string, number> = Object.create(null)
  let total = 0
  let waiting = 0
  const add = (person: string, spoken: number, waits: number, typedForOthers: number) => {
    const share = byPerson[person] ?? { spoken: 0, waiting: 0, typedForOthers: 0 }
    byPerson[person] = {
      spoken: share.spoken + spoken,
      waiting: share.waiting + waits,
      typedForOthers: share.typedForOthers + typedForOthers,
    }
  }
  for (const run of runs) {
    const count = countCharacters(run.text)
    if (run.person === templatePerson || count === 0) continue
    const speaker = run.onBehalfOf ?? run.person
    const sector = sectorOf(speaker) ?? 'unknown'
    const waits = run.pending ? count : 0
    add(speaker, count, waits, 0)
    if (speaker !== run.person) add(run.person, 0, 0, count)
    bySector[sector] = (bySector[sector] ?? 0) + count
    if (waits > 0) waitingBySector[sector] = (waitingBySector[sector] ?? 0) + waits
    total += count
    waiting += waits
  }
  return { byPerson, bySector, total, waitingBySector, waiting }
}

/** Code points that leave a mark on paper. */
export function countCharacters(text: string): number {
  let count = 0
  for (const character of text) if (character !== hardBreak && character.trim() !== '') count++
  return count
}
