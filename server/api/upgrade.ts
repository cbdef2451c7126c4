import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { type CloseCode, closeCode, maxFrame, type PersonView } from '../../shared/protocol.ts'
import type { Role } from '../../shared/roles.ts'
import type { Access, Proof } from '../access/access.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { isForeign, proofOf } from './session.ts'

/** Somebody at the door of a commitment, known and allowed in. */
export type Visitor = {
  readonly commitment: string
  readonly person: PersonView
  readonly role: Role
}

type Door = {
  readonly access: Access
  readonly log: Log
  readonly metrics: Metrics
  readonly publicUrl: () => string
  /** Takes over the open socket, in the same turn, so that no message is missed. */
  readonly enter: (socket: WebSocket, visitor: Visitor) => void
  /** Upgrades that are not for `/sync` are left to somebody else: Vite's reloading. */
  readonly shared: boolean
}

const path = /^\/sync\/([^/?#]+)$/

/**
 * Lets WebSockets in. A browser cannot see why an upgrade failed and would try again for ever, so
 * whoever is turned away is let in first and then closed with a code.
 */
export function acceptSockets(server: Server, door: Door): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrame,
    perMessageDeflate: false,
    clientTracking: false,
    WebSocket: AccordSocket,
  })

  // A connection that is reset between its upgrade and our answer has nobody else to tell; without
  // a listener its error ends the process.
  server.on('connection', (socket) => socket.on('error', () => socket.destroy()))

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any')
    const commitment = path.exec(pathname)?.[1]
    if (commitment === undefined) {
      if (!door.shared) turnAway(socket, '404 Not Found')
      return
    }
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      turnAway(socket, '426 Upgrade Required')
      return
    }
    const token = searchParams.get('token') ?? undefined
    examine(door, request, commitment, token).then(
      (found) => {
        sockets.handleUpgrade(request, socket, head, (open) => {
          if (typeof found === 'number') refuse(door, open, found)
          else welcome(door, open, found)
        })
      },
      (error: unknown) => {
        door.log.error({ err: error }, 'upgrade failed')
        socket.destroy()
      },
    )
  })
}

/** `ws` closes with 1009 when a frame is too large; our clients know 4413. */
class AccordSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === 1009 ? closeCode.tooLarge : code, reason)
  }
}

async function examine(
  { access, publicUrl }: Door,
  { headers }: IncomingMessage,
  commitment: string,
  token: string | undefined,
): Promise<Visitor | CloseCode> {
  const header = (name: string) => {
    const value = headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  const proof: Proof = token ? { token } : proofOf(header)
  if (isForeign(header, proof, publicUrl())) return closeCode.notAllowed
  const session = await access.sessionOf(proof)
  if (!session) return closeCode.noSession
  if (!(await access.commitments.find(commitment))) return closeCode.noSuchCommitment
  const role = await access.roleIn(session.person.id, commitment)
  return role ? { commitment, person: session.person, role } : closeCode.notAllowed
}

function welcome({ metrics, enter }: Door, socket: WebSocket, visitor: Visitor): void {
  metrics.sockets.inc()
  socket.once('close', () => metrics.sockets.dec())
  enter(socket, visitor)
}

function refuse({ metrics, log }: Door, socket: WebSocket, code: CloseCode): void {
  metrics.refusedSockets.inc({ code })
  log.info({ code }, 'socket refused')
  socket.on('error', () => socket.terminate())
  socket.close(code)
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.resume()
}
