import { uint32 } from 'lib0/random'

/**
 * Who wrote a character, and how, is read off its Yjs clientID. The number line is cut into bands:
 *
 * | band | holds |
 * |---|---|
 * | [0, 2^32) | editing ids; a stock Yjs client draws one of these and therefore edits |
 * | [2^32, 2^33) | suggesting ids: what is born here is pending until accepted |
 * | [2^34, 2^34 + 2^33) | twins of both, used for block separators only |
 *
 * At the same place Yjs puts the lower client left, so a separator under its twin id always lands
 * to the right of text that somebody types there at the same time: the text stays in its paragraph.
 */
const suggestingBand = 2 ** 32
const bandsEnd = 2 ** 33
const twinOffset = 2 ** 34

/** Editing ids below this one are the room's own. */
export const reservedEnd = 16

/** Ids under which the room itself writes. They are bound before a document is visible to anyone. */
export const templateClient = 1
export const roomClient = 2
/** Text that was there before the room: a sample's, or an imported document's. */
export const importClient = 3

/** The id that its person was given: a twin's home, or the id itself. */
export function home(client: number): number {
  return client >= twinOffset ? client - twinOffset : client
}

/** The id under which `client` writes block separators. */
export function twin(client: number): number {
  return home(client) + twinOffset
}

/** True for suggesting ids and their twins. */
export function isSuggesting(client: number): boolean {
  return home(client) >= suggestingBand
}

/** True for a whole number inside one of the bands. */
export function isClientId(client: unknown): client is number {
  return (
    Number.isSafeInteger(client) &&
    (client as number) >= 0 &&
    home(client as number) < bandsEnd &&
    !((client as number) >= bandsEnd && (client as number) < twinOffset)
  )
}

/** The two ids of one speaker in one session of one page. Never used again in another session. */
export type ClientIds = { readonly editing: number; readonly suggesting: number }

/** Draws a fresh pair. The server refuses a pair that belongs to somebody else (close code 4409). */
export function drawClientIds(): ClientIds {
  return {
    editing: reservedEnd + (uint32() % (suggestingBand - reservedEnd)),
    suggesting: suggestingBand + uint32(),
  }
}
