import type { Stroke } from './strokes.ts'

/** How words are drawn. */
export type Style = {
  /** Null: as plain text. */
  readonly stroke: Stroke | null
  readonly initials: string | null
  readonly faded: boolean
}

/** Neighbouring characters that are drawn alike; offsets within their block. */
export type Piece = Style & { readonly from: number; readonly to: number }

/** A line of a piece: how it is drawn, and where, in pixels from its block's corner. */
export type Line = Style & {
  readonly left: number
  readonly top: number
  /** What is drawn, as SVG's path data: the words' box, and the strokes under them. */
  readonly box: string
  readonly strokes: string
}

/** The lines of each piece of a block. */
export type Lines = readonly (readonly Line[])[]

/** What was measured before a block's text was changed in one place. */
export type Before = {
  readonly pieces: readonly Piece[]
  readonly lines: Lines
  /** Offsets in the block as it is: what stands outside them is as it was. */
  readonly from: number
  readonly to: number
  /** How many characters longer it is. */
  readonly longer: number
}

/** Strokes stand so far below a line's letters, in pixels. */
const below = 2

/**
 * Where a block's pieces stand, in order. It only reads the page. Behind a change in one place only
 * what may have moved is asked for: once a piece stands where it stood, so do all on its far side.
 */
export function linesOf(
  block: HTMLElement,
  pieces: readonly Piece[],
  corner: DOMRect,
  before: Before | null,
): Lines {
  const measure = measuring(block, corner)
  if (!before) return pieces.map(measure)
  const { head, tail } = alike(pieces, before)
  const lines: (readonly Line[])[] = Array(pieces.length)
  const was = (index: number) =>
    before.lines[index < head ? index : index - pieces.length + before.pieces.length] ?? []
  let first = head
  while (first > 0) {
    const [now, then] = [measure(pieces[first - 1]), was(first - 1)]
    if (sameLines(now, then)) break
    first--
    lines[first] = now
  }
  for (let index = 0; index < first; index++) lines[index] = was(index)
  let last = head
  for (; last < pieces.length; last++) {
    const now = measure(pieces[last])
    if (last >= pieces.length - tail && sameLines(now, was(last))) break
    lines[last] = now
  }
  for (; last < pieces.length; last++) lines[last] = was(last)
  return lines
}

/** How many pieces at the head and at the tail are the same, and hold nothing of the change. */
function alike(
  pieces: readonly Piece[],
  { pieces: old, from, to, longer }: Before,
): { head: number; tail: number } {
  let head = 0
  for (; head < pieces.length && head < old.length; head++) {
    const [now, then] = [pieces[head], old[head]]
    if (!now || !then || now.to > from || !sameAs(now, then, 0)) break
  }
  let tail = 0
  for (; head + tail < pieces.length && head + tail < old.length; tail++) {
    const [now, then] = [pieces.at(-1 - tail), old.at(-1 - tail)]
    if (!now || !then || now.from < to || !sameAs(now, then, longer)) break
  }
  return { head, tail }
}

function sameAs(now: Piece, then: Piece, longer: number): boolean {
  return (
    now.from === then.from + longer &&
    now.to === then.to + longer &&
    now.stroke === then.stroke &&
    now.initials === then.initials &&
    now.faded === then.faded
  )
}

function sameLines(now: readonly Line[], then: readonly Line[]): boolean {
  return now.length === then.length && now.every(({ box }, index) => box === then[index]?.box)
}

/** Measures pieces of a block; fastest when they are asked for in order. */
function measuring(
  block: HTMLElement,
  { left: x, top: y }: DOMRect,
): (piece: Piece | undefined) => readonly Line[] {
  const range = document.createRange()
  const units = unitsOf(block)
  let at = 0
  const reach = (offset: number, isEnd: boolean) => {
    while (at > 0 && offset <= (units[at]?.from ?? 0)) at--
    while (at < units.length - 1 && !reaches(units[at], offset, isEnd)) at++
    const unit = units[at]
    if (!unit) return
    // a break belongs to no letters: what begins, or ends, with one does so at the letters beside it
    const inside = Math.max(0, Math.min(offset, unit.to) - unit.from)
    if (isEnd) range.setEnd(unit.text, inside)
    else range.setStart(unit.text, inside)
  }
  return (piece) => {
    if (!piece) return []
    reach(piece.from, false)
    reach(piece.to, true)
    return joined(range.getClientRects()).map(({ left, top, right, bottom }, index) =>
      lineAt(piece, index === 0, left - x, top - y, right - left, bottom - top),
    )
  }
}

/** The first line of its piece has the initials over it. */
function lineAt(
  { stroke, initials, faded }: Piece,
  isFirst: boolean,
  left: number,
  top: number,
  width: number,
  height: number,
): Line {
  const [start, wide] = [left.toFixed(1), width.toFixed(1)]
  const foot = top + height + below
  const box = `M${start} ${top.toFixed(1)}h${wide}V${foot.toFixed(1)}h-${wide}z`
  let strokes = ''
  for (let line = 0; line < (stroke?.lines ?? 0); line++) {
    const middle = foot - (stroke?.width ?? 0) / 2 - line * 3
    strokes += `M${start} ${middle.toFixed(1)}h${wide}`
  }
  return { stroke, initials: isFirst ? initials : null, faded, left, top, box, strokes }
}

/** A text node of a block, and the offsets of the characters it holds. */
type Unit = { readonly text: Text; readonly from: number; readonly to: number }

/** The text nodes of a block in order; a line break inside it is one character, and none of them. */
function unitsOf(block: HTMLElement): readonly Unit[] {
  const units: Unit[] = []
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  let at = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      units.push({ text: node, from: at, to: at + node.length })
      at += node.length
    } else if (node instanceof HTMLBRElement) at++
  }
  return units
}

/** Whether a piece that starts, or ends, at an offset does so in this text node. */
function reaches(unit: Unit | undefined, offset: number, isEnd: boolean): boolean {
  return unit !== undefined && (isEnd ? offset <= unit.to : offset < unit.to)
}

type Edges = { left: number; top: number; right: number; bottom: number }

/** Bold and links cut a line into parts; what touches is one. */
function joined(rects: DOMRectList): readonly Edges[] {
  if (rects.length === 1 && rects[0]) return [rects[0]]
  const lines: Edges[] = []
  for (const { left, top, right, bottom } of rects) {
    if (right - left < 0.1) continue
    const last = lines.at(-1)
    const isBeside = last && left >= last.left && left - last.right < 1
    if (isBeside && top < last.bottom - 2 && bottom > last.top + 2) {
      last.right = right
      last.top = Math.min(last.top, top)
      last.bottom = Math.max(last.bottom, bottom)
    } else lines.push({ left, top, right, bottom })
  }
  return lines
}
