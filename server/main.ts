import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { closeCode } from '../shared/wire.ts'
import { openAccess } from './access/sqlite/open.ts'
import { createApp, whereFrom } from './api/app.ts'
import { Bounds } from './api/bounds.ts'
import { boundLines } from './api/lines.ts'
import { servePage } from './api/page.ts'
import { routes } from './api/routes.ts'
import { leaveUnread } from './api/unread.ts'
import { boundUnsent } from './api/unsent.ts'
import { acceptSockets } from './api/upgrade.ts'
import { Ledgers } from './authorship/ledgers.ts'
import { LocalBus } from './bus/local.ts'
import { Checker } from './checks/checker.ts'
import { type Clock, steadyClock } from './clock.ts'
import {
  type Config,
  ConfigError,
  dataFile,
  isAtHome,
  noteUrl,
  publicUrlOf,
  readConfig,
} from './config.ts'
import { type DevPage, openDevPage } from './dev.ts'
import { Press } from './exports/press.ts'
import { watchFaults } from './faults.ts'
import { SqliteJournal } from './journal/sqlite.ts'
import { type Link, openLinks } from './links.ts'
import { openLog } from './log.ts'
import { openMetrics, watchLive } from './metrics.ts'
import { peopleOf } from './opening.ts'
import { Archive } from './past/archive.ts'
import { Rooms } from './rooms/rooms.ts'
import { openSample } from './sample/sample.ts'
import type { Ask } from './sample/scene.ts'
import { claimStorage, plainly } from './storage.ts'
import { createGateway } from './sync/gateway.ts'
import { refuseTriggers } from './tables.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const client = join(root, 'node_modules/.cache/accord/client')

/** How long requests under way may take after the server was told to stop, in ms. */
const patience = 5000

/** How long lines may stay open behind the last room, in ms. */
const farewell = 3000

/** How long the head of a request may take, in ms: it is a few hundred bytes. */
const headersPatience = 20_000

export type RunningServer = {
  /** Where people reach it, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The oldest plan's open invitations. */
  links(): Promise<readonly Link[]>
  /** Refuses new work, lets what is under way finish, frees everything. */
  close(): Promise<void>
}

/**
 * Builds the parts and listens: the only place that knows them all. With `dev` the page comes from
 * Vite and reloads itself.
 */
