import { Worker } from 'node:worker_threads'
import { type Entry, type Journal, JournalConflict, type Snapshot } from './journal.ts'
import type { Answer, Failure, Outcome, Question, Sizes, Verification } from './sqliteThread.ts'

export type SqliteOptions = {
  /** How long a locked file is waited for before `append` rejects, in milliseconds. */
  readonly busy?: number
  /** Bounds the file, in pages of 4096 bytes: `append` rejects when it is full. */
  readonly maxPages?: number
}

/**
 * The journal in one SQLite file (WAL, synchronous=FULL), which other connections may share. A
 * durable commit blocks its thread for milliseconds, so all of it happens in a thread of its own;
 * appends that arrive while one commit is under way share the next.
 */
export class SqliteJournal implements Journal {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  #appends: Append[] = []
  #appending: Promise<void> | null = null
  #broken: Error | null = null

  constructor(path: string, options: SqliteOptions = {}) {
    const module = new URL('./sqliteThread.ts', import.meta.url).href
    this.#worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      workerData: { module, path, ...options },
    })
    this.#worker.on('message', (answer: Answer) => this.#answered(answer))
    this.#worker.on('error', (error) => this.#lost(error as Error))
    this.#worker.on('exit', () => this.#lost(new Error('The journal is closed.')))
  }

  append(entries: readonly Entry[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#appends.push({ entries, resolve, reject })
      this.#appending ??= this.#commitAll()
    })
  }

  async *read(document: string, after = 0, until?: number): AsyncIterable<Entry> {
    let last = after
    while (true) {
      const page = (await this.#ask({ ask: 'read', document, after: last, until })) as Entry[]
      yield* page
      const end = page.at(-1)
      if (!end) return
      last = end.seq
    }
  }

  async snapshot(snapshot: Snapshot): Promise<void> {
    await this.#ask({ ask: 'snapshot', snapshot })
  }

  async latest(document: string, until?: number): Promise<Snapshot | null> {
    return (await this.#ask({ ask: 'latest', document, until })) as Snapshot | null
  }

  /** How much each document weighs. */
  async sizes(): Promise<readonly Sizes[]> {
    return (await this.#ask({ ask: 'sizes' })) as Sizes[]
  }

  /** Of which entries there are snapshots, the oldest first. */
  async kept(document: string): Promise<readonly number[]> {
    return (await this.#ask({ ask: 'kept', document })) as number[]
  }

  async documents(): Promise<readonly string[]> {
    return (await this.#ask({ ask: 'documents' })) as string[]
  }

  /** Re-reads every entry and says for each document whether its chain of hashes holds. */
  async verify(): Promise<readonly Verification[]> {
    return (await this.#ask({ ask: 'verify' })) as Verification[]
  }

  async hashAt(document: string, seq: number): Promise<string | null> {
    return (await this.#ask({ ask: 'hashAt', document, seq })) as string | null
  }

  /** Writes a complete copy of the file, other tables included, while writing goes on. */
  async backup(path: string): Promise<void> {
    await this.#ask({ ask: 'backup', path })
  }

  async close(): Promise<void> {
    if (this.#broken) return
    await this.#appending
    await this.#ask({ ask: 'close' })
    await this.#worker.terminate()
  }

  /** One commit after the other, each with everything that came in during the one before. */
  async #commitAll(): Promise<void> {
    // Rooms that get ready in the same turn of the event loop share a commit.
    await new Promise((turn) => setImmediate(turn))
    while (this.#appends.length > 0) {
      const group = this.#appends
      this.#appends = []
      try {
        const groups = group.map(({ entries }) => entries)
        const outcomes = (await this.#ask({ ask: 'append', groups })) as Outcome[]
        for (const [index, outcome] of outcomes.entries()) settle(group[index], outcome)
      } catch (error) {
        for (const append of group) append.reject(error as Error)
      }
    }
    this.#appending = null
  }

  #ask(question: Question): Promise<unknown> {
    if (this.#broken) return Promise.reject(this.#broken)
    const id = ++this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, question })
    })
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(errorOf(answer))
    else waiting?.resolve(answer.value)
  }

  #lost(error: Error): void {
    this.#broken ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#broken)
    this.#waiting.clear()
  }
}

type Waiting = { resolve(value: unknown): void; reject(error: Error): void }
type Append = {
  readonly entries: readonly Entry[]
  resolve(): void
  reject(error: Error): void
}

/** As it was in the journal's thread. */
function errorOf({ error, code }: Failure): Error {
  return Object.assign(new Error(error), code !== null && { code })
}

function settle(append: Append | undefined, outcome: Outcome): void {
  if (outcome === null) append?.resolve()
  else if (outcome.conflict) append?.reject(new JournalConflict(outcome.error))
  else append?.reject(errorOf(outcome))
}
