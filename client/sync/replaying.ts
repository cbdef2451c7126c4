/** What carries words over to another document. */
export type Replay = typeof import('../../shared/text/replay.ts').replay

let asked: Promise<Replay> | null = null

/** Fetched when the first text stands: it is needed when a document is given up, and no page begins with that. */
export function replaying(): Promise<Replay> {
  asked ??= import('../../shared/text/replay.ts').then(
    ({ replay }) => replay,
    (error) => {
      asked = null
      throw error
    },
  )
  return asked
}