export async function startServer(config: Config, dev = false): Promise<RunningServer> {
  const log = openLog(config.log)
  const metrics = openMetrics()
  const file = dataFile(config)
  const letGo = plainly(file, () => claimStorage(config))
  const clock = steadyClock(({ by }) => log.warn({ by }, 'the system’s clock has jumped'))
  const { access, journal } = await openStorage(config, clock).catch((error: unknown) => {
    letGo()
    throw error
  })
  const ledgers = new Ledgers(journal)
  const archive = new Archive(file)
  const press = new Press(config.exports)
  const checker = new Checker()
  const bus = new LocalBus()
  const rooms = new Rooms({ journal, bus, log, clock, ...peopleOf(access) })
  access.watch((person) => {
    const roleIn = async (at: string) => (await access.placeAt(person, at))?.role ?? null
    rooms.rolesChanged(person, roleIn).catch((err: unknown) => log.error({ err }, 'roles'))
    const called = async (plan: string) => (await access.people.views(plan, [person]))[0] ?? null
    rooms.personChanged(called).catch((err: unknown) => log.error({ err }, 'names'))
    rooms.hiddenChanged().catch((err: unknown) => log.error({ err }, 'hidden words'))
  })

  let state: 'starting' | 'ready' | 'stopping' = 'starting'
  const { proxyHeader } = config
  const bounds = new Bounds()
  const server = createServer({
    headersTimeout: headersPatience,
    // who closes first must be the proxy: it would send what comes next into a line that is gone
    keepAliveTimeout: config.keepAlive * 1000,
    requireHostHeader: false,
  })
  boundLines(server, proxyHeader === null)
  boundUnsent(server, proxyHeader === null)
  const lines = new Set<Socket>()
  server.on('connection', (line: Socket) => {
    lines.add(line)
    line.once('close', () => lines.delete(line))
  })
  const publicUrl = () => publicUrlOf(config, portOf(server))

  const ready = () => state === 'ready' && !rooms.failing
  const app = createApp(
    {
      ...{ access, rooms, journal, ledgers, archive, press, checker, log, metrics },
      ...{ publicUrl, ready, clock, bounds, proxyHeader },
      atHome: isAtHome(config),
    },
    routes,
  )
  if (!dev && existsSync(client)) {
    servePage(app, client, { bounds, clock, whereFrom: (c) => whereFrom(c, { proxyHeader }) })
  }
  // how much of a body nobody asked for is read is ours to say, see `leaveUnread`
  const api = getRequestListener(app.fetch, {
    autoCleanupIncoming: false,
    // a balancer asks after the server's health in HTTP/1.0, and names nobody
    hostname: 'localhost',
  })
  const page: DevPage | null = dev ? await openDevPage(server) : null
  server.on('request', (request, response) => {
    // ended by whoever bounds connections
    if (request.socket.destroyed) return
    if (request.httpVersion === '1.1' && request.headers.host === undefined) {
      response.writeHead(400, { connection: 'close' }).end()
      return
    }
    if (page && !isApi(request.url ?? '/')) {
      page.handle(request, response)
      return
    }
    leaveUnread(request, response)
    void api(request, response)
  })
  const gateway = createGateway({ rooms, access })
  access.watchSessions((session, what) =>
    // one that goes on under another token comes back with that
    gateway.end(session, what === 'ended' ? closeCode.noSession : closeCode.goingAway),
  )
  acceptSockets(server, {
    ...{ access, log, publicUrl, bounds, proxyHeader },
    accept: gateway.accept,
    shared: dev,
  })
  watchLive(metrics, () => ({ ...rooms.size, sockets: gateway.size }))

  if (config.sample !== 'none')
    await openSample({ access, rooms }, config.sample === 'whole' ? askOf(app) : null)
  await listen(server, config)
  noteUrl(config, publicUrl())
  state = 'ready'
  log.info({ port: portOf(server) }, 'listening')

  return {
    url: publicUrl(),
    port: portOf(server),
    links: () => openLinks(access, publicUrl(), clock()),
    async close() {
      state = 'stopping'
      const closed = new Promise((resolve) => server.close(resolve))
      const cut = setTimeout(() => server.closeAllConnections(), patience)
      await page?.close()
      press.close()
      await checker.close()
      await archive.close()
      await rooms.close()
      // Node knows nothing of those that were to become something else
      const last = setTimeout(() => {
        for (const line of lines) line.destroy()
      }, farewell)
      await closed
      clearTimeout(cut)
      clearTimeout(last)
      await journal.close()
      await bus.close()
      await access.close()
      letGo()
      log.info('stopped')
    },
  }
}

/** Opens what is kept, and reads once, so that what is wrong with it is said before anybody comes. */
async function openStorage(config: Config, clock: Clock) {
  const file = dataFile(config)
  plainly(file, () => refuseTriggers(file))
  const access = plainly(file, () => openAccess(file, config.secret, clock))
  const journal = new SqliteJournal(file)
  try {
    await journal.documents()
    return { access, journal }
  } catch (error) {
    await access.close()
    return plainly(file, () => {
      throw error
    })
  }
}

/** What `npm start` runs: serves until it is told to stop, and says where. */
export async function serve(dev = false): Promise<void> {
  const config = await configured().catch(giveUp)
  const server = await startServer(config, dev).catch(giveUp)
  console.log(`Accord is at ${server.url}`)
  const links = await server.links()
  for (const { role, url } of links) console.log(`  ${role.padEnd(12)} ${url}`)
  if (links.length === 0) console.log('  No plan yet: npm run accord -- plan "Title"')

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    server.close().then(() => process.exit(0), giveUp)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  watchFaults(process, openLog(config.log), () =>
    server.close().then(() => process.exit(1), giveUp),
  )
}

/** Asynchronous, so that what is wrong with it is told as what is wrong with a start. */
async function configured(): Promise<Config> {
  return readConfig(process.env)
}

/** Ends the process: with one plain sentence when an operator can do something about it. */
function giveUp(error: unknown): never {
  const isPlain = error instanceof ConfigError || (error instanceof Error && 'syscall' in error)
  console.error(isPlain ? error.message : error)
  process.exit(1)
}

/** Addresses that the server answers; all others are the page's. */
function isApi(url: string): boolean {
  return /^\/(api|healthz|readyz|metrics)([/?]|$)/.test(url)
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** The interface, asked in this process: by the sample’s people before anybody else is let in. */
function askOf(app: Hono): Ask {
  return async (token, method, path, body) => {
    const headers = { ...(token && { authorization: `Bearer ${token}` }) }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await app.request(path, { method, headers, ...sent })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve()
