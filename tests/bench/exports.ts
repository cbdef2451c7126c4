import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { Copy, ExportCommitment } from '../../server/exports/model.ts'
import type { ExportPlan } from '../../server/exports/planLayout.ts'
import type { Job } from '../../server/exports/press.ts'
import type { FromPress } from '../../server/exports/pressChild.ts'
import type { PublicFold } from '../../server/exports/publicFold.ts'
import { formats, planFormats } from '../../server/exports/write.ts'
import { realCommitments } from '../unit/exports/commitments.ts'
import { live } from './exports/live.ts'
import type { Row } from './report/row.ts'

const rounds = 5

/** The fold is data that passes through as it is; a record's time goes into its documents. */
const emptyFold: PublicFold = {
  commitment: 'c',
  seq: 1,
  at: 0,
  people: {},
  clients: {},
  merged: {},
  origins: [],
  fields: [],
}

/**
 * Time and memory per format, each in a fresh child as the press makes them: the first of a process
 * and the median of the next ones, the peak of the child's memory, and the longest stall of this
 * process meanwhile. Before that, what people who write feel of it.
 */
export async function run(): Promise<readonly Row[]> {
  const real = realCommitments('tracked')
  const fifty = Array.from(
    { length: 27 },
    (_, index) => real[index % real.length] as ExportCommitment,
  )
  const rows: Row[] = [...(await live(planFormats))]
  for (const format of planFormats) {
    rows.push(
      await measured(`a plan of 50 pages, ${format}`, [
        { of: 'plan', plan: planOf(fifty), format },
      ]),
    )
  }
  const joined: ExportCommitment = {
    ...(fifty[0] as ExportCommitment),
    fields: fifty.flatMap(({ fields }) => fields),
  }
  for (const format of formats) {
    if (planFormats.some((one) => one === format)) continue
    rows.push(
      await measured(`50 pages as one commitment, ${format}`, [
        { of: 'commitment', model: joined, format },
      ]),
    )
  }
  for (const format of formats) {
    const jobs = real.map((model): Job => ({ of: 'commitment', model, format }))
    rows.push(await measured(`all ${real.length} real commitments one by one, ${format}`, jobs))
  }
  rows.push(await measured(`public record of ${real.length} commitments, zip`, [recordOf(real)], 1))
  return rows
}

function planOf(commitments: readonly ExportCommitment[]): ExportPlan {
  return { title: 'Plan 方案', introduction: null, commitments }
}

/** Every copy and format of every commitment, 17 files each. */
function recordOf(tracked: readonly ExportCommitment[]): Job {
  const [clean, record] = [realCommitments('clean'), realCommitments('record')]
  const commitments = tracked.flatMap((model, index) => {
    const copies = { tracked: model, clean: clean[index], record: record[index] }
    return { copies: copies as Record<Copy, ExportCommitment>, fold: emptyFold, head: '' }
  })
  return { of: 'record', record: { plan: planOf(clean), commitments } }
}

async function measured(name: string, jobs: readonly Job[], again = rounds): Promise<Row> {
  const child = fork(
    fileURLToPath(new URL('../../server/exports/pressChild.ts', import.meta.url)),
    {
      serialization: 'advanced',
      execArgv: 'typescript' in process.features ? [] : ['--import', 'tsx'],
    },
  )
  const stall = monitorEventLoopDelay({ resolution: 5 })
  stall.enable()
  const times: number[] = []
  let bytes = 0
  for (let round = 0; round <= again; round++) {
    const start = performance.now()
    bytes = 0
    for (const job of jobs) bytes += await pressed(child, job)
    times.push(performance.now() - start)
  }
  stall.disable()
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
  const [first = 0, ...next] = times
  next.sort((a, b) => a - b)
  return {
    name,
    'first ms': Math.round(first),
    'next p50 ms': Math.round(next[Math.floor(next.length / 2)] ?? 0),
    KB: Math.round(bytes / 1024),
    'peak MB': Math.round(Number(peak) / 1024),
    'stall here ms': Math.round(stall.max / 1e6),
  }
}

function pressed(child: ChildProcess, job: Job): Promise<number> {
  return new Promise((resolve, reject) => {
    const hear = (message: FromPress) => {
      if (message.is === 'stage') return
      child.off('message', hear)
      if (message.is === 'written') resolve(message.bytes.length)
      else reject(new Error(message.detail))
    }
    child.on('message', hear)
    child.send(job)
  })
}
