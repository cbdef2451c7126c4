import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startServer } from '../../support/server.ts'

/** What the attacked server says of itself since it was last asked. */
export type Health = {
  /** How long its loop was held at most, in ms. */
  readonly held: number
  /** In MB, after what nobody needs has been collected. */
  readonly memory: number
}

const loop = monitorEventLoopDelay({ resolution: 5 })
const server = await startServer()
const links = await server.links()
process.send?.({ port: server.port, codes: links.map(({ role, code }) => [role, code]) })
loop.enable()
const profiled = profiling(process.env.ACCORD_BENCH_PROFILE)
process.on('message', () => {
  const held = loop.max / 1e6
  profiled()
  ;(globalThis as { gc?: () => void }).gc?.()
  const { rss, external } = process.memoryUsage()
  // what is collected just now is no hold-up of anybody's making
  loop.reset()
  const health: Health = { held, memory: Math.max(rss, external) / 2 ** 20 }
  process.send?.(health)
})
process.on('disconnect', () => process.exit())

/** Leaves in this folder what the server was doing between one question and the next. */
function profiling(folder: string | undefined): () => void {
  if (folder === undefined) return () => undefined
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.start')
  let nth = 0
  return () => {
    session.post('Profiler.stop', (_, { profile }) => {
      const name = `${process.pid}-${nth++}.cpuprofile`
      writeFileSync(join(folder, name), JSON.stringify(profile))
    })
    session.post('Profiler.start')
  }
}
