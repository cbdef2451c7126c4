import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { foldAll } from '../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import { dataFile } from '../config.ts'
import type { Journal } from '../journal/journal.ts'
import type { Sizes } from '../journal/sqliteThread.ts'
import { recordedOf } from '../rooms/document.ts'
import { recordKept } from '../rooms/snapshots.ts'
import type { Command, Desk } from './command.ts'

/** So many of the largest are told. */
const told = 10

export const stats: Command = {
  name: 'stats',
  looks: true,
  usage: 'stats [--json]',
  help: 'How much there is: entries, bytes, snapshots, the largest commitments, and the oldest open suggestion.',
  async run(desk, args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
    const all = await statsOf(desk)
    if (values.json) {
      desk.print(JSON.stringify(all))
      return 0
    }
    const { plans, commitments, entries, bytes, snapshots, file, largest, oldestOpen } = all
    desk.print(`${plans} plans, ${commitments} commitments, ${entries} entries: ${inMb(bytes)}`)
    desk.print(`${snapshots.count} snapshots: ${inMb(snapshots.bytes)}; the file: ${inMb(file)}`)
    for (const { commitment, title, entries, bytes, snapshots } of largest) {
      const size = `${entries} entries, ${inMb(bytes)}`
      desk.print(`${commitment}\t${size}, ${snapshots.count} snapshots\t${title}`)
    }
    desk.print(
      oldestOpen
        ? `Open for longest: suggestion ${oldestOpen.suggestion} of ${oldestOpen.commitment}, since ${oldestOpen.since}`
        : 'No suggestion is open.',
    )
    return 0
  },
}

type Oldest = {
  readonly commitment: string
  readonly suggestion: number
  /** ISO 8601. */
  readonly since: string
}

async function statsOf({ access, journal, config }: Desk) {
  const plans = await access.plans.all()
  const titles = new Map<string, string>()
  for (const { id } of plans)
    for (const each of await access.commitments.of(id)) titles.set(each.id, each.title)
  const sizes = await journal.sizes()
  const sum = (of: (sizes: Sizes) => number) => sizes.reduce((all, each) => all + of(each), 0)
  let oldestOpen: Oldest | null = null
  for (const { document } of sizes) {
    const found = oldestIn(document, await recordOf(journal, document))
    if (found && (!oldestOpen || found.since < oldestOpen.since)) oldestOpen = found
  }
  return {
    plans: plans.length,
    commitments: titles.size,
    entries: sum(({ entries }) => entries),
    bytes: sum(({ bytes }) => bytes),
    snapshots: {
      count: sum(({ snapshots }) => snapshots.count),
      bytes: sum(({ snapshots }) => snapshots.bytes),
    },
    /** With what waits to be written into it. */
    file: sizeOf(dataFile(config)) + sizeOf(`${dataFile(config)}-wal`),
    largest: sizes
      .toSorted((a, b) => b.bytes - a.bytes)
      .slice(0, told)
      .map(({ document: commitment, ...rest }) => ({
        ...{ commitment, title: titles.get(commitment) ?? '', ...rest },
      })),
    oldestOpen,
  }
}

/** The newest record, without the text. */
async function recordOf(journal: Journal, document: string): Promise<CommitmentRecord> {
  const snapshot = await journal.latest(document)
  let record = snapshot ? recordKept(snapshot) : emptyRecord
  for await (const entry of journal.read(document, record.seq))
    record = foldAll(record, recordedOf(entry))
  return record
}

function oldestIn(commitment: string, { suggestions }: CommitmentRecord): Oldest | null {
  const open = Object.values(suggestions).filter(({ status }) => status === 'open')
  const [first] = open.sort((a, b) => a.openedAt - b.openedAt)
  if (!first) return null
  const since = new Date(first.openedAt).toISOString()
  return { commitment, suggestion: first.number, since }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

function inMb(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
