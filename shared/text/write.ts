import * as Y from 'yjs'
import { birthId } from './birthId.ts'
import type { Kind, Marks, Separator } from './body.ts'
import { cleanCharacters } from './characters.ts'
import { isSuggesting, twin } from './identity.ts'
import { type MarkValue, markerOf, setMark } from './items.ts'
import { nextMarker, type Place, placeAt, put, stepWithin } from './place.ts'

/*
 * The only four ways to change a field's text. They write under `doc.clientID`, which the caller
 * sets before; separators go under its twin. An index counts live characters (UTF-16 units) and
 * separators; one that would tear a surrogate pair moves so that the pair stays whole.
 *
 * Y.Text's own methods are not used: they know nothing of twins and of marks that end with their
 * block, they delete format markers together with text (which would be foreign deletions under
 * a suggesting id), and they format over separators.
 */

/**
 * Inserts characters with exactly `marks`, or with the marks that run there (null). Under
 * a suggesting id no marker is ever written: the text takes the marks of the place. Answers how
 * many units were inserted after cleaning.
 */
export function insertText(
  transaction: Y.Transaction,
  text: Y.Text,
  index: number,
  string: string,
  marks: Marks | null,
): number {
  const characters = cleanCharacters(string)
  if (characters === '') return 0
  const place = placeAt(transaction, text, index)
  const content = new Y.ContentString(characters)
  const slot = marks === null ? place : slotWith(place, marks)
  if (slot || suggests(transaction)) put(transaction, text, slot ?? place, content)
  else putBetweenMarkers(transaction, text, place, content, new Map(Object.entries(marks ?? {})))
  return characters.length
}

/** Starts a new block of `kind` at `index` and answers its block id. */
export function insertSeparator(
  transaction: Y.Transaction,
  text: Y.Text,
  index: number,
  kind: Kind = 'p',
): string {
  const place = leastMarked(placeAt(transaction, text, index))
  const open = [...place.marks]
  const client = twin(transaction.doc.clientID)
  const id = birthId(client, Y.getState(transaction.doc.store, client))
  const separator: Separator = {
    b: id,
    ...(kind !== 'p' && { k: kind }),
    ...(isSuggesting(client) && { n: 1 as const }),
  }
  put(transaction, text, place, new Y.ContentEmbed(separator), client)
  if (!suggests(transaction)) {
    for (const [key, value] of open) putMarkerUnlessSet(transaction, text, place, key, value)
  }
  return id
}

/** Deletes live units, never a format marker; what follows keeps its look. */
export function remove(
  transaction: Y.Transaction,
  text: Y.Text,
  index: number,
  length: number,
): void {
  const place = placeAt(transaction, text, index)
  /** How what follows will look once the range is gone. */
  const left = new Map(place.marks)
  const end = index + length
  while (place.index < end) {
    const item = stepWithin(transaction, place, end)
    if (item.deleted) continue
    const marker = markerOf(item)
    if (marker) setMark(left, marker.key, marker.value)
    else item.delete(transaction)
  }
  if (suggests(transaction)) return
  for (const key of new Set([...place.marks.keys(), ...left.keys()])) {
    const value = place.marks.get(key) ?? null
    if ((left.get(key) ?? null) !== value) {
      putMarkerUnlessSet(transaction, text, place, key, value)
    }
  }
}

/** Sets or (null) clears one mark on a range inside one block. Never call it while suggesting. */
export function format(
  transaction: Y.Transaction,
  text: Y.Text,
  index: number,
  length: number,
  key: keyof Marks,
  value: MarkValue,
): void {
  const place = placeAt(transaction, text, index)
  const before = place.marks.get(key) ?? null
  let after = before
  const passMarker = (item: Y.Item) => {
    const marker = item.deleted ? null : markerOf(item)
    if (marker?.key !== key) return
    after = marker.value
    item.delete(transaction)
  }
  while (place.beforeUnseen()) passMarker(place.step())
  if (before !== value) putMarker(transaction, text, place, key, value)
  const end = index + length
  while (place.index < end) passMarker(stepWithin(transaction, place, end))
  if (after !== value) putMarkerUnlessSet(transaction, text, place, key, after)
}

function suggests(transaction: Y.Transaction): boolean {
  return isSuggesting(transaction.doc.clientID)
}

/** The first slot before the next visible unit where exactly `marks` run; null: there is none. */
function slotWith(place: Place, marks: Marks): Place | null {
  const slot = place.copy()
  while (!equalMarks(slot.marks, marks)) {
    if (!slot.beforeUnseen()) return null
    slot.step()
  }
  return slot
}

/** The slot before the next visible unit where fewest marks run, so that few need opening again. */
function leastMarked(place: Place): Place {
  let least = place
  const slot = place.copy()
  while (slot.beforeUnseen()) {
    slot.step()
    if (slot.marks.size < least.marks.size) least = slot.copy()
  }
  return least
}

function equalMarks(running: ReadonlyMap<string, MarkValue>, marks: Marks): boolean {
  const wanted = Object.entries(marks)
  return (
    wanted.length === running.size && wanted.every(([key, value]) => running.get(key) === value)
  )
}

function putBetweenMarkers(
  transaction: Y.Transaction,
  text: Y.Text,
  place: Place,
  content: Y.ContentString,
  marks: ReadonlyMap<string, MarkValue>,
): void {
  const undo: [string, MarkValue][] = []
  for (const key of new Set([...place.marks.keys(), ...marks.keys()])) {
    const was = place.marks.get(key) ?? null
    const wanted = marks.get(key) ?? null
    if (was === wanted) continue
    undo.push([key, was])
    putMarker(transaction, text, place, key, wanted)
  }
  put(transaction, text, place, content)
  for (const [key, was] of undo) putMarkerUnlessSet(transaction, text, place, key, was)
}

function putMarkerUnlessSet(
  transaction: Y.Transaction,
  text: Y.Text,
  place: Place,
  key: string,
  value: MarkValue,
): void {
  if (!nextMarker(place, key)) putMarker(transaction, text, place, key, value)
}

function putMarker(
  transaction: Y.Transaction,
  text: Y.Text,
  place: Place,
  key: string,
  value: MarkValue,
): void {
  // Yjs declares the value an object, but formats with any JSON
  const json: unknown = value
  put(transaction, text, place, new Y.ContentFormat(key, json as object))
}
