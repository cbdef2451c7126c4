import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { strToU8 } from 'fflate'
import type { Repair } from '../../../shared/exportStream.ts'
import type { Contribution, Copy, ExportCommitment } from '../model.ts'
import { shortName } from '../name.ts'
import type { ExportPlan } from '../planLayout.ts'
import type { PublicFold } from '../publicFold.ts'
import { formats, planFormats, type Written, write, writePlan } from '../write.ts'
import { zipOf } from '../zip.ts'
import { indexPage, methodPage } from './pages.ts'

/** All that a plan's public record is made from. */
export type PublicRecord = {
  readonly plan: ExportPlan
  readonly commitments: readonly {
    readonly copies: Readonly<Record<Copy, ExportCommitment>>
    readonly fold: PublicFold
    /** The hash of the journal's chain at the fold's `seq`, in hex. */
    readonly head: string
  }[]
}

/** A file of the record, as the index names it. */
export type RecordFile = { readonly path: string; readonly bytes: Uint8Array }

/** In which formats each copy is filed: what can carry it. */
const filed = {
  clean: formats,
  tracked: ['docx', 'odt', 'html', 'json'],
  record: ['pdf', 'docx', 'odt', 'html'],
} as const satisfies Record<Copy, readonly (typeof formats)[number][]>

/** What makes its files. */
export type Writers = { readonly write: typeof write; readonly writePlan: typeof writePlan }

/**
 * The public record as a zip that opens offline: every commitment in every format, what its journal
 * folds to, who brought in what, a script that counts it again, and the hash of every file.
 * `progress` hears how many files are made.
 */
export async function writeRecord(
  record: PublicRecord,
  progress: (done: number, of: number) => void,
  writers: Writers = { write, writePlan },
): Promise<Written> {
  const files: RecordFile[] = []
  const missing: string[] = []
  const repairs = new Map<string, Repair>()
  const copies = Object.values(filed).reduce((sum, each) => sum + each.length, 0)
  const all = planFormats.length + record.commitments.length * copies
  const add = async (path: string, writing: Promise<Written>) => {
    // without one of its PDF files a record is still the record
    const written = await writing.catch((error: unknown) => {
      if (!path.endsWith('.pdf')) throw error
      missing.push(path)
      return null
    })
    if (written) files.push({ path, bytes: written.bytes })
    for (const repair of written?.repairs ?? []) repairs.set(JSON.stringify(repair), repair)
    progress(files.length + missing.length, all)
  }
  for (const format of planFormats) {
    await add(`plan.${format}`, writers.writePlan(record.plan, format))
  }
  const folders = foldersOf(record)
  for (const [index, { copies }] of record.commitments.entries()) {
    for (const copy of ['clean', 'tracked', 'record'] as const) {
      for (const format of filed[copy]) {
        await add(`${folders[index]}/${copy}.${format}`, writers.write(copies[copy], format))
      }
    }
  }
  for (const [index, { copies, fold }] of record.commitments.entries()) {
    files.push(
      { path: `${folders[index]}/journal.json`, bytes: json(fold) },
      {
        path: `${folders[index]}/contributions.json`,
        bytes: json(countsOf(copies.record.contributions)),
      },
    )
  }
  files.push(
    { path: 'heads.json', bytes: json(headsOf(record)) },
    { path: 'recompute.mjs', bytes: readFileSync(new URL('./recompute.mjs', import.meta.url)) },
    { path: 'recompute.html', bytes: strToU8(methodPage(record)) },
    { path: 'index.html', bytes: strToU8(indexPage(record, folders, files, missing)) },
  )
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  const sums = files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join('')
  const parts = [...files, { path: 'SHA256SUMS', bytes: strToU8(sums) }]
  const bytes = zipOf(parts.map(({ path, bytes }) => [path, bytes] as const))
  const lacks: Repair[] = missing.length > 0 ? [{ what: 'no-file', files: missing }] : []
  return { bytes, repairs: [...repairs.values(), ...lacks] }
}

/** `commitments/01-<title>`: in the plan's order, and told apart whatever the titles are. */
function foldersOf({ commitments }: PublicRecord): string[] {
  return commitments.map(({ copies }, index) => {
    const number = String(index + 1).padStart(2, '0')
    return `commitments/${number}-${shortName(copies.clean.title)}`
  })
}

/** As `accord heads` prints them, so that `verify --heads` reads them; of what stands in this record. */
function headsOf({ commitments }: PublicRecord) {
  const newest = Math.max(0, ...commitments.map(({ fold }) => fold.at))
  const heads = commitments
    .map(({ fold, head }) => [fold.commitment, { seq: fold.seq, hash: head }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return { at: new Date(newest).toISOString(), heads: Object.fromEntries(heads) }
}

/** Characters by section and person, in the order in which the script writes them. */
function countsOf(contributions: readonly Contribution[]) {
  const byName = <Value>(a: readonly [string, Value], b: readonly [string, Value]) =>
    a[0] < b[0] ? -1 : 1
  return Object.fromEntries(
    contributions
      .map(({ field, shares }) => {
        const counts = shares.map(({ person, characters }) => [person, characters] as const)
        return [field, Object.fromEntries(counts.sort(byName))] as const
      })
      .sort(byName),
  )
}

function json(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 1)}\n`)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
