import type { PersonView } from './protocol.ts'

/**
 * A number for a person as they are shown: a page says of hundreds which it knows, in a short message. A
 * changed name is another number.
 */
export function knownAs({ id, name, organisation, sector }: PersonView): number {
  let hash = 0x811c9dc5
  for (const sign of JSON.stringify([id, name, organisation, sector]))
    hash = Math.imul(hash ^ (sign.codePointAt(0) as number), 0x01000193)
  return hash >>> 0
}

/** Of so many a page says it, the latest: its hello stays short. */
export const mostKnown = 300
