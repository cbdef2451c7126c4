import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf } from './address.ts'
import { bounds } from './bounds.ts'

/** How many bytes may wait for being read, of one address and in all. */
type Most = { readonly addressUnsent: number; readonly unsent: number }

type Line = {
  readonly socket: Socket
  readonly address: string
  /** Since when it has had something that is not read; null: it has read everything. */
  since: number | null
}

/** Looks after what is not read this often, in ms. */
const look = 250

/**
 * Bounds what is kept for those who do not read it: answers, documents and what a room says. Where that is
 * too much, of one address or in all, whoever has kept something waiting for longest is cut, until it is
 * not. `direct`: no proxy stands before the connections, whose address all of them had.
 */
export function boundUnsent(server: Server, direct: boolean, most: Most = bounds): void {
  const lines = new Set<Line>()
  let timer: NodeJS.Timeout | undefined
  server.on('connection', (socket: Socket) => {
    const line = {
      socket,
      address: addressOf(() => undefined, socket.remoteAddress, null),
      since: null,
    }
    lines.add(line)
    timer ??= setInterval(() => cutSlowest(lines, direct, most), look).unref()
    socket.once('close', () => {
      lines.delete(line)
      if (lines.size > 0) return
      clearInterval(timer)
      timer = undefined
    })
  })
}

function cutSlowest(lines: ReadonlySet<Line>, direct: boolean, most: Most): void {
  const now = performance.now()
  const unread: Line[] = []
  const byAddress = new Map<string, number>()
  let all = 0
  for (const line of lines) {
    const { writableLength } = line.socket
    if (writableLength === 0) {
      line.since = null
      continue
    }
    line.since ??= now
    unread.push(line)
    all += writableLength
    byAddress.set(line.address, (byAddress.get(line.address) ?? 0) + writableLength)
  }
  const isTooMuch = (address: string) =>
    all > most.unsent || (direct && (byAddress.get(address) ?? 0) > most.addressUnsent)
  if (!unread.some(({ address }) => isTooMuch(address))) return
  for (const { socket, address } of unread.sort((a, b) => sinceOf(a) - sinceOf(b))) {
    if (!isTooMuch(address)) continue
    all -= socket.writableLength
    byAddress.set(address, (byAddress.get(address) ?? 0) - socket.writableLength)
    socket.destroy()
  }
}

function sinceOf({ since }: Line): number {
  return since ?? Number.POSITIVE_INFINITY
}
