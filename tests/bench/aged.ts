import { join } from 'node:path'
import * as Y from 'yjs'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { Archive } from '../../server/past/archive.ts'
import { Document } from '../../server/rooms/document.ts'
import { textOf } from '../../shared/text/views.ts'
import { agedFields, growOld, writtenAnew } from '../support/aged.ts'
import { newFolder } from '../support/folder.ts'
import type { MemoryRoom } from '../support/memoryRoom.ts'
import type { Row } from './report/row.ts'

/** Of the old one; a plan of two years has a hundred thousand, which take an hour to be made. */
const size = Number(process.env.ACCORD_BENCH_ENTRIES ?? 4000)
const rounds = 7
const form = { template: 'ogp-2022', templateVersion: 1 }

/**
 * A commitment that many have worked on for long, made by the room's own code, beside a new one of the
 * same text, in one run: what counts is old : new. And its past, while the loop goes on.
 */
export async function run(): Promise<readonly Row[]> {
  await using folder = await newFolder()
  const [oldPath, newPath] = ['old', 'new'].map((name) => join(folder.path, `${name}.sqlite`))
  const age = { entries: size, openings: size / 5, people: 300, suggestions: size * 0.03 }
  const rest = { open: size / 1000, threads: size / 50, moved: size / 20, characters: 60_000 }
  await using old = await kept(oldPath as string, (keep) => growOld({ ...age, ...rest }, keep))
  const { doc, record } = old.room.document
  const text = textOf(doc, 'current', record, agedFields)
  await using fresh = await kept(newPath as string, (keep) => writtenAnew(text, keep))

  const state = Y.encodeStateAsUpdate(doc)
  const peer = await median(async () => Y.applyUpdate(new Y.Doc(), state))
  const open = ({ journal }: Kept) => median(() => Document.load('memory', journal))
  const snapshot = ({ room }: Kept) => median(async () => room.document.snapshot())
  const [opened, openedNew] = [await open(old), await open(fresh)]
  const [written, writtenNew] = [await snapshot(old), await snapshot(fresh)]
  return [
    {
      name: 'opened from disk, ms',
      ...beside(opened, openedNew),
      'Yjs, same history': round(peer),
    },
    { name: 'snapshot made, ms of the loop', ...beside(written, writtenNew) },
    ...(await past(oldPath as string)),
  ]
}

/** Moments over its whole life, each from a keyframe; the first is asked before anything is warm. */
async function past(path: string): Promise<readonly Row[]> {
  const archive = new Archive(path)
  const ask = (seq: number) =>
    archive.ask(
      'an',
      { commitment: 'memory', seq, hidden: [] },
      { as: 'text', view: 'final', form },
    )
  await ask(1)
  const moments = [0.999, 0.1, 0.6, 0.34, 0.93, 0.5, 0.2, 0.81]
  const times: number[] = []
  let held = 0
  for (const moment of moments) {
    const { took, longest } = await watched(() => ask(Math.ceil(size * moment)))
    times.push(took)
    held = Math.max(held, longest)
  }
  const both = await watched(async () => [await ask(size / 4), await ask(size * 0.9)])
  await archive.close()
  const alone = await watched(() => new Promise((done) => setTimeout(done, 500)))
  return [
    { name: 'a past moment, the slowest, ms', old: round(Math.max(...times)) },
    { name: 'two moments, to be compared, ms', old: round(both.took) },
    {
      name: 'loop held meanwhile, ms at most',
      ...{ old: round(held), 'with nothing asked': round(alone.longest) },
    },
  ]
}

type Kept = AsyncDisposable & { readonly room: MemoryRoom; readonly journal: SqliteJournal }

/** In a journal, with the snapshots that its room leaves. */
async function kept(
  path: string,
  make: (keep: Parameters<typeof growOld>[1]) => Promise<MemoryRoom>,
): Promise<Kept> {
  const journal = new SqliteJournal(path)
  const room = await make(async (entries, { document }) => {
    await journal.append(entries)
    await journal.snapshot(document.snapshot())
  })
  return { room, journal, [Symbol.asyncDispose]: () => journal.close() }
}

/** Processor time: the machine is shared. */
async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const from = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(from)
    times.push((user + system) / 1000)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
}

/** How long it took, and the longest time between two turns of the loop meanwhile. */
async function watched(work: () => Promise<unknown>) {
  let [longest, last, over] = [0, performance.now(), false]
  const turn = () => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  const from = performance.now()
  await work()
  over = true
  return { took: performance.now() - from, longest }
}

function beside(old: number, fresh: number) {
  return { old: round(old), new: round(fresh), 'old : new': round(old / fresh) }
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10
}
