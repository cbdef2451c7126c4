import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { ExportCommitment } from '../../server/exports/model.ts'
import type { Job } from '../../server/exports/press.ts'
import type { FromPress } from '../../server/exports/pressChild.ts'
import { type Format, planFormats } from '../../server/exports/write.ts'
import { realCommitments } from '../unit/exports/commitments.ts'
import { live } from './exports/live.ts'
import type { Row } from './row.ts'

const rounds = 5

/**
 * Time and memory per format, each in a fresh child as the press makes them: the first document of
 * a process and the median of the next ones; the longest stall of this process meanwhile. Before
 * that, what people who write feel of it.
 */
export async function run(): Promise<readonly Row[]> {
  const real = realCommitments('tracked')
  const rows: Row[] = [...(await live(planFormats))]
  for (const count of [10, 27]) {
    const commitments = Array.from(
      { length: count },
      (_, index) => real[index % real.length],
    ).filter((one) => one !== undefined)
    for (const format of planFormats) {
      const plan = { title: 'Plan 方案', introduction: null, commitments }
      rows.push(await measured(`${count} commitments, ${format}`, { of: 'plan', plan, format }))
    }
  }
  const [largest] = [...real].sort((a, b) => size(b) - size(a))
  if (!largest) throw new Error('no data')
  for (const format of ['md', 'html', 'json', 'csv'] satisfies Format[]) {
    const job: Job = { of: 'commitment', model: largest, format }
    rows.push(await measured(`largest commitment, ${format}`, job))
  }
  return rows
}

async function measured(name: string, job: Job): Promise<Row> {
  const child = fork(
    fileURLToPath(new URL('../../server/exports/pressChild.ts', import.meta.url)),
    {
      serialization: 'advanced',
      execArgv: ['--import', 'tsx'],
    },
  )
  const stall = monitorEventLoopDelay({ resolution: 5 })
  stall.enable()
  const times: number[] = []
  let bytes = 0
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now()
    bytes = await pressed(child, job)
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
    'next p50 ms': Math.round(next[Math.floor(rounds / 2)] ?? 0),
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

function size(model: ExportCommitment): number {
  return JSON.stringify(model).length
}
