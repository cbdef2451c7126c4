import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { type CloseCode, closeCode, maxFrame } from '../../shared/wire.ts'
import type { Access, Place, Session } from '../access/access.ts'
import { Bucket } from '../rooms/bucket.ts'
import { limits } from '../rooms/limits.ts'
import type { Room } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Connection, Standing } from '../rooms/session.ts'
import { cutOff, isParting, partForGood } from './parting.ts'
import { mostParts, Unfinished } from './unfinished.ts'

/**
 * For the `WebSocketServer` that upgrades sockets for the gateway. No compression: it costs more
 * than it saves on frames of a hundred bytes, and memory per socket.
 */
export const socketOptions = {
  noServer: true,
  maxPayload: maxFrame,
  perMessageDeflate: false,
  maxFragments: mostParts,
  // one message in a turn of the loop: a chunk holds thousands of small ones
  allowSynchronousEvents: false,
} as const

/** What may wait per socket while its room is loading: a stock client's greeting, or a large replica. */
const maxWaiting = 4 * maxFrame

/** `ws` closes with this by itself when a frame is larger than `maxPayload`. */
const tooBig = 1009

/** Sessions that have ended meanwhile are looked for this often, in ms: pages follow in a second. */
const sessionCheck = 600

/**
 * Pings and pongs of a socket, per second and at once: nobody here pings, browsers never do, and other
 * clients do so a few times a minute. Each costs `ws` as much as an empty frame of any kind.
 */
const control = { perSecond: 2, burst: 40 } as const

/** Where somebody comes in: the socket, and the connection below it. */
export type Upgraded = {
  readonly socket: WebSocket
  readonly line: Duplex
  /** Told when it had to be cut, because more came over it than from anybody honest. */
  readonly cut?: () => void
}

type Gateway = {
  /**
   * Connects an upgraded socket with its room. Whoever may not come in is let in and sent away with
   * a close code, because browsers cannot see why an upgrade was refused. Never throws.
   */
  accept(upgraded: Upgraded, commitment: string, session: Session | null): void
  /** Closes every socket of a session, at once deaf to whatever still comes. */
  end(session: string, code: CloseCode): void
  /** Sockets that are open now. */
  readonly size: number
}

type Doors = {
  readonly rooms: Pick<Rooms, 'open' | 'closing'>
  readonly access: Pick<Access, 'placeAt' | 'everAt'> & {
    readonly sessions: Pick<Access['sessions'], 'holding'>
  }
}

type Here = Place | Extract<Standing, { over: CloseCode }>

export function createGateway({ rooms, access }: Doors): Gateway {
  const open = new Map<WebSocket, { readonly session: Session; readonly waiting: Waiting }>()
  const unfinished = new Unfinished()
  let count = 0
  let watch: NodeJS.Timeout | undefined

  async function enter(socket: WebSocket, commitment: string, session: Session) {
    const standing = () => standingOf(session, commitment)
    // nothing is opened, or takes its time, for whoever may not come in
    const before = await standing()
    if ('over' in before) return before.over
    const room = await rooms.open(commitment)
    if (!room) return rooms.closing ? closeCode.goingAway : closeCode.noSuchCommitment
    const now = await standing()
    return 'over' in now ? now.over : join(room, socket, `${++count}`, now, standing)
  }

  /** What the session's person may do there now. Whoever never could is told as if it did not exist. */
  async function standingOf({ id, person }: Session, commitment: string): Promise<Here> {
    const holding = await access.sessions.holding([id])
    if (!holding.has(id)) return { over: closeCode.noSession }
    const place = await access.placeAt(person.id, commitment)
    if (place) return place
    const wasHere = await access.everAt(person.id, commitment)
    return { over: wasHere ? closeCode.notAllowed : closeCode.noSuchCommitment }
  }

  function end(isOver: (session: Session) => boolean, code: CloseCode): void {
    for (const [socket, { session, waiting }] of open) {
      if (!isOver(session)) continue
      waiting.connection?.leave()
      socket.close(code)
    }
  }

  /** Time ends sessions, and so does the operator, beside this process. */
  function look(): void {
    unfinished.look()
    const known = new Set([...open.values()].map(({ session }) => session.id))
    access.sessions.holding([...known]).then(
      (holding) => end(({ id }) => known.has(id) && !holding.has(id), closeCode.noSession),
      // a file that is locked for a moment is asked again
      () => undefined,
    )
  }

  return {
    accept(upgraded, commitment, session) {
      const { socket, line } = upgraded
      nameTooBig(socket)
      partForGood(socket, line)
      // 'close' follows; without a listener the process would end.
      socket.on('error', () => undefined)
      if (!session) {
        socket.close(closeCode.noSession)
        return
      }
      countControl(upgraded)
      unfinished.watch(upgraded, session.person.id, upgraded.cut)
      const waiting = new Waiting(socket)
      open.set(socket, { session, waiting })
      watch ??= setInterval(look, sessionCheck).unref()
      socket.on('close', () => {
        open.delete(socket)
        waiting.connection?.leave()
        if (open.size > 0) return
        clearInterval(watch)
        watch = undefined
      })
      enter(socket, commitment, session).then(
        (entered) => {
          if (typeof entered === 'number') socket.close(entered)
          else waiting.connect(entered)
        },
        () => socket.close(closeCode.goingAway),
      )
    },
    end: (session, code) => end(({ id }) => id === session, code),
    get size() {
      return open.size
    },
  }
}

function join(
  room: Room,
  socket: WebSocket,
  id: string,
  { person, role, cameBy }: Place,
  standing: () => Promise<Standing>,
): Connection {
  return room.join({
    ...{ id, person, role, cameBy, standing },
    send: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(frame)
    },
    close: (code) => socket.close(code),
    hear: (on) => {
      if (on) socket.resume()
      else socket.pause()
    },
    get buffered() {
      return socket.bufferedAmount
    },
  })
}

/** Keeps frames in order while the room is loading; afterwards hands them on as they come. */
class Waiting {
  connection: Connection | null = null
  readonly #socket: WebSocket
  #frames: Uint8Array[] = []
  #bytes = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data, isBinary) => {
      if (isParting(socket)) return
      if (isBinary) this.#take(bytesOf(data))
      else socket.close(closeCode.malformed)
    })
  }

  connect(connection: Connection): void {
    this.connection = connection
    if (this.#socket.readyState !== this.#socket.OPEN) connection.leave()
    for (const frame of this.#frames) connection.receive(frame)
    this.#frames = []
  }

  #take(frame: Uint8Array): void {
    if (this.connection) {
      this.connection.receive(frame)
      return
    }
    this.#bytes += frame.length
    if (this.#bytes > maxWaiting || this.#frames.length >= limits.framesBurst)
      this.#socket.close(closeCode.tooLarge)
    else this.#frames.push(frame)
  }
}

/** Clients come back after 1009, for ever, with the same frame; 4413 tells them not to. */
function nameTooBig(socket: WebSocket): void {
  const close = socket.close.bind(socket)
  socket.close = (code, reason) => close(code === tooBig ? closeCode.tooLarge : code, reason)
}

/** Every frame costs, also one that says nothing; those with words the room counts. */
function countControl({ socket, line, cut }: Upgraded): void {
  const left = new Bucket(control.perSecond, control.burst)
  const take = () => {
    if (left.take(1)) return
    socket.off('ping', take).off('pong', take)
    cutOff(socket, line)
    cut?.()
  }
  socket.on('ping', take).on('pong', take)
}

function bytesOf(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return Array.isArray(data) ? Buffer.concat(data) : data
}
