import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { maxFrame } from '../../shared/wire.ts'
import { cutOff } from './parting.ts'

/** Where somebody comes in: the socket, and the connection below it. */
type Held = { readonly socket: WebSocket; readonly line: Duplex }

/** What `ws` keeps of a message that has not ended; it tells nobody of one, see H133. */
type Receiver = {
  readonly _fragments: readonly unknown[]
  readonly _messageLength: number
  readonly _bufferedBytes: number
}

/**
 * In so many parts nobody sends a message, who is not after what each of them costs. `ws` stops there, in
 * the middle of what it has read, and counts the empty ones, too.
 */
export const mostParts = 1024

/** What one person may have begun and not ended on all of their sockets, in bytes. */
const mostBegun = 4 * maxFrame

/** A message of the largest kind over a slow line, in ms. */
const patience = 60_000

type Begun = { readonly bytes: number; readonly since: number; readonly cut: () => void }

/** Messages that people have begun and not ended: bounded by size, parts and time, and by person. */
export class Unfinished {
  readonly #begun = new Map<string, Map<WebSocket, Begun>>()

  /** `cut`: told when the socket had to be. */
  watch({ socket, line }: Held, person: string, cut?: () => void): void {
    const end = () => {
      cutOff(socket, line)
      cut?.()
    }
    let heard = 0
    socket.on('message', () => {
      heard = 0
      // what has come of the next one begins now
      this.#count(person, socket, 0, end)
    })
    line.on('data', (chunk: Uint8Array) => {
      heard += chunk.length
      const receiver = (socket as unknown as { _receiver?: Receiver })._receiver
      if (!receiver) return
      const bytes = receiver._messageLength + receiver._bufferedBytes
      const isTooMuch = receiver._fragments.length >= mostParts || heard > 2 * maxFrame
      if (isTooMuch || this.#count(person, socket, bytes, end) > mostBegun) end()
    })
    socket.once('close', () => this.#count(person, socket, 0, end))
  }

  /** Ends what takes too long; whoever is not read for now is not late. */
  look(now = performance.now()): void {
    for (const begun of this.#begun.values())
      for (const [socket, each] of begun) {
        if (socket.isPaused) begun.set(socket, { ...each, since: now })
        else if (now - each.since > patience) each.cut()
      }
  }

  /** Answers how much all of the person's sockets have begun. */
  #count(person: string, socket: WebSocket, bytes: number, cut: () => void): number {
    const begun = this.#begun.get(person) ?? new Map<WebSocket, Begun>()
    const since = begun.get(socket)?.since ?? performance.now()
    if (bytes > 0) begun.set(socket, { bytes, since, cut })
    else begun.delete(socket)
    if (begun.size > 0) this.#begun.set(person, begun)
    else this.#begun.delete(person)
    let all = 0
    for (const each of begun.values()) all += each.bytes
    return all
  }
}
