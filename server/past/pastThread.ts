import { parentPort, workerData } from 'node:worker_threads'
import { type HiddenWords, hiding } from '../access/hidden.ts'
import type { FromAside } from '../aside.ts'
import { Ledgers } from '../authorship/ledgers.ts'
import type { Entry, Snapshot } from '../journal/journal.ts'
import { failureOf, SqliteFile } from '../journal/sqliteFile.ts'
import { shownRecord } from '../rooms/hiding.ts'
import { Grounds } from './grounds.ts'
import { type Told, tell, type Want } from './wanted.ts'

/** What is wanted of which moment. */
export type ToPast = {
  readonly commitment: string
  readonly seq: number
  /** What may not be shown. */
  readonly hidden: readonly HiddenWords[]
  readonly want: Want
}

/** Null: there is no such moment. */
export type FromPast = Told[keyof Told] | null

const file = new SqliteFile(workerData)
const shelf = {
  async *read(document: string, after = 0, until?: number): AsyncIterable<Entry> {
    for (let last = after; ; ) {
      const page = file.read(document, last, until)
      yield* page
      const end = page.at(-1)
      if (!end) return
      last = end.seq
    }
  },
  latest: async (document: string, until?: number) => file.latest(document, until),
  keyframe(snapshot: Snapshot) {
    // it spares others a while; who reads now has what they asked for
    try {
      file.keyframe(snapshot)
    } catch {}
  },
}
const grounds = new Grounds(shelf)
const ledgers = new Ledgers(shelf)

parentPort?.on('message', async (asked: ToPast) => {
  try {
    const found = await answer(asked)
    parentPort?.postMessage({ found } satisfies FromAside<FromPast>)
  } catch (error) {
    parentPort?.postMessage(failureOf(error) satisfies FromAside<FromPast>)
  }
})
parentPort?.postMessage('ready' satisfies FromAside<FromPast>)

async function answer({ commitment, seq, hidden, want }: ToPast): Promise<FromPast> {
  const found = await grounds.at(commitment, seq)
  if (!found) return null
  const hide = hiding(hidden)
  const shown = hide ? { ...found, record: shownRecord(found.record, hide) } : found
  const ledger = want.as === 'report' ? await ledgers.current(commitment) : undefined
  return tell(shown, want, ledger)
}
