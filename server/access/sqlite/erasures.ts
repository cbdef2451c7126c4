import type { Database } from 'better-sqlite3'

/** How soon a running server hears of what the operator erased beside it, in ms. */
const rest = 400

/**
 * Tells of everybody who is erased, by this process or by another on the same file: rooms and open
 * pages know names by heart, and whoever is erased must not go on writing. Returns how to stop.
 */
export function watchErasures(db: Database, erased: (person: string) => void): () => void {
  const since = db.prepare<[number], { rowid: number; person: string }>(
    'select rowid, person from erasures where rowid > ? order by rowid',
  )
  let last = since.all(0).at(-1)?.rowid ?? 0
  const timer = setInterval(() => {
    for (const { rowid, person } of since.all(last)) {
      last = rowid
      erased(person)
    }
  }, rest)
  timer.unref()
  return () => clearInterval(timer)
}
