import { readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import {
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import { frameType, maxFrame } from '../../shared/wire.ts'
import { countingSocket, type OutgoingFrame } from './countingSocket.ts'
import type { Clocks } from './ledger.ts'
import { partsOf } from './parts.ts'
import { isFinal, reconnectDelay } from './patience.ts'
import { sendOwnPresence } from './presence.ts'
import { Pulse, type PulseTimes } from './pulse.ts'

/** Where a room is, and how a page gets there. */
export type Address = {
  /** Base of the sync endpoint, e.g. `wss://accord.example/sync`. */
  readonly server: string
  readonly commitment: string
  /** Null where the session's cookie travels along. */
  readonly token: string | null
  /** Whose replica it is: with another's cookie it would bring words under their name. */
  readonly person: string
  readonly socket: typeof WebSocket
  /** In [0, 1); spreads reconnections. */
  readonly random: () => number
  /** When a silent connection is asked, and how long it may take to answer. */
  readonly pulse?: PulseTimes | undefined
}

/** What a connection tells its owner, and asks. */
export type Listener = {
  /** A socket is open: these go out before anything else, the hello first. */
  greeting(): readonly ClientMessage[]
  /**
   * An update frame is about to leave; the answer goes out just before it. `reach`: how far it takes
   * the room, if the rest of the same follows in other frames; else null.
   */
  sending(frame: OutgoingFrame, reach: Clocks | null): readonly ClientMessage[]
  /** False, to a welcome: this document must not meet the room's; the owner closes. */
  received(message: ServerMessage): boolean
  /** The room's text is here, and the room has been sent what it lacked. */
  synced(): void
  /** The socket is gone (null: without a close code). Unless final, another one will be opened. */
  lost(code: number | null): void
  /** An update from the room could not be applied. */
  broken(error: unknown): void
}

/**
 * y-websocket's provider under our rules: it comes back after a random delay, speaks frame 100,
 * sends only its own presence, and takes nothing into the document before the room's welcome,
 * because another epoch's text must not be mixed in.
 */
export class Connection {
  readonly #doc: Y.Doc
  readonly #awareness: Awareness
  readonly #listener: Listener
  readonly #random: () => number
  readonly #provider: WebsocketProvider
  readonly #presence: ReturnType<typeof sendOwnPresence>
  /** Sync messages that came before the welcome; null: welcomed. */
  #early: { step: number; payload: Uint8Array }[] | null = []
  #answered = false
  #filled = false
  /** Of the part that is just being sent. */
  #reach: Clocks | null = null
  #attempt = 0
  #leaving = false
  #over = false
  #retry: ReturnType<typeof setTimeout> | undefined
  readonly #pulse: Pulse

  constructor(doc: Y.Doc, awareness: Awareness, address: Address, listener: Listener) {
    this.#doc = doc
    this.#awareness = awareness
    this.#listener = listener
    this.#random = address.random
    // What is asked changes nothing, and every room answers it at once.
    const ask = () => this.#sendFrame(presenceQuery)
    this.#pulse = new Pulse(ask, () => this.#giveUp(), address.pulse)
    const provider = new WebsocketProvider(address.server, address.commitment, doc, {
      connect: false,
      disableBc: true,
      awareness,
      params: address.token === null ? { person: address.person } : { token: address.token },
      WebSocketPolyfill: countingSocket(address.socket, (frame) => {
        for (const message of listener.sending(frame, this.#reach)) this.send(message)
      }),
      shouldReconnect: () => false,
    })
    this.#provider = provider
    awareness.off('update', provider._awarenessUpdateHandler)
    doc.off('update', provider._updateHandler)
    doc.on('update', this.#written)
    this.#presence = sendOwnPresence(awareness, (frame) => {
      if (!this.#early) this.#sendFrame(frame)
    })
    provider.messageHandlers[frameType.sync] = (_reply, decoder) => {
      const message = { step: readVarUint(decoder), payload: readVarUint8Array(decoder) }
      if (this.#early) this.#early.push(message)
      else this.#sync(message.step, message.payload)
    }
    provider.messageHandlers[frameType.queryAwareness] = () => this.#presence.now()
    provider.messageHandlers[frameType.accord] = (_reply, decoder) => {
      this.#receive(readVarString(decoder))
    }
    provider.on('status', ({ status }) => {
      if (status !== 'connected') return
      this.#pulse.opened()
      const socket = this.#provider.ws
      socket?.addEventListener('message', () => {
        if (socket === this.#provider.ws) this.#pulse.heard()
      })
      this.#greet()
    })
    provider.on('connection-close', (event) => this.#closed(event?.code ?? null))
    provider.connect()
  }

  /** Sends if a socket is open; a message that finds none is gone. */
  send(message: ClientMessage): void {
    const encoder = createEncoder()
    writeVarUint(encoder, frameType.accord)
    writeVarString(encoder, JSON.stringify(message))
    this.#sendFrame(toUint8Array(encoder))
  }

  /** Drops the socket, if there is one, and opens another at once. */
  renew(): void {
    this.pause()
    this.#provider.connect()
  }

  /** The page may have slept: a socket that does not answer by now is given up. */
  wake(): void {
    this.#pulse.wake()
  }

  /** Says goodbye and stays away until `renew`. */
  pause(): void {
    clearTimeout(this.#retry)
    this.#pulse.stop()
    this.#leaving = true
    this.#lendPresenceId()
    this.#provider.disconnect()
    this.#leaving = false
  }

  /**
   * Says goodbye for good; the document and the presence live on. Resolves when the server has read
   * everything that was sent, or is out of reach.
   */
  close(): Promise<void> {
    const socket = this.#provider.ws
    this.#over = true
    this.pause()
    this.#presence.stop()
    this.#doc.off('update', this.#written)
    this.#lendPresenceId()
    this.#provider.destroy()
    return socket ? closing(socket) : Promise.resolve()
  }

  #greet(): void {
    this.#early = []
    this.#answered = false
    this.#filled = false
    this.#lendPresenceId()
    for (const message of this.#listener.greeting()) this.send(message)
    // A new clock: whoever heard our goodbye would ignore the old one.
    this.#awareness.setLocalState(this.#awareness.getLocalState())
  }

  #receive(json: string): void {
    const message: ServerMessage = JSON.parse(json)
    const goOn = this.#listener.received(message)
    if (message.type !== 'welcome' || !goOn || !this.#early) return
    const early = this.#early
    this.#early = null
    for (const { step, payload } of early) this.#sync(step, payload)
    this.#presence.now()
  }

  #sync(step: number, payload: Uint8Array): void {
    if (step === messageYjsSyncStep1) {
      this.#answered = true
      this.#sendUpdate(messageYjsSyncStep2, Y.encodeStateAsUpdate(this.#doc, payload))
    } else {
      try {
        Y.applyUpdate(this.#doc, payload, this.#provider)
      } catch (error) {
        this.#listener.broken(error)
        return
      }
      if (step === messageYjsSyncStep2) this.#filled = true
    }
    if (!this.#answered || !this.#filled || this.#provider.synced) return
    this.#provider.synced = true
    this.#attempt = 0
    this.#listener.synced()
  }

  /** In as many frames as the room needs to read it; only the first is of type `step`. */
  #sendUpdate(step: number, update: Uint8Array): void {
    for (const [index, part] of partsOf(update, maxFrame / 2).entries()) {
      const encoder = createEncoder()
      writeVarUint(encoder, frameType.sync)
      writeVarUint(encoder, index === 0 ? step : messageYjsUpdate)
      writeVarUint8Array(encoder, part.update)
      this.#reach = part.reach
      this.#sendFrame(toUint8Array(encoder))
    }
    this.#reach = null
  }

  readonly #written = (update: Uint8Array, origin: unknown) => {
    if (origin !== this.#provider) this.#sendUpdate(messageYjsUpdate, update)
  }

  /** A browser would wait minutes for the other side's goodbye. */
  #giveUp(): void {
    this.#lendPresenceId()
    this.#provider.disconnect()
  }

  /** Every end of a socket comes through here: the server's, the network's, the watchdog's, ours. */
  #closed(code: number | null): void {
    this.#pulse.stop()
    this.#lendPresenceId()
    this.#provider.shouldConnect = false
    if (this.#leaving) return
    this.#listener.lost(code)
    if (this.#over || (code !== null && isFinal(code))) return
    const delay = reconnectDelay(this.#attempt++, code, this.#random)
    this.#retry = setTimeout(() => this.#provider.connect(), delay)
  }

  #sendFrame(frame: Uint8Array<ArrayBuffer>): void {
    const socket = this.#provider.ws
    if (socket?.readyState === socket?.OPEN) socket?.send(frame)
  }

  /**
   * The provider looks presence up by `doc.clientID`, which in a body changes with each mode of
   * writing. Whenever it is about to do so, the document bears the presence id for that moment.
   */
  #lendPresenceId(): void {
    const { clientID } = this.#doc
    const presence = this.#awareness.clientID
    if (clientID === presence) return
    this.#doc.clientID = presence
    queueMicrotask(() => {
      if (this.#doc.clientID === presence) this.#doc.clientID = clientID
    })
  }
}

/** Asks who is here. */
const presenceQuery = new Uint8Array([frameType.queryAwareness])

function closing(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, closePatience)
    socket.addEventListener('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** A server in reach answers a close at once; in milliseconds. */
const closePatience = 2000
