import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Session } from '../../server/access/access.ts'
import { LocalBus } from '../../server/bus/local.ts'
import { SqliteJournal, type SqliteOptions } from '../../server/journal/sqlite.ts'
import { Rooms } from '../../server/rooms/rooms.ts'
import { createGateway, socketOptions } from '../../server/sync/gateway.ts'
import type { PersonView } from '../../shared/protocol.ts'
import type { Role } from '../../shared/roles.ts'
import { templateClient } from '../../shared/text/identity.ts'
import { seedField } from '../../shared/text/seed.ts'
import { closeCode } from '../../shared/wire.ts'

/** A commitment that exists in every test server. */
export const commitment = 'c1'

/** The field that tests write in. */
export const field = 'problem'

export type Incident = { readonly level: string; readonly fields: object; readonly text: string }

export type RoomServerOptions = {
  /** The SQLite file. */
  readonly path: string
  readonly port?: number
  readonly sqlite?: SqliteOptions
  readonly quiet?: number
  readonly idle?: number
  /** Role of a person by id; co-author unless it says otherwise. */
  readonly roles?: Map<string, Role | null>
  /** People whose sessions have ended: they are nobody until they come in as somebody else. */
  readonly ended?: Set<string>
}

export type RoomServer = AsyncDisposable & {
  /** Base for `WebsocketProvider`; the room's name is the commitment, `person` a parameter. */
  readonly url: string
  readonly rooms: Rooms
  readonly journal: SqliteJournal
  readonly incidents: readonly Incident[]
  /** Ends the session of a person, whose sockets are closed at once. */
  endSession(person: string): void
  close(): Promise<void>
}

/**
 * Rooms behind a bare `ws` server: whoever says `?person=ID` is that person. Everything else is the
 * real thing: gateway, rooms, admission, journal.
 */
export async function startRooms(options: RoomServerOptions): Promise<RoomServer> {
  const journal = new SqliteJournal(options.path, options.sqlite)
  const incidents: Incident[] = []
  const note = (level: string) => (fields: object, text: string) => {
    incidents.push({ level, fields, text })
  }
  const rooms = new Rooms({
    journal,
    bus: new LocalBus(),
    log: { info: note('info'), warn: note('warn'), error: note('error') },
    people: async (_, ids) => ids.map(personOf),
    speakers: async (_, ids) => ids.map(personOf),
    hidden: async () => ({ count: 0, hide: null }),
    ...(options.quiet === undefined ? {} : { quiet: options.quiet }),
    ...(options.idle === undefined ? {} : { idle: options.idle }),
  })
  if (!(await rooms.open(commitment))) await createCommitment(rooms)

  const ended = options.ended ?? new Set<string>()
  const gateway = createGateway({
    rooms,
    access: {
      sessions: { holding: async (ids) => new Set(ids.filter((id) => !ended.has(id))) },
      everAt: async () => true,
      placeAt: async (id) => {
        const role = options.roles?.get(id)
        const given = role === undefined ? 'co-author' : role
        return given && { person: personOf(id), role: given, verified: false, cameBy: null }
      },
    },
  })
  const sockets = new WebSocketServer(socketOptions)
  const http = createServer()
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const url = new URL(request.url ?? '/', 'http://localhost')
    const person = url.searchParams.get('person')
    sockets.handleUpgrade(request, socket, head, (upgraded) =>
      gateway.accept(
        { socket: upgraded, line: socket },
        url.pathname.slice(1),
        person === null || ended.has(person) ? null : sessionOf(person),
      ),
    )
  })
  http.listen(options.port ?? 0, '127.0.0.1')
  await once(http, 'listening')

  const close = async () => {
    http.close()
    await rooms.close()
    for (const socket of sockets.clients) socket.terminate()
    http.closeAllConnections()
    await journal.close()
  }
  const { port } = http.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}`,
    rooms,
    journal,
    incidents,
    endSession(person) {
      ended.add(person)
      gateway.end(person, closeCode.noSession)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function sessionOf(id: string): Session {
  return { id, person: personOf(id) }
}

export function personOf(id: string): PersonView {
  return { id, name: `Person ${id}`, organisation: '', sector: 'civil-society' }
}

async function createCommitment(rooms: Rooms): Promise<void> {
  await rooms.create(commitment, {
    plan: 'plan',
    template: 'ogp-2022',
    templateVersion: 1,
    locale: 'en',
    by: 'founder',
    seed: (doc) =>
      seedField(doc, field, [{ kind: 'p', runs: [{ text: '開放政府 ' }] }], templateClient),
  })
}
