import type { EventEmitter } from 'node:events'
import type { RoomLog } from './rooms/foundation.ts'

/** What the other end, or the network, does to a connection: nothing of the server's is half done. */
const ofConnections = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'])

/**
 * The last net under everything that nobody caught. A connection's own end concerns nobody else, and
 * the server goes on. After anything else memory may be half changed: it is logged, and `close` is
 * called, once, to write what has come in and make room for a fresh start.
 */
export function watchFaults(
  process: EventEmitter,
  log: Pick<RoomLog, 'error'>,
  close: () => void,
): void {
  let closing = false
  const fault = (err: unknown) => {
    if (isOfConnection(err)) {
      log.error({ err }, 'a connection failed')
      return
    }
    log.error({ err }, closing ? 'a fault while closing' : 'a fault that nobody caught: closing')
    if (!closing) close()
    closing = true
  }
  process.on('uncaughtException', fault)
  process.on('unhandledRejection', fault)
}

function isOfConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ofConnections.has(`${error.code}`)
}
