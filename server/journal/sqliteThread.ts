import { parentPort, workerData } from 'node:worker_threads'
import type { Entry, Snapshot } from './journal.ts'
import { failureOf, SqliteFile } from './sqliteFile.ts'

/** What the room's thread asks of the journal's. */
export type Question =
  | { readonly ask: 'append'; readonly groups: readonly (readonly Entry[])[] }
  | {
      readonly ask: 'read'
      readonly document: string
      readonly after: number
      readonly until?: number | undefined
    }
  | { readonly ask: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly ask: 'latest'; readonly document: string; readonly until?: number | undefined }
  | { readonly ask: 'kept'; readonly document: string }
  | { readonly ask: 'sizes' }
  | { readonly ask: 'documents' }
  | { readonly ask: 'verify' }
  | { readonly ask: 'hashAt'; readonly document: string; readonly seq: number }
  | { readonly ask: 'backup'; readonly path: string }
  | { readonly ask: 'close' }

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | ({ readonly id: number } & Failure)

/** In words, and by its code where SQLite or the system has one. */
export type Failure = { readonly error: string; readonly code: string | null }

/** Of one append: null when durable. */
export type Outcome = (Failure & { readonly conflict: boolean }) | null

/** Of one document: `broken` names the first entry whose hash does not follow from the one before. */
export type Verification = {
  readonly document: string
  readonly entries: number
  readonly broken: number | null
  /** Hash of the newest entry, in hex. */
  readonly head: string
}

/** How much there is of one document. */
export type Sizes = {
  readonly document: string
  readonly entries: number
  /** Of its entries: texts and events. */
  readonly bytes: number
  readonly snapshots: { readonly count: number; readonly bytes: number }
}

const file = new SqliteFile(workerData)

parentPort?.on('message', async ({ id, question }: { id: number; question: Question }) => {
  try {
    parentPort?.postMessage({ id, value: await answer(question) } satisfies Answer)
  } catch (error) {
    parentPort?.postMessage({ id, ...failureOf(error) } satisfies Answer)
  }
})

function answer(question: Question): unknown {
  switch (question.ask) {
    case 'append':
      return file.append(question.groups)
    case 'read':
      return file.read(question.document, question.after, question.until)
    case 'snapshot':
      return file.snapshot(question.snapshot)
    case 'latest':
      return file.latest(question.document, question.until)
    case 'kept':
      return file.kept(question.document)
    case 'sizes':
      return file.sizes()
    case 'documents':
      return file.documents()
    case 'verify':
      return file.verify()
    case 'hashAt':
      return file.hashAt(question.document, question.seq)
    case 'backup':
      return file.backup(question.path)
    case 'close':
      return file.close()
  }
}
