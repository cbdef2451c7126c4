import type { EditorView } from '@tiptap/pm/view'
import { type Stroke, tintStrength } from './strokes.ts'

/** Neighbouring characters that are drawn alike; offsets within their block. */
export type Piece = {
  readonly from: number
  readonly to: number
  /** Null: as plain text. */
  readonly stroke: Stroke | null
  readonly initials: string | null
  readonly faded: boolean
}

/** What is drawn on, for one editor. */
export type Paper = {
  /** Where a block's pieces stand, in order. It only reads the page. */
  measure(block: HTMLElement, pieces: readonly Piece[], rect: DOMRect): Measured
  /** A sheet for one block. */
  sheet(): Sheet
  /** Where it lies in the window. */
  corner(): DOMRect
  /** Colours may be others than before. */
  refresh(): void
  remove(): void
}

export type Sheet = {
  draw(measured: Measured): void
  /** Lays it where the block stands now; `corner` is the paper's. */
  lay(block: DOMRect, corner: DOMRect): void
  remove(): void
}

/** Lines of pieces, in pixels from their block's corner, and the block's size. */
export type Measured = {
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

type Line = {
  readonly piece: Piece
  /** The first line of its piece has the initials over it. */
  readonly first: boolean
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Room around a block for initials over its first line and strokes under its last, in pixels. */
const margin = 16

/** Initials stand so far over a line's letters, and strokes so far below, in pixels. */
const over = 2
const below = 2

/** How much is left of what is faded. */
const faint = 0.38

/**
 * Two planes of canvases beside an editor: tints, strokes and initials under the text, and a veil
 * over what is faded. The text itself is not touched, so its layout is the same with them and
 * without; thousands of boxes with backgrounds would cost the browser many times more.
 */
export function paperFor({ dom }: EditorView): Paper {
  const [under, veils] = [plane('authors'), plane('authors authors-over')]
  const ink = document.createElement('span')
  under.append(ink)
  dom.after(under, veils)
  let inks = new Map<string, string>()
  const colour = (property: string) => {
    const known = inks.get(property)
    if (known !== undefined) return known
    ink.style.color = `var(${property})`
    const { color } = getComputedStyle(ink)
    inks.set(property, color)
    return color
  }
  return {
    measure: linesOf,
    sheet: () => sheetOn(under, veils, colour, () => getComputedStyle(ink).font),
    corner: () => under.getBoundingClientRect(),
    refresh: () => {
      inks = new Map()
    },
    remove() {
      under.remove()
      veils.remove()
    },
  }
}

/** Who cannot see them is told who wrote the words at the caret; see `whoInWords`. */
function plane(className: string): HTMLElement {
  const dom = document.createElement('div')
  dom.className = className
  dom.setAttribute('aria-hidden', 'true')
  return dom
}

function linesOf(
  block: HTMLElement,
  pieces: readonly Piece[],
  { left: x, top: y, width, height }: DOMRect,
): Measured {
  const range = document.createRange()
  const units = unitsOf(block)
  let at = 0
  const reach = (offset: number, isEnd: boolean) => {
    while (at < units.length - 1 && !reaches(units[at], offset, isEnd)) at++
    const unit = units[at]
    if (!unit) return
    const inside = Math.min(offset - unit.from, unit.to - unit.from)
    if (isEnd) range.setEnd(unit.text, inside)
    else range.setStart(unit.text, inside)
  }
  const lines = pieces.flatMap((piece) => {
    reach(piece.from, false)
    reach(piece.to, true)
    return joined(range.getClientRects()).map(({ left, top, right, bottom }, line): Line => {
      const place = { left: left - x, top: top - y, width: right - left, height: bottom - top }
      return { piece, first: line === 0, ...place }
    })
  })
  return { lines, width, height }
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
function joined(rects: Iterable<DOMRect>): readonly Edges[] {
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

function sheetOn(
  under: HTMLElement,
  veils: HTMLElement,
  colour: (property: string) => string,
  font: () => string,
): Sheet {
  const ground = document.createElement('canvas')
  under.append(ground)
  let veil: HTMLCanvasElement | null = null
  let place = ''
  return {
    draw(measured) {
      const context = cleared(ground, measured)
      if (context) drawGround(context, measured.lines, colour, font())
      const faded = measured.lines.filter(({ piece }) => piece.faded)
      if (faded.length === 0) {
        veil?.remove()
        veil = null
        return
      }
      if (!veil) {
        veil = document.createElement('canvas')
        veil.style.translate = place
        veils.append(veil)
      }
      const air = cleared(veil, measured)
      if (!air) return
      air.fillStyle = colour('--paper')
      air.globalAlpha = 1 - faint
      for (const { left, top, width, height } of faded)
        air.fillRect(left, top, width, height + below)
    },
    lay({ left, top }, corner) {
      const [x, y] = [left - corner.left - margin, top - corner.top - margin]
      const wanted = `${x.toFixed(2)}px ${y.toFixed(2)}px`
      if (wanted === place) return
      place = wanted
      ground.style.translate = place
      if (veil) veil.style.translate = place
    },
    remove() {
      ground.remove()
      veil?.remove()
    },
  }
}

/** An empty canvas as large as a block and its margin, in the screen's own pixels. */
function cleared(
  canvas: HTMLCanvasElement,
  { width, height }: Measured,
): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio
  const [wide, high] = [Math.ceil(width) + 2 * margin, Math.ceil(height) + 2 * margin]
  canvas.width = Math.round(wide * scale)
  canvas.height = Math.round(high * scale)
  canvas.style.inlineSize = `${wide}px`
  canvas.style.blockSize = `${high}px`
  // A canvas of the graphics card is dear to open, and these are drawn once and then only shown.
  const context = canvas.getContext('2d')
  context?.setTransform(scale, 0, 0, scale, margin * scale, margin * scale)
  return context
}

/** Draws all that is alike at one go: each change of colour, and each call, has its price. */
function drawGround(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  colour: (property: string) => string,
  font: string,
): void {
  context.font = font
  const strokes = new Set(lines.flatMap(({ piece }) => piece.stroke ?? []))
  for (const stroke of strokes) {
    const alike = lines.filter(({ piece }) => piece.stroke === stroke)
    context.fillStyle = colour(stroke.hue)
    if (stroke.tint) {
      context.globalAlpha = tintStrength
      context.beginPath()
      for (const { left, top, width, height } of alike)
        context.rect(left, top, width, height + below)
      context.fill()
    }
    context.globalAlpha = 1
    context.beginPath()
    for (const line of alike) underline(context, stroke, line)
    context.fill()
    for (const { piece, first, left, top } of alike) {
      if (!first || piece.initials === null) continue
      context.globalAlpha = piece.faded ? faint : 1
      context.fillText(piece.initials, left, top - over)
    }
  }
}

/** Each dash a rectangle of its own: dashed paths are drawn several times slower. */
function underline(
  context: CanvasRenderingContext2D,
  { dash, width: thick, lines }: Stroke,
  { left, top, width, height }: Line,
): void {
  const bottom = top + height + below - thick
  for (let line = 0; line < lines; line++) {
    let at = 0
    for (let part = 0; at < width; part++) {
      const length = Math.min(width - at, dash[part % dash.length] ?? width)
      if (part % 2 === 0) context.rect(left + at, bottom - line * 3, length, thick)
      at += length
    }
  }
}
