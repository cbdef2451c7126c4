import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf } from './address.ts'
import { bounds } from './bounds.ts'

/** One connection. */
type Line = {
  readonly socket: Socket
  readonly address: string
  /** Node's parser. */
  readonly parse: (part: Uint8Array) => void
  readonly read: (chunk: Uint8Array) => void
  /** The request that was begun last; its body may still be on its way. */
  last: IncomingMessage | null
  /** How much of that body there is still to come, if that was said. */
  body: number
  /** What is asked now, until it is answered. */
  under: IncomingMessage | null
  /** What came behind it, and has not been looked at. */
  rest: Uint8Array
  /** It has become something else, and is bounded there. */
  upgraded: boolean
  /** How often in a row what it asked for was too much. */
  refused: number
}

/** How many connections there may be of one address, and in all. */
type Most = { readonly addressConnections: number; readonly connections: number }

/** More is kept of nobody, in bytes: one read brings a quarter of it. */
const mostRest = 256 * 1024

/** What has been refused so often in a row ends with its connection. */
const mostRefused = 10

/** After a refusal the same connection is heard again so much later, in ms. */
const refusalRest = 50

const nothing = new Uint8Array()

/**
 * Bounds what connections cost before anybody knows who is there. Each asks one thing at a time: what
 * comes behind a request is not even parsed before that is answered, for Node would begin thousands out
 * of one read. Where there are too many connections the one that has been still for longest goes, not
 * whoever comes. `direct`: no proxy stands before them, whose address all of them had. The server must
 * not ask for a host by itself: what Node answers without a `request` would not be seen here.
 */
export function boundLines(server: Server, direct: boolean, most: Most = bounds): void {
  const lines = new WeakMap<object, Line>()
  // the one that did something last stands last
  const all = new Set<Line>()
  const byAddress = new Map<string, Set<Line>>()

  const stir = (line: Line) => {
    for (const set of [all, byAddress.get(line.address)]) if (set?.delete(line)) set.add(line)
  }

  server.on('connection', (socket: Socket) => {
    const address = addressOf(() => undefined, socket.remoteAddress, null)
    const line = openLine(socket, address)
    if (!line) return
    const there = byAddress.get(address) ?? new Set()
    byAddress.set(address, there.add(line))
    lines.set(socket, line)
    all.add(line)
    socket.once('close', () => {
      line.rest = nothing
      all.delete(line)
      there.delete(line)
      if (there.size === 0) byAddress.delete(address)
    })
    if (direct && there.size > most.addressConnections) makeRoom(there, line)
    else if (all.size > most.connections) makeRoom(all, line)
  })

  const begun = (request: IncomingMessage, response: ServerResponse) => {
    const line = lines.get(request.socket)
    if (!line) return
    // hidden behind a body that does not say how long it is; nobody who is honest does that
    if (line.under) line.socket.destroy()
    line.last = request
    line.body = Number(request.headers['content-length']) || 0
    line.under = request
    countRefusals(response, line)
    response.once('close', () => {
      const next = () => {
        if (line.under === request) line.under = null
        feed(line, nothing)
      }
      stir(line)
      if (line.refused > 0) setTimeout(next, refusalRest).unref()
      else setImmediate(next)
    })
  }
  server.prependListener('request', begun)
  // left alone, Node would answer this by itself, and nobody here would know that there was a request
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    begun(request, response)
    response.writeHead(417, { connection: 'close' }).end()
  })

  server.prependListener('upgrade', (request: IncomingMessage) => {
    const line = lines.get(request.socket)
    if (!line || line.upgraded) return
    line.upgraded = true
    line.socket.removeListener('data', line.read)
    if (line.rest.length > 0) line.socket.unshift(line.rest)
    line.rest = nothing
    stir(line)
  })
}

/** Stands between a connection and Node's parser from here on. */
function openLine(socket: Socket, address: string): Line | null {
  const [parse] = socket.listeners('data')
  if (!parse) return null
  const line: Line = {
    ...{ socket, address, last: null, body: 0, under: null, rest: nothing },
    ...{ upgraded: false, refused: 0 },
    parse: (part) => {
      try {
        parse.call(socket, part)
      } catch {
        // Node asserts what it believes of its connections: that one ends, not the server
        socket.destroy()
      }
    },
    read: (chunk) => feed(line, chunk),
  }
  socket.removeListener('data', parse as () => void)
  // the parser gives up reading by itself as soon as anybody else does
  socket.on('data', line.read)
  return line
}

/** Hands on what there is, up to the end of a request that has to be answered first. */
function feed(line: Line, chunk: Uint8Array): void {
  const { socket } = line
  const held = line.rest.length > 0
  line.rest = held ? Buffer.concat([line.rest, chunk]) : chunk
  while (line.rest.length > 0 && !socket.destroyed && !line.upgraded) {
    if (line.under?.complete || socket.writableNeedDrain) {
      if (line.rest.length > mostRest) socket.destroy()
      else socket.pause()
      // what Node says by itself, like that it would not take this, may wait for being read as well
      if (!line.under) socket.once('drain', () => feed(line, nothing))
      return
    }
    const part = line.rest.subarray(0, endOfPart(line))
    line.rest = line.rest.subarray(part.length)
    line.body -= Math.min(part.length, line.body)
    line.parse(part)
  }
  if (held && !socket.destroyed && !line.upgraded) socket.resume()
}

const [newLine, carriageReturn] = [10, 13]

/** Up to where there can be one request only: the end of a head, or of a body. */
function endOfPart({ rest, last, body }: Line): number {
  if (last && !last.complete) return body > 0 ? Math.min(body, rest.length) : rest.length
  let end = isBreak(rest[0]) ? 0 : endOfLine(rest, 0)
  while (end < rest.length && !isBreak(rest[end])) end = endOfLine(rest, end)
  while (end < rest.length && isBreak(rest[end])) end += 1
  return end
}

function isBreak(sign: number | undefined): boolean {
  return sign === newLine || sign === carriageReturn
}

function endOfLine(rest: Uint8Array, from: number): number {
  const at = rest.indexOf(newLine, from)
  return at < 0 ? rest.length : at + 1
}

/** Whoever is refused again and again costs more than a new connection would. */
function countRefusals(response: ServerResponse, line: Line): void {
  const { writeHead } = response
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    line.refused = given[0] === 429 ? line.refused + 1 : 0
    if (line.refused >= mostRefused) response.shouldKeepAlive = false
    return writeHead.apply(response, given)
  }) as typeof writeHead
}

/**
 * Ends the oldest that asks for nothing, or else has not said yet what it asks for, or does not read what
 * it is answered; if there is none, the newest.
 */
function makeRoom(lines: ReadonlySet<Line>, newest: Line): void {
  let unfinished: Line | undefined
  let unread: Line | undefined
  for (const line of lines) {
    if (line.upgraded || line === newest) continue
    if (!line.under) {
      line.socket.destroy()
      return
    }
    if (!line.under.complete) unfinished ??= line
    else if (line.socket.writableLength > 0) unread ??= line
  }
  ;(unfinished ?? unread ?? newest).socket.destroy()
}
