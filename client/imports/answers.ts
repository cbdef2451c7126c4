import type { ImportedAuthor, ImportPreview } from '../../shared/apiImport.ts'
import type { Sector } from '../../shared/roles.ts'

/** Who an author is, as far as it has been said: a person's id, or one of two other answers. */
export type Pick = { readonly who: string | null; readonly sector: Sector }

/** No person has these ids. */
export const leftOut = '-'
export const entered = '+'

export type Picks = Readonly<Record<string, Pick>>

/** What the server takes everybody for; names that it does not know are still to be said. */
export function firstPicks({ authors }: ImportPreview): Picks {
  return Object.fromEntries(
    authors.map(({ name, person }) => [name, { who: person, sector: 'public' as const }]),
  )
}

/** What was said already of names that are still there. */
export function answered(picks: Picks, { authors }: ImportPreview): Picks {
  const names = new Set(authors.map(({ name }) => name))
  return Object.fromEntries(Object.entries(picks).filter(([name]) => names.has(name)))
}

/** The answers as the server wants them; null while one is missing. */
export function answersOf(picks: Picks): Record<string, ImportedAuthor> | null {
  const answers = Object.entries(picks).map(([author, { who, sector }]) => {
    if (who === null) return null
    if (who === leftOut) return [author, null] as const
    if (who !== entered) return [author, { person: who }] as const
    return [
      author,
      { enter: { name: author.trim().slice(0, 200), organisation: '', sector } },
    ] as const
  })
  return answers.every((answer) => answer !== null) ? Object.fromEntries(answers) : null
}

/** How much comes in with these answers. */
export function countOf({ authors }: ImportPreview, picks: Picks) {
  const kept = authors.filter(({ name }) => picks[name]?.who !== leftOut)
  return {
    suggestions: kept.reduce((sum, one) => sum + one.suggestions, 0),
    comments: kept.reduce((sum, one) => sum + one.comments, 0),
  }
}
