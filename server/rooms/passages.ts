import * as Y from 'yjs'
import type { Origin } from '../../shared/record/origin.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/* Text by its identities: what it says, how much that tells, and what stands side by side. */

/** Words that stood elsewhere before. */
export type Moved = Origin & { readonly from: readonly [number, number] }

/**
 * How telling a text is: a Chinese character says as much as four Latin letters. Moves within one
 * update need two characters' worth, anything else five (measured in the provenance study: shorter
 * matches are more often somebody's own short word than a move).
 */
export const telling = { sameUpdate: 8, elsewhere: 20 } as const

export function weightOf(text: string): number {
  let weight = 0
  for (const character of text) weight += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 4 : 1
  return weight
}

/**
 * Copies that stand side by side, from words that stood side by side: one passage each. Between these
 * there may be what says nothing, like a break that did not come along; whoever leaves out a word says
 * something else than its author, and each part is then a passage of its own. `lender`: where they come from.
 */
export function passagesOf(copies: readonly Moved[], doc: Y.Doc, lender: Y.Doc = doc): Moved[][] {
  const passages: Moved[][] = []
  let last: Moved | undefined
  for (const copy of copies) {
    const follows =
      last &&
      isNext(
        doc,
        [last.to[0], last.to[1] + last.to[2] - 1],
        [copy.to[0], copy.to[1]],
        () => false,
      ) &&
      isNext(lender, [last.from[0], last.from[1] + last.to[2] - 1], copy.from, saysNothing)
    if (follows) passages.at(-1)?.push(copy)
    else passages.push([copy])
    last = copy
  }
  return passages
}

/** Blanks, breaks and punctuation, and no more of them than a line of dots. */
function saysNothing(text: string): boolean {
  return text.length <= longestNothing && /^[\s\p{P}]*$/u.test(text)
}

const longestNothing = 40

/** How many deleted pieces may lie between them. */
const longestWalk = 1000

/** True if one unit stands behind another in a list, and what is live between them, if anything, may be there. */
function isNext(
  doc: Y.Doc,
  [client, clock]: readonly [number, number],
  next: readonly [number, number],
  may: (between: string) => boolean,
): boolean {
  const item = itemAt(doc, client, clock)
  const target = itemAt(doc, ...next)
  if (!item || !target) return false
  const partOf = (each: Y.Item, from: number, to = each.length): string =>
    each.deleted ? '' : (separatorOf(each) ? '\n' : (charactersOf(each) ?? '')).slice(from, to)
  const start = clock + 1 - item.id.clock
  const end = next[1] - target.id.clock
  if (item === target) return end >= start && isEither(partOf(item, start, end), may)
  let between = partOf(item, start)
  let right = item.right
  for (let step = 0; right && step < longestWalk && isEither(between, may); step++) {
    if (right === target) return isEither(between + partOf(right, 0, end), may)
    between += partOf(right, 0)
    right = right.right
  }
  return false
}

function isEither(between: string, may: (between: string) => boolean): boolean {
  return between === '' || may(between)
}

/** The characters of a range, `\n` for separators; null if any of it is neither. */
export function textAt(doc: Y.Doc, range: IdRange): string | null {
  let text = ''
  for (const piece of piecesAt(doc, range)) {
    if (piece === null) return null
    text += piece
  }
  return text
}

/** True if two ranges of one length hold the same characters; read no further than to where they differ. */
export function saysTheSame(doc: Y.Doc, range: IdRange, lender: Y.Doc, source: IdRange): boolean {
  const others = piecesAt(lender, source)
  let other = ''
  for (const piece of piecesAt(doc, range)) {
    if (piece === null) return false
    for (let at = 0; at < piece.length; ) {
      if (other === '') other = others.next().value ?? ''
      const length = Math.min(other.length, piece.length - at)
      if (length === 0 || piece.slice(at, at + length) !== other.slice(0, length)) return false
      other = other.slice(length)
      at += length
    }
  }
  return true
}

/** Item by item; null where it holds no characters. */
function* piecesAt(
  doc: Y.Doc,
  [client, clock, length]: IdRange,
): Generator<string | null, undefined> {
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    const characters = item && (separatorOf(item) ? '\n' : charactersOf(item))
    if (!item || characters === null) {
      yield null
      return
    }
    const from = here - item.id.clock
    const to = Math.min(item.length, clock + length - item.id.clock)
    yield characters.slice(from, to)
    here = item.id.clock + to
  }
}

/** The item that holds a unit; null: there is none in this document. */
export function itemAt(doc: Y.Doc, client: number, clock: number): Y.Item | null {
  if (clock >= Y.getState(doc.store, client)) return null
  const item = Y.getItem(doc.store, Y.createID(client, clock))
  return item instanceof Y.Item ? item : null
}

/** True for an item that arrived deleted from a page which had thrown away what it said. */
export function isUnreadable({ content }: Y.Item): boolean {
  return content instanceof Y.ContentDeleted
}

/** True if nothing of a range can be read. */
export function isUnread(doc: Y.Doc, [client, clock, length]: IdRange): boolean {
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    if (!item || !isUnreadable(item)) return false
    here = item.id.clock + item.length
  }
  return true
}

/** What of ranges is out of the text. */
export function goneOf(doc: Y.Doc, ranges: readonly IdRange[]): IdRange[] {
  const gone: IdRange[] = []
  for (const [client, clock, length] of ranges) {
    for (let here = clock; here < clock + length; ) {
      const item = itemAt(doc, client, here)
      if (!item) break
      const end = Math.min(clock + length, item.id.clock + item.length)
      if (item.deleted) gone.push([client, here, end - here])
      here = end
    }
  }
  return gone
}
