import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** How long a farewell may take before the line is cut, in ms. */
const farewell = 2000

/** What somebody may still have been sending when they were told; of more nothing is read. */
const mostAfter = 256 * 1024

const parting = new WeakSet<WebSocket>()

/** Whether somebody here has said farewell: what came behind it in the same breath is not heard. */
export function isParting(socket: WebSocket): boolean {
  return parting.has(socket)
}

/**
 * From the first close on, whoever said it and why, nothing that comes over the line is looked at:
 * `ws` alone would read on for half a minute. The line is ended behind the close frame, and cut when
 * the other side does not end it, too.
 */
export function partForGood(socket: WebSocket, line: Duplex): void {
  const close = socket.close.bind(socket)
  socket.close = (code, reason) => {
    close(code, reason)
    if (isParting(socket)) return
    parting.add(socket)
    // `ws` resumes a line by itself after a faulty frame, in the tick that follows
    setImmediate(() => {
      deafen(line)
      line.end()
    })
    const cut = setTimeout(() => cutOff(socket, line), farewell).unref()
    socket.once('close', () => clearTimeout(cut))
  }
}

/** Ends a line without a word, and leaves unread what has come over it. */
export function cutOff(socket: WebSocket, line: Duplex): void {
  parting.add(socket)
  line.removeAllListeners('data')
  line.pause()
  // what lies read already, `ws` would look at
  while (line.read() !== null);
  socket.terminate()
}

/** Goes on reading to hear of the other side's end, and stops at once when more comes than that. */
function deafen(line: Duplex): void {
  let heard = 0
  line.removeAllListeners('data')
  line.on('data', (chunk: Uint8Array) => {
    heard += chunk.length
    if (heard > mostAfter) line.pause()
  })
  line.resume()
}
