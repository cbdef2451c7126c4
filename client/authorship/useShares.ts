import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { templatePerson } from '../../shared/authorship/attribution.ts'
import { attributedRuns } from '../../shared/authorship/runs.ts'
import { countCharacters, type Shares, sharesOf } from '../../shared/authorship/shares.ts'
import type { Authorship } from './authorship.ts'

export type PageShares = Shares & {
  /** Characters of the form itself. They belong to nobody and are in no total. */
  readonly template: number
}

/** Counting is not worth a frame of somebody's typing: at most once in so many milliseconds. */
const pause = 1000

/** The shares of now, counted while `open`; null until they are known. */
export function useShares(
  authorship: Authorship,
  doc: Y.Doc,
  fields: () => readonly string[],
  open: boolean,
): PageShares | null {
  const [shares, setShares] = useState<PageShares | null>(null)
  useEffect(() => {
    if (!open) return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const count = () => {
      waiting = undefined
      setShares(sharesNow(authorship, doc, fields()))
    }
    const soon = () => {
      waiting ??= setTimeout(count, pause)
    }
    count()
    doc.on('afterTransaction', soon)
    const stops = [authorship.follow(soon), authorship.subscribe(soon)]
    return () => {
      clearTimeout(waiting)
      doc.off('afterTransaction', soon)
      for (const stop of stops) stop()
    }
  }, [authorship, doc, fields, open])
  return shares
}

export function sharesNow(
  authorship: Authorship,
  doc: Y.Doc,
  fields: readonly string[],
): PageShares {
  const runs = fields.flatMap((field) => attributedRuns(doc, field, authorship.attribute))
  const template = runs
    .filter(({ person }) => person === templatePerson)
    .reduce((sum, { text }) => sum + countCharacters(text), 0)
  return { ...sharesOf(runs, (person) => authorship.person(person)?.sector), template }
}

/** Whole percent; a share too small for that is not nothing. */
export function percent(part: number, total: number): string {
  if (part === 0 || total === 0) return '0'
  const whole = Math.round((part / total) * 100)
  if (whole === 100 && part < total) return '>99'
  return whole === 0 ? '<1' : `${whole}`
}
