import type { IncomingMessage, ServerResponse } from 'node:http'

/** What is still read of a body behind its answer, in bytes: whoever sends no more hears that in peace. */
const most = 2 ** 20

/** A body that says it is no longer is read to its end, and its connection used again. */
const short = 64 * 1024

/** How long somebody has to read why the rest of their body was not, in ms. */
const patience = 2000

/**
 * Leaves a body with its sender that an answer did not wait for, and then ends the connection: an
 * upload by nobody costs what its head does. Of all but short ones the answer says that the connection
 * ends, so that nobody sends the next request over it.
 */
export function leaveUnread(request: IncomingMessage, response: ServerResponse): void {
  // a request that is given up knows its socket no more
  const { socket, headers } = request
  const length = headers['content-length']
  if (length === undefined && headers['transfer-encoding'] === undefined) return
  const isShort = length !== undefined && Number(length) <= short
  const { writeHead } = response
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    if (!request.complete && !isShort) response.shouldKeepAlive = false
    return writeHead.apply(response, given)
  }) as typeof writeHead
  // before Node does by itself what it would: end the line at once, with a reset for whoever still sends
  response.prependOnceListener('finish', () => {
    if (request.complete || socket.destroyed) return
    if (!response.shouldKeepAlive) {
      request.once('end', socket.destroySoon.bind(socket))
      socket.destroySoon = () => socket.end()
    }
    let heard = 0
    // whoever had begun to read it does not go on
    request.removeAllListeners('data')
    request.on('data', (chunk: Uint8Array) => {
      heard += chunk.length
      if (heard > most) request.pause()
    })
    // from here on it counts as read by somebody
    request.read()
    if (heard <= most) request.resume()
    const cut = setTimeout(() => socket.destroy(), patience).unref()
    request.once('close', () => clearTimeout(cut))
  })
}
