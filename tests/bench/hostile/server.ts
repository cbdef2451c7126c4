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
process.on('message', () => {
  const held = loop.max / 1e6
  ;(globalThis as { gc?: () => void }).gc?.()
  const { rss, external } = process.memoryUsage()
  // what is collected just now is no hold-up of anybody's making
  loop.reset()
  const health: Health = { held, memory: Math.max(rss, external) / 2 ** 20 }
  process.send?.(health)
})
process.on('disconnect', () => process.exit())
