import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRooms } from '../../support/room.ts'
import { peers } from './peers.ts'

/** What the measured process says of itself. */
export type Usage = {
  /** User and system, in ms. */
  readonly cpu: number
  /** In MB. */
  readonly rss: number
}

const [, , kind = ''] = process.argv
const port = kind === 'accord' ? await startAccord() : await peers[kind as keyof typeof peers]()
process.send?.(port)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  const usage: Usage = { cpu: (user + system) / 1000, rss: process.memoryUsage().rss / 1_048_576 }
  process.send?.(usage)
})
process.on('disconnect', () => process.exit())

/** Everything that people get: admission, provenance, and the durable commit on this disk. */
async function startAccord(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const server = await startRooms({ path: join(folder, 'accord.db') })
  return Number(new URL(server.url).port)
}
