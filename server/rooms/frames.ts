import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import { type ClientMessage, clientMessage, type ServerMessage } from '../../shared/protocol.ts'
import { frameType } from '../../shared/wire.ts'
import { jsonOf } from '../json.ts'

/** What a client's frame says. `update` is sync step 2 as well: both bring changes. */
export type Incoming =
  /** `clients`: of so many it tells; of none, the client has nothing yet. */
  | { readonly type: 'vector'; readonly vector: Uint8Array; readonly clients: number }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'presence'; readonly states: Uint8Array }
  | { readonly type: 'presence-asked' }
  | { readonly type: 'message'; readonly message: ClientMessage }
  /** A message that takes a while to read. */
  | { readonly type: 'unread'; read(): ClientMessage | null }

/** Longer ones tell of hundreds of origins; in bytes. */
const readAtOnce = 4096

/** Null: not a frame of this protocol. Never throws. */
export function readFrame(frame: Uint8Array): Incoming | null {
  try {
    const decoder = decoding.createDecoder(frame)
    const incoming = readBody(decoder)
    return decoding.hasContent(decoder) ? null : incoming
  } catch {
    return null
  }
}

function readBody(decoder: decoding.Decoder): Incoming | null {
  switch (decoding.readVarUint(decoder)) {
    case frameType.sync:
      return readSync(decoder)
    case frameType.awareness:
      return { type: 'presence', states: decoding.readVarUint8Array(decoder) }
    case frameType.queryAwareness:
      return { type: 'presence-asked' }
    case frameType.accord: {
      const text = decoding.readVarString(decoder)
      if (text.length > readAtOnce) return { type: 'unread', read: () => messageIn(text) }
      const message = messageIn(text)
      return message && { type: 'message', message }
    }
    default:
      return null
  }
}

function messageIn(text: string): ClientMessage | null {
  try {
    return clientMessage.safeParse(jsonOf(text)).data ?? null
  } catch {
    return null
  }
}

/** Not y-protocols' `readSyncMessage`: that one applies at once, and swallows what Yjs throws. */
function readSync(decoder: decoding.Decoder): Incoming | null {
  switch (decoding.readVarUint(decoder)) {
    case messageYjsSyncStep1: {
      const vector = decoding.readVarUint8Array(decoder)
      return { type: 'vector', vector, clients: clientsIn(vector) }
    }
    case messageYjsSyncStep2:
    case messageYjsUpdate:
      return { type: 'update', update: decoding.readVarUint8Array(decoder) }
    default:
      return null
  }
}

/** Of how many clients a vector tells. It may be long, so no more than that it is whole is found out. */
function clientsIn(vector: Uint8Array): number {
  const decoder = decoding.createDecoder(vector)
  const clients = decoding.readVarUint(decoder)
  // two numbers each, of one byte at least
  if (clients * 2 > vector.length) throw new Error('A vector that is shorter than it says')
  return clients
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(messageYjsUpdate, update)
}

/** Completes a sync: the client then calls itself synced. */
export function stateFrame(state: Uint8Array): Uint8Array {
  return syncFrame(messageYjsSyncStep2, state)
}

/** Asks the client for what the room does not have. */
export function vectorFrame(vector: Uint8Array): Uint8Array {
  return syncFrame(messageYjsSyncStep1, vector)
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frameType.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

export function messageFrame(message: ServerMessage): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frameType.accord)
  encoding.writeVarString(encoder, JSON.stringify(message))
  return encoding.toUint8Array(encoder)
}

/** True for frames that only Accord's own clients understand. */
export function isMessageFrame(frame: Uint8Array): boolean {
  return frame[0] === frameType.accord
}

/** One page's presence; null: it has left. */
export type PresenceEntry = {
  readonly id: number
  readonly clock: number
  readonly state: unknown
}

export function presenceFrame(entries: readonly PresenceEntry[]): Uint8Array {
  const states = encoding.createEncoder()
  encoding.writeVarUint(states, entries.length)
  for (const { id, clock, state } of entries) {
    encoding.writeVarUint(states, id)
    encoding.writeVarUint(states, clock)
    encoding.writeVarString(states, JSON.stringify(state))
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frameType.awareness)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(states))
  return encoding.toUint8Array(encoder)
}

/** What a client says of one page; `json` is read only of the page that it may speak for. */
export type SaidPresence = {
  readonly id: number
  readonly clock: number
  readonly json: Uint8Array
}

/** Null: not presence. Never throws. */
export function readPresence(states: Uint8Array): SaidPresence[] | null {
  try {
    const decoder = decoding.createDecoder(states)
    const count = decoding.readVarUint(decoder)
    const entries: SaidPresence[] = []
    while (entries.length < count) {
      const id = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      entries.push({ id, clock, json: decoding.readVarUint8Array(decoder) })
    }
    return entries
  } catch {
    return null
  }
}
