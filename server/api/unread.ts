import type { IncomingMessage, ServerResponse } from 'node:http'

/** What is still read of a body behind its answer, in bytes: then the connection can be used again. */
const most = 64 * 1024

/** How long somebody has to read why the rest of their body was not, in ms. */
const patience = 500

/**
 * Leaves a body with its sender that an answer did not wait for, and then ends the connection: an
 * upload by nobody costs what its head does.
 */
export function leaveUnread(request: IncomingMessage, response: ServerResponse): void {
  // before Node does by itself what it would: read the rest, however long that is
  response.prependOnceListener('finish', () => {
    if (request.complete) return
    // from here on it counts as read by somebody
    request.read(0)
    let heard = 0
    const count = (chunk: Uint8Array) => {
      heard += chunk.length
      if (heard > most) request.pause()
    }
    request.on('data', count)
    const cut = setTimeout(() => request.socket.destroy(), patience).unref()
    request.once('end', () => clearTimeout(cut))
    request.socket.once('close', () => clearTimeout(cut))
  })
}
