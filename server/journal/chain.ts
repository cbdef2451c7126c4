import { createHash } from 'node:crypto'
import * as encoding from 'lib0/encoding'
import type { Entry } from './journal.ts'

/** What the first entry of a document follows. */
export const chainStart = new Uint8Array(32)

/**
 * SHA-256 over the previous entry's hash and every part of this one, lengths included, so that no
 * byte can move from one part to the next. Whoever knows the newest hash of a document can prove
 * that nothing before it was changed, left out or put in later.
 */
export function chainHash(previous: Uint8Array, entry: Entry): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, entry.document)
  encoding.writeVarUint(encoder, entry.seq)
  encoding.writeVarUint(encoder, entry.at)
  encoding.writeVarString(encoder, entry.person)
  encoding.writeVarString(encoder, JSON.stringify(entry.onBehalfOf))
  encoding.writeVarString(encoder, JSON.stringify(entry.events))
  encoding.writeVarUint(encoder, entry.update ? 1 : 0)
  encoding.writeVarUint8Array(encoder, entry.update ?? new Uint8Array())
  return createHash('sha256').update(previous).update(encoding.toUint8Array(encoder)).digest()
}
