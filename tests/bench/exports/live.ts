import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PlanFormat } from '../../../server/exports/write.ts'
import { until } from '../../support/until.ts'
import type { Row } from '../report/row.ts'
import { bringsText, marked, marksIn, Writer } from '../room/writers.ts'
import type { Ask } from './server.ts'

const writerCount = 20
const updatesPerSecond = 5
/** Per row, at least; a row also lasts until its document is made. */
const seconds = 4

/**
 * How long an update is on its way to another of 20 people who write five times a second, while a
 * plan of about 50 pages is made: not at all, in the press's child, and, as a peer, in the process
 * that serves them.
 */
export async function live(formats: readonly PlanFormat[]): Promise<readonly Row[]> {
  const server = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [], {
    execArgv: 'typescript' in process.features ? [] : ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [port] = (await once(server, 'message')) as [number]
  const writers = Array.from({ length: writerCount }, (_, n) => new Writer(port, n, 'accord'))
  await Promise.all(writers.map(({ socket }) => once(socket, 'open')))
  const sentAt: number[] = []
  const latencies: number[] = []
  const seen = new Set<number>()
  const probe = writers.pop() as Writer
  probe.socket.on('message', (frame: Buffer) => {
    if (!bringsText(frame, 'accord')) return
    for (const number of marksIn(frame)) {
      if (seen.has(number)) continue
      seen.add(number)
      latencies.push(performance.now() - (sentAt[number] ?? 0))
    }
  })
  let written = 0
  const write = setInterval(
    () => {
      const number = sentAt.push(performance.now()) - 1
      writers[written++ % writers.length]?.write(`字${marked(number)}`)
    },
    1000 / (writers.length * updatesPerSecond),
  )

  const row = async (name: string, ask: Ask | null): Promise<Row> => {
    const first = sentAt.length
    latencies.length = 0
    const start = performance.now()
    if (ask) {
      server.send(ask)
      await once(server, 'message')
    }
    const made = performance.now() - start
    const enough = Math.max(first + 1, first + (writers.length * updatesPerSecond * seconds) / 2)
    await until(() => sentAt.length >= enough, 'enough updates')
    const last = sentAt.length
    await until(() => seen.size >= last, 'updates to reach the probe')
    const sorted = latencies.slice().sort((a, b) => a - b)
    const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)
    const took = ask ? { 'made in ms': Math.round(made) } : {}
    return { name, 'sync p50 ms': at(0.5), 'sync p99 ms': at(0.99), ...took }
  }
  await row('warm', null)
  const rows = [await row('20 writers, no export', null)]
  for (const format of formats) {
    await row('warm', { format, where: 'press' })
    rows.push(await row(`20 writers, 50 pages ${format}`, { format, where: 'press' }))
  }
  const here: Ask = { format: 'docx', where: 'here' }
  rows.push(await row('20 writers, 50 pages docx in the server itself', here))
  clearInterval(write)
  for (const { socket } of [...writers, probe]) socket.terminate()
  server.disconnect()
  await once(server, 'exit')
  return rows
}
