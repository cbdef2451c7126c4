import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf } from './address.ts'
import { bounds } from './bounds.ts'

/** How many bytes may wait for being read, of one address and in all. */
type Most = { readonly addressUnsent: number; readonly unsent: number }

type Line = {
  readonly socket: Socket
  readonly address: string
  /** How much the network had taken of it in all, at each of the last looks that found it waiting. */
  readonly taken: number[]
}

/** Something that waits: `took` of late, `held` still, in bytes. */
type Waiting = { readonly line: Line; readonly took: number; readonly held: number }

/** Looks after what is not read this often, in ms. */
const look = 250

/**
 * Who takes something within so many looks, a quarter of a minute, reads steadily: of what is kept for a slow
 * reader the network takes some megabytes, and then nothing for seconds.
 */
const looks = 60

/**
 * Bounds what is kept for those who do not read it: answers, documents and what a room says. Where that is
 * too much, of one address or in all, it is cut at the address that keeps most and takes least, and there
 * whoever has taken least of late and then keeps most, until it is not. Since when something waits says
 * nothing: who reads a long answer over a slow line is older than any flood. `direct`: no proxy stands
 * before the connections, whose address all of them had.
 */
export function boundUnsent(server: Server, direct: boolean, most: Most = bounds): void {
  const lines = new Set<Line>()
  let timer: NodeJS.Timeout | undefined
  server.on('connection', (socket: Socket) => {
    const line = {
      socket,
      address: addressOf(() => undefined, socket.remoteAddress, null),
      taken: [],
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
  const byAddress = new Map<string, Waiting[]>()
  const heldBy = new Map<string, number>()
  let all = 0
  for (const line of lines) {
    const held = line.socket.writableLength
    if (held === 0) {
      line.taken.length = 0
      continue
    }
    const taken = takenOf(line.socket)
    const took = taken - (line.taken[0] ?? taken)
    line.taken.push(taken)
    if (line.taken.length > looks) line.taken.shift()
    all += held
    heldBy.set(line.address, (heldBy.get(line.address) ?? 0) + held)
    const there = byAddress.get(line.address) ?? []
    byAddress.set(line.address, there)
    there.push({ line, took, held })
  }
  const isTooMuch = (address: string) =>
    all > most.unsent || (direct && (heldBy.get(address) ?? 0) > most.addressUnsent)
  if (![...byAddress.keys()].some(isTooMuch)) return
  for (const { line, held } of inOrder([...byAddress.values()])) {
    if (!isTooMuch(line.address)) continue
    all -= held
    heldBy.set(line.address, (heldBy.get(line.address) ?? 0) - held)
    line.socket.destroy()
  }
}

/** As it is cut: each time one of the address that then keeps most beyond what it takes. */
function inOrder(addresses: readonly (readonly Waiting[])[]): Waiting[] {
  const ordered = addresses.flatMap((there) => {
    let held = sum(there.map((one) => one.held))
    let beyond = sum(there.map(beyondOf))
    return there
      .toSorted((a, b) => a.took - b.took || b.held - a.held || ageOf(a) - ageOf(b))
      .map((one) => {
        const before = { one, held, beyond }
        held -= one.held
        beyond -= beyondOf(one)
        return before
      })
  })
  return ordered.sort((a, b) => b.beyond - a.beyond || b.held - a.held).map(({ one }) => one)
}

/**
 * Of those who have taken nothing as long as was looked, these first; then the newest, who come as a flood:
 * of who has just begun to read, nothing can be seen before the network wants more.
 */
function ageOf({ line }: Waiting): number {
  return line.taken.length === looks ? 0 : line.taken.length
}

function beyondOf({ held, took }: Waiting): number {
  return Math.max(0, held - took)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}

/**
 * How many bytes the network has taken. What a socket says counts a write when it has ended, and an answer is
 * one, however long; its handle knows how much of it is left.
 */
function takenOf(socket: Socket): number {
  const { _handle: handle } = socket as Handled
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0
}

type Handled = {
  readonly _handle?: { readonly bytesWritten: number; readonly writeQueueSize: number } | null
}
