import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type RawData, WebSocket, WebSocketServer } from 'ws'

/** True: the frame goes on. */
export type Filter = (frame: Uint8Array) => boolean

/** A network between a page and a server that can lose frames, or be gone. */
export type Network = AsyncDisposable & {
  readonly url: string
  /** Frames for the page. */
  toPage: Filter
  /** Frames for the server. */
  toServer: Filter
  /** Where new sockets go; null: the network is gone, and so are the present sockets. */
  target: string | null
  /**
   * True: gone without a word. Sockets that are there, or are opened meanwhile, are open and deaf, and
   * stay so afterwards: what a socket has lost never comes before what it has not.
   */
  silent: boolean
  /** How many sockets were opened up to now. */
  readonly opened: number
}

export async function startProxy(target: string): Promise<Network> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(sockets, 'listening')
  let present: string | null = target
  let opened = 0
  let silent = false
  const deaf = new WeakSet<WebSocket>()
  const proxy: Network = {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`,
    toPage: () => true,
    toServer: () => true,
    get silent() {
      return silent
    },
    set silent(next) {
      silent = next
      if (next) for (const socket of sockets.clients) deaf.add(socket)
    },
    get opened() {
      return opened
    },
    get target() {
      return present
    },
    set target(next) {
      present = next
      if (next === null) for (const socket of sockets.clients) socket.terminate()
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((closed) => sockets.close(closed))
    },
  }
  sockets.on('connection', (page, request) => {
    if (present === null) return page.terminate()
    opened += 1
    if (silent) deaf.add(page)
    join(page, new WebSocket(present + request.url), proxy, deaf)
  })
  return proxy
}

function join(page: WebSocket, server: WebSocket, proxy: Network, deaf: WeakSet<WebSocket>): void {
  const waiting: Uint8Array[] = []
  page.on('message', (data) => {
    const frame = bytesOf(data)
    if (deaf.has(page) || !proxy.toServer(frame)) return
    if (server.readyState === WebSocket.OPEN) server.send(frame)
    else waiting.push(frame)
  })
  server.on('open', () => {
    for (const frame of waiting.splice(0)) server.send(frame)
  })
  server.on('message', (data) => {
    const frame = bytesOf(data)
    if (!deaf.has(page) && proxy.toPage(frame)) page.send(frame)
  })
  page.on('close', () => server.terminate())
  server.on('close', (code) => (isSendable(code) ? page.close(code) : page.terminate()))
  // 'close' follows each of them
  page.on('error', () => undefined)
  server.on('error', () => undefined)
}

function isSendable(code: number): boolean {
  return code === 1000 || (code >= 3000 && code < 5000)
}

function bytesOf(data: RawData): Uint8Array {
  return new Uint8Array(data as Buffer)
}
