import Database from 'better-sqlite3'
import { chainHash, chainStart } from './chain.ts'
import { type Entry, JournalConflict, type Snapshot } from './journal.ts'
import { type Framed, isKeyframe } from './keyframes.ts'
import type { Failure, Outcome, Sizes, Verification } from './sqliteThread.ts'

/** A page of a read: large enough to be quick, small enough not to fill memory. */
const pageEntries = 2000
const pageBytes = 4 * 1024 * 1024

/** A lock held by a backup or a careless tool is short; longer than this, people should be told. */
const defaultBusy = 1000

type Row = {
  seq: number
  at: number
  person: string
  on_behalf_of: string | null
  body: Buffer | null
  events: string
  hash: Buffer
}

/** The journal's tables in one SQLite file. Everything here blocks; it runs in a thread of its own. */
export class SqliteFile {
  readonly #db: Database.Database
  readonly #head: Database.Statement
  readonly #insert: Database.Statement
  readonly #page: Database.Statement

  constructor(options: { path: string; busy?: number; maxPages?: number }) {
    const db = new Database(options.path, { timeout: options.busy ?? defaultBusy })
    this.#db = db
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    if (options.maxPages) db.pragma(`max_page_count = ${options.maxPages}`)
    db.exec(journalTables)
    this.#head = db.prepare(
      'select seq, hash from entries where document = ? order by seq desc limit 1',
    )
    this.#insert = db.prepare(
      `insert into entries (document, seq, at, person, on_behalf_of, body, events, hash)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#page = db.prepare(
      `select seq, at, person, on_behalf_of, body, events, hash from entries
       where document = ? and seq > ? and seq <= ? order by seq limit ${pageEntries}`,
    )
  }

  /** One commit for all groups; when that fails, each alone, so that nobody fails for another. */
  append(groups: readonly (readonly Entry[])[]): Outcome[] {
    try {
      this.#commit(groups.flat())
      return groups.map(() => null)
    } catch (error) {
      if (groups.length === 1) return [outcomeOf(error)]
      return groups.flatMap((group) => this.append([group]))
    }
  }

  #commit(entries: readonly Entry[]): void {
    this.#db
      .transaction(() => {
        const heads = new Map<string, { seq: number; hash: Uint8Array }>()
        for (const entry of entries) {
          const head = heads.get(entry.document) ?? this.#headOf(entry.document)
          if (entry.seq !== head.seq + 1) {
            throw new JournalConflict(`${entry.document}: ${entry.seq} cannot follow ${head.seq}`)
          }
          const hash = chainHash(head.hash, entry)
          this.#insert.run(
            entry.document,
            entry.seq,
            entry.at,
            entry.person,
            entry.onBehalfOf,
            entry.update,
            JSON.stringify(entry.events),
            hash,
          )
          heads.set(entry.document, { seq: entry.seq, hash })
        }
      })
      .immediate()
  }

  #headOf(document: string): { seq: number; hash: Uint8Array } {
    const row = this.#head.get(document) as { seq: number; hash: Buffer } | undefined
    return row ?? { seq: 0, hash: chainStart }
  }

  read(document: string, after: number, until = Number.MAX_SAFE_INTEGER): Entry[] {
    const page: Entry[] = []
    let bytes = 0
    for (const row of this.#page.iterate(document, after, until) as IterableIterator<Row>) {
      // what stands before a damaged entry is read all the same
      try {
        page.push(entryOf(document, row))
      } catch (error) {
        if (page.length > 0) break
        throw error
      }
      bytes += (row.body?.length ?? 0) + row.events.length
      if (bytes > pageBytes) break
    }
    return page
  }

  snapshot({ document, seq, state, record, bindings, origins }: Snapshot): void {
    this.#db
      .transaction(() => {
        const newer = this.#db
          .prepare('select 1 from checkpoints where document = ? and seq > ?')
          .get(document, seq)
        if (newer) return
        this.#db
          .prepare(
            `insert or replace into checkpoints (document, seq, state, record, bindings, origins)
             values (?, ?, ?, ?, ?, ?)`,
          )
          .run(document, seq, state, record, bindings, origins)
        this.#prune(document)
        this.#db.prepare('delete from snapshots where document = ?').run(document)
      })
      .immediate()
  }

  /** Keeps one that is not the newest, and lacks. */
  keyframe({ document, seq, state, record, bindings, origins }: Snapshot): void {
    this.#db
      .prepare(
        `insert or ignore into checkpoints (document, seq, state, record, bindings, origins)
         values (?, ?, ?, ?, ?, ?)`,
      )
      .run(document, seq, state, record, bindings, origins)
  }

  /** Of those before the newest stay the ones that stood last time and, if it is far enough on, the last. */
  #prune(document: string): void {
    const [, last, before] = this.#db
      .prepare(
        `select seq, length(state) + length(record) + length(bindings) + length(origins) as bytes
         from checkpoints where document = ? order by seq desc limit 3`,
      )
      .all(document) as readonly Framed[]
    if (!last || isKeyframe(last, before?.seq ?? 0)) return
    this.#db
      .prepare('delete from checkpoints where document = ? and seq = ?')
      .run(document, last.seq)
  }

  latest(document: string, until = Number.MAX_SAFE_INTEGER): Snapshot | null {
    const row = this.#db
      .prepare(
        `select seq, state, record, bindings, origins from checkpoints
         where document = $document and seq <= $until
         union all
         select seq, state, record, null, null from snapshots
         where document = $document and seq <= $until
         order by seq desc limit 1`,
      )
      .get({ document, until })
    if (!row) return null
    const { state, ...rest } = row as Omit<Snapshot, 'state' | 'document'> & { state: Buffer }
    return { document, state: new Uint8Array(state), ...rest }
  }

  sizes(): Sizes[] {
    const rows = this.#db
      .prepare(
        `with kept as (
           select document, length(state) + length(record) + length(bindings) + length(origins) as size
           from checkpoints
           union all select document, length(state) + length(record) from snapshots
         )
         select document, count(*) as entries,
           sum(ifnull(length(body), 0) + length(events)) as bytes,
           (select count(*) from kept where kept.document = entries.document) as count,
           (select ifnull(sum(size), 0) from kept where kept.document = entries.document) as kept
         from entries group by document`,
      )
      .all() as readonly (Omit<Sizes, 'snapshots'> & { count: number; kept: number })[]
    return rows.map(({ count, kept, ...rest }) => ({ ...rest, snapshots: { count, bytes: kept } }))
  }

  kept(document: string): number[] {
    return this.#db
      .prepare(
        `select seq from checkpoints where document = $document
         union select seq from snapshots where document = $document order by seq`,
      )
      .pluck()
      .all({ document }) as number[]
  }

  documents(): string[] {
    return this.#db
      .prepare("select distinct document from entries where typeof(document) = 'text'")
      .pluck()
      .all() as string[]
  }

  verify(): Verification[] {
    return this.documents().map((document) => {
      const all = this.#db.prepare('select * from entries where document = ? order by seq')
      let entries = 0
      let hash = chainStart
      for (const row of all.iterate(document) as IterableIterator<Row>) {
        entries += 1
        hash = hashOf(hash, document, row)
        if (row.seq !== entries || !isSame(row.hash, hash)) {
          return { document, entries, broken: row.seq, head: inHex(row.hash) }
        }
      }
      return { document, entries, broken: null, head: Buffer.from(hash).toString('hex') }
    })
  }

  hashAt(document: string, seq: number): string | null {
    const found = this.#db
      .prepare('select hash from entries where document = ? and seq = ?')
      .pluck()
      .get(document, seq)
    return found instanceof Buffer ? found.toString('hex') : null
  }

  async backup(path: string): Promise<void> {
    await this.#db.backup(path)
  }

  close(): void {
    this.#db.close()
  }
}

function entryOf(document: string, row: Row): Entry {
  return {
    document,
    seq: row.seq,
    at: row.at,
    person: row.person,
    onBehalfOf: row.on_behalf_of,
    update: row.body && new Uint8Array(row.body),
    events: JSON.parse(row.events),
  }
}

/** Of what cannot be read: a hash that nothing has. */
function hashOf(before: Uint8Array, document: string, row: Row): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(chainHash(before, entryOf(document, row)))
  } catch {
    return new Uint8Array(chainStart)
  }
}

/** What can be told of an error to another thread. */
export function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  return { error: String(error), code }
}

/** A column keeps whatever somebody else has put there. */
function isSame(kept: unknown, hash: Uint8Array): boolean {
  return kept instanceof Buffer && kept.equals(hash)
}

function inHex(kept: unknown): string {
  return kept instanceof Buffer ? kept.toString('hex') : ''
}

function outcomeOf(error: unknown): Outcome {
  return { ...failureOf(error), conflict: error instanceof JournalConflict }
}

/**
 * Beside the tables of access in the same file. `snapshots` is where versions before `checkpoints` kept
 * theirs, whole in one JSON; it is read until there is a newer one, so that a file of theirs opens as it is.
 */
export const journalTables = `
  create table if not exists entries (
    document text not null,
    seq integer not null,
    at integer not null,
    person text not null,
    on_behalf_of text,
    body blob,
    events text not null,
    hash blob not null,
    primary key (document, seq)
  );
  create table if not exists snapshots (
    document text primary key,
    seq integer not null,
    state blob not null,
    record text not null
  );
  create table if not exists checkpoints (
    document text not null,
    seq integer not null,
    state blob not null,
    record text not null,
    bindings text not null,
    origins text not null,
    primary key (document, seq)
  );
`
