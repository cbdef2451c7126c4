import type { PersonView } from './protocol.ts'

/** An identity in a text. */
type Id = { readonly client: number; readonly clock: number }

/** A place as Yjs writes it: `tname` is the root of its field, `item` the character beside it. */
export type CursorPlace = {
  readonly tname: string | null
  readonly type: Id | null
  readonly item: Id | null
  readonly assoc: number
}

/** Where somebody's selection begins and ends. */
export type Cursor = { readonly anchor: CursorPlace; readonly head: CursorPlace }

/**
 * One page's awareness state as the room spreads it. `user` comes from the session, whatever the
 * page said; of `cursor` and `mode` only what has the shape of one.
 */
export type PresenceState = {
  /** `colour` is a number from 0, one per person in the room in order of their coming. */
  readonly user: PersonView & { readonly colour: number }
  readonly cursor: Cursor | null
  readonly mode: string | null
}

/** In characters: a root is a letter and a field's name, a mode is a word. */
const longestName = 200
const longestMode = 32

/**
 * What is a cursor of what a page says is one, and nothing besides; null: it is none. Asked by the
 * room before it tells others, and by pages of what they are told: Yjs throws over other numbers.
 */
export function cursorOf(said: unknown): Cursor | null {
  if (!isObject(said)) return null
  const [anchor, head] = [placeOf(said.anchor), placeOf(said.head)]
  return anchor && head && { anchor, head }
}

/** What is a mode of what a page says is one; null: it is none. */
export function modeOf(said: unknown): string | null {
  return typeof said === 'string' && said.length <= longestMode ? said : null
}

function placeOf(said: unknown): CursorPlace | null {
  if (!isObject(said)) return null
  const { tname = null, assoc = 0 } = said
  const [type, item] = [idOf(said.type), idOf(said.item)]
  const isNamed = tname === null || (typeof tname === 'string' && tname.length <= longestName)
  if (!isNamed || type === undefined || item === undefined) return null
  if (tname === null && type === null && item === null) return null
  return assoc === 0 || assoc === -1 ? { tname, type, item, assoc } : null
}

/** Undefined: neither an identity nor none. */
function idOf(said: unknown): Id | null | undefined {
  if (said === null || said === undefined) return null
  if (!isObject(said)) return undefined
  const { client, clock } = said
  return isCount(client) && isCount(clock) ? { client, clock } : undefined
}

function isCount(said: unknown): said is number {
  return Number.isSafeInteger(said) && (said as number) >= 0
}

function isObject(said: unknown): said is Readonly<Record<string, unknown>> {
  return typeof said === 'object' && said !== null
}
