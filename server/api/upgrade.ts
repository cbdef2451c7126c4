import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { closeCode, personHeader } from '../../shared/wire.ts'
import type { Access, Proof, Session } from '../access/access.ts'
import { type Log, Seldom } from '../log.ts'
import { begin } from '../reading.ts'
import { socketOptions, type Upgraded } from '../sync/gateway.ts'
import { partForGood } from '../sync/parting.ts'
import { addressOf } from './address.ts'
import { type Bounds, isCrowded } from './bounds.ts'
import { isForeign, proofOf } from './session.ts'

type Door = {
  readonly access: Pick<Access, 'sessionOf'>
  readonly log: Log
  readonly publicUrl: () => string
  readonly bounds: Bounds
  readonly proxyHeader: string | null
  /** Takes over an open socket; null: whoever it is has no session. */
  readonly accept: (upgraded: Upgraded, commitment: string, session: Session | null) => void
  /** Upgrades that are not for `/sync` are left to somebody else: Vite's reloading. */
  readonly shared: boolean
}

const path = /^\/sync\/([^/]+)$/

/** How long somebody who is turned away has to read why, in ms. */
const farewell = 1000

/**
 * Lets WebSockets in at `/sync/:commitment`, known by `?token=`, bearer token or cookie. A browser
 * cannot see why an upgrade failed and would try for ever, so whoever must be turned away is let in
 * and then closed with a code.
 */
export function acceptSockets(server: Server, door: Door): void {
  const sockets = new WebSocketServer({ ...socketOptions, clientTracking: false })

  const unchanged = servingUnchanged(server)
  const failed = new Seldom()

  // A connection that is reset between its upgrade and our answer has nobody else to tell; without
  // a listener its error ends the process.
  server.on('connection', (socket) => socket.on('error', () => socket.destroy()))

  server.on('upgrade', (request, socket, head) => {
    const url = URL.canParse(request.url ?? '', 'http://any')
      ? new URL(request.url ?? '', 'http://any')
      : null
    const commitment = path.exec(url?.pathname ?? '')?.[1]
    const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket'
    if (!url || commitment === undefined) {
      if (!isSocket) unchanged(request, socket, head)
      else if (!door.shared) turnAway(socket, '404 Not Found')
      return
    }
    if (!isSocket) {
      turnAway(socket, '426 Upgrade Required')
      return
    }
    // Who it is must be known before the handshake: afterwards messages come at once.
    const known = () => identify(door, request.headers, url.searchParams)
    const identified = begin()?.then(known) ?? known()
    identified.then(
      async (session) => {
        const header = (name: string) => headerIn(request.headers, name)
        const asker = {
          person: session === 'foreign' || !session ? null : session.person.id,
          address: addressOf(header, request.socket.remoteAddress, door.proxyHeader),
        }
        const leave = await door.bounds.socket(asker)
        if (isCrowded(leave)) {
          turnAway(socket, `429 Too Many Requests\r\nRetry-After: ${leave.retryAfter}`)
          return
        }
        socket.once('close', leave)
        if (socket.destroyed) leave()
        sockets.handleUpgrade(request, socket, head, (open) => {
          const cut = () => door.bounds.cut(asker)
          if (session !== 'foreign') {
            door.accept({ socket: open, line: socket, cut }, commitment, session)
            return
          }
          open.on('error', () => undefined)
          partForGood(open, socket)
          open.close(closeCode.notAllowed)
        })
      },
      (err: unknown) => {
        const line = failed.line()
        if (line) door.log.error({ err, ...line }, 'upgrade failed')
        socket.destroy()
      },
    )
  })
}

async function identify(
  { access, publicUrl }: Door,
  headers: IncomingHttpHeaders,
  params: URLSearchParams,
): Promise<Session | 'foreign' | null> {
  const [token, meant] = [params.get('token'), params.get('person')]
  // a browser's socket cannot have headers of its own
  const header = (name: string) =>
    name === personHeader ? (meant ?? undefined) : headerIn(headers, name)
  const proof: Proof = token ? { token } : proofOf(header, publicUrl())
  if (isForeign(header, proof, publicUrl())) return 'foreign'
  return access.sessionOf(proof)
}

function headerIn(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.at(-1) : value
}

/** Says why, and cuts the line when the other side does not end it, too. */
function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  const cut = setTimeout(() => socket.destroy(), farewell).unref()
  socket.once('close', () => clearTimeout(cut))
  // only who reads a line hears that it has ended
  socket.resume()
}

/**
 * Answers in HTTP/1.1 who would rather speak something else: some clients ask for HTTP/2 with whatever
 * they want, and a server may pass over that. Node gives up a line as soon as anybody here listens to
 * upgrades, so it gets it back, with the same request for the last one.
 */
function servingUnchanged(server: Server) {
  const lines = createServer((request, response) => void server.emit('request', request, response))
  return (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { method, url, httpVersion, rawHeaders } = request
    const words = [`${method} ${url} HTTP/${httpVersion}`]
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const name = rawHeaders[at] ?? ''
      if (!/^(connection|upgrade|http2-settings)$/i.test(name))
        words.push(`${name}: ${rawHeaders[at + 1]}`)
    }
    words.push('Connection: close', '', '')
    socket.unshift(Buffer.concat([Buffer.from(words.join('\r\n'), 'latin1'), head]))
    lines.emit('connection', socket)
  }
}
