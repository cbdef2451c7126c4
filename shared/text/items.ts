import * as Y from 'yjs'
import type { Separator } from './body.ts'

/** What a format marker can set: on, an address, or (null) off again. */
export type MarkValue = true | string | null

/** The item's characters; null if it holds something else. */
export function charactersOf(item: Y.Item): string | null {
  return item.content instanceof Y.ContentString ? item.content.str : null
}

/** The separator that the item is; null if it holds something else. */
export function separatorOf(item: Y.Item): Separator | null {
  return item.content instanceof Y.ContentEmbed ? (item.content.embed as Separator) : null
}

/** The format marker that the item is; null if it holds something else. */
export function markerOf(item: Y.Item): { key: string; value: MarkValue } | null {
  if (!(item.content instanceof Y.ContentFormat)) return null
  return { key: item.content.key, value: item.content.value as MarkValue }
}

/** Changes running marks by what `item` does to them. The same object is kept. */
export function runMarks(marks: Map<string, MarkValue>, item: Y.Item): void {
  const marker = markerOf(item)
  if (marker) setMark(marks, marker.key, marker.value)
  else if (resetsMarks(item)) marks.clear()
}

export function setMark(marks: Map<string, MarkValue>, key: string, value: MarkValue): void {
  if (value === null) marks.delete(key)
  else marks.set(key, value)
}

/**
 * Marks end with their block. A suggested separator does not end them: who suggests may not write
 * the markers that would open them again behind it.
 */
export function resetsMarks(item: Y.Item): boolean {
  const separator = separatorOf(item)
  return separator !== null && separator.n === undefined
}

/** True if a cut before `offset` would tear a surrogate pair; Yjs then destroys both halves. */
export function tearsPair(characters: string, offset: number): boolean {
  const before = characters.charCodeAt(offset - 1)
  return offset > 0 && offset < characters.length && before >= 0xd800 && before <= 0xdbff
}

/** True for an item that was deleted, also while it has only arrived and is nowhere yet. */
export function isGone(item: Y.Item): boolean {
  return item.deleted || item.content instanceof Y.ContentDeleted
}
