import type { Head, KeptRoom, Unsent } from './device.ts'
import type { Aside } from './state.ts'

/**
 * What a device gives back may have been written by an older page, a newer one, or anybody of the same
 * origin: nothing of it is taken at its word. Where words hang on it, 'odd' says that it is to be left
 * as it is; what the room tells again counts as not there.
 */
type Odd = 'odd'

export function asHead(value: unknown): Head | null | Odd {
  if (value === null || value === undefined) return null
  const { epoch, body } = fields(value)
  return typeof epoch === 'string' && typeof body === 'string' ? { epoch, body } : 'odd'
}

export function asUnsent(value: unknown): Unsent | null | Odd {
  if (value === null || value === undefined) return null
  const { speakers, changes, clocks, origins } = fields(value)
  const pairs = clocks instanceof Map || Array.isArray(clocks) ? [...clocks] : null
  const isPair = (one: unknown) => Array.isArray(one) && one.length === 2 && one.every(isNumber)
  const isSpeaker = (one: unknown) => {
    const { editing, suggesting, onBehalfOf } = fields(one)
    const named = onBehalfOf === null || typeof onBehalfOf === 'string'
    return isNumber(editing) && isNumber(suggesting) && named
  }
  if (!Array.isArray(speakers) || !speakers.every(isSpeaker)) return 'odd'
  if (!isNumber(changes) || !pairs?.every(isPair)) return 'odd'
  if (origins !== undefined && !(Array.isArray(origins) && origins.every(isClaim))) return 'odd'
  return { ...(value as Unsent), clocks: new Map(pairs) }
}

export function asRoom(value: unknown): KeptRoom | null {
  const { record, people, role } = fields(value)
  const { seq, suggestions, threads, clients, origins } = fields(record)
  const whole = [suggestions, threads, clients, people].every(isObject) && Array.isArray(origins)
  return whole && isNumber(seq) && people instanceof Map && role !== undefined
    ? (value as KeptRoom)
    : null
}

export function asAside(value: unknown): Aside[] {
  const { id, field, text, code, at } = fields(value)
  const isText = [id, field, text, code].every((one) => typeof one === 'string')
  return isText && isNumber(at) ? [value as Aside] : []
}

function isClaim(one: unknown): boolean {
  const { to } = fields(one)
  return Array.isArray(to) && to.length === 3 && to.every(isNumber)
}

function fields(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}
