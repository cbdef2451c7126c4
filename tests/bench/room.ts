import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '../support/until.ts'
import type { Row } from './report/row.ts'
import type { Usage } from './room/server.ts'
import { bringsText, type Dialect, marked, marksIn, Writer } from './room/writers.ts'

const writerCount = 200
const updatesPerSecond = 2

/** Seconds per server; the whole takes five times that, and a little. */
const seconds = Number(process.env.ACCORD_BENCH_SECONDS ?? 8)

const servers: readonly { name: string; kind: string; dialect: Dialect }[] = [
  { name: 'accord, durable before shown', kind: 'accord', dialect: 'accord' },
  { name: 'Hocuspocus 4.7, default (memory)', kind: 'hocuspocus', dialect: 'hocuspocus' },
  { name: 'Hocuspocus 4.7, flushDelay 50', kind: 'hocuspocus-50', dialect: 'hocuspocus' },
  { name: 'y-websocket-server algorithm', kind: 'y-websocket', dialect: 'plain' },
  { name: 'bare ws relay', kind: 'relay', dialect: 'plain' },
]

/**
 * One document, 200 people who each write twice a second with their caret, one after the other on
 * each server, in a process of its own. A delivered update is one update at one of the others.
 */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { name, kind, dialect } of servers) {
    rows.push({ name, ...(await measure(kind, dialect)) })
  }
  return rows
}

async function measure(kind: string, dialect: Dialect) {
  const server = fork(fileURLToPath(new URL('./room/server.ts', import.meta.url)), [kind], {
    execArgv: 'typescript' in process.features ? [] : ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [port] = (await once(server, 'message')) as [number]
  const usage = async () => {
    server.send('usage')
    return ((await once(server, 'message')) as [Usage])[0]
  }
  const writers = Array.from({ length: writerCount }, (_, n) => new Writer(port, n, dialect))
  await Promise.all(writers.map(({ socket }) => once(socket, 'open')))

  const sentAt: number[] = []
  const latencies: number[] = []
  const seen = new Set<number>()
  // The last one only reads; by it all are measured, itself not among the writers.
  const probe = writers.pop() as Writer
  probe.socket.on('message', (frame: Buffer) => {
    if (!bringsText(frame, dialect)) return
    for (const number of marksIn(frame)) {
      if (seen.has(number)) continue
      seen.add(number)
      latencies.push(performance.now() - (sentAt[number] ?? 0))
    }
  })

  // Everybody has written once before anything counts: code is warm and ids are bound.
  await writeFor(1, writers, sentAt)
  await until(() => seen.size === sentAt.length, 'the first updates')
  latencies.length = 0
  const first = sentAt.length
  const before = await usage()
  await writeFor(seconds, writers, sentAt)
  await until(() => seen.size === sentAt.length, 'all updates to reach the probe')
  const after = await usage()
  for (const { socket } of [...writers, probe]) socket.terminate()
  server.disconnect()
  await once(server, 'exit')

  const updates = sentAt.length - first
  const sorted = latencies.sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  const cpu = after.cpu - before.cpu
  return {
    'µs CPU/delivered': Math.round((cpu * 10_000) / (updates * writers.length)) / 10,
    'CPU %': Math.round(cpu / seconds / 10),
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    'RSS MB': Math.round(after.rss),
    updates,
  }
}

/** Spreads the writers evenly over time; who is late is not waited for. */
async function writeFor(time: number, writers: readonly Writer[], sentAt: number[]): Promise<void> {
  const start = performance.now()
  const perMs = (writers.length * updatesPerSecond) / 1000
  const total = Math.round(perMs * time * 1000)
  let written = 0
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor((performance.now() - start) * perMs))
      for (; written < due; written++) {
        const number = sentAt.push(performance.now()) - 1
        writers[written % writers.length]?.write(`字${marked(number)}`)
      }
      if (written < total) return
      clearInterval(timer)
      done()
    }, 5)
  })
}
