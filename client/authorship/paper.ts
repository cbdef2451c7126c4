import type { EditorView } from '@tiptap/pm/view'
import { type Before, type Line, type Lines, linesOf, type Piece } from './lines.ts'
import { type Letters, lettersOf, Names } from './names.ts'
import { type Stroke, tintStrength } from './strokes.ts'

/** What is drawn on, for one editor. */
export type Paper = {
  /** Puts it into the page with the next `corner`; what is drawn before that is seen by nobody. */
  show(): void
  /** Where a block's pieces stand; see `linesOf`. */
  measure(
    block: HTMLElement,
    pieces: readonly Piece[],
    corner: DOMRect,
    before: Before | null,
  ): Lines
  /** A sheet for one block. */
  sheet(): Sheet
  /** Where it lies in the window. */
  corner(): DOMRect
  /** Letters may be others than before. */
  refresh(): void
  remove(): void
}

export type Sheet = {
  draw(lines: Lines): void
  /** Lays it where the block stands now; `corner` is the paper's. */
  lay(block: DOMRect, corner: DOMRect): void
  remove(): void
}

/** How much is left of what is faded. */
const faint = 0.38

/**
 * Two planes of drawings beside an editor: tints, strokes and initials under the text, and a veil
 * over what is faded. The text itself is not touched, so its layout is the same with them and
 * without. All that is alike in a block is one shape: what a browser has to keep and paint costs by
 * its number, and a box for each piece costs it as much as a canvas for each block, twice of this.
 */
export function paperFor({ dom }: EditorView): Paper {
  const [under, veils] = [plane('authors'), plane('authors authors-over')]
  const letters = lettersOf(() => {
    if (under.isConnected) return getComputedStyle(under).font
    dom.after(under)
    const { font } = getComputedStyle(under)
    under.remove()
    return font
  })
  const sheets = new Set<Named>()
  let isShown = false
  return {
    show() {
      isShown = true
      for (const { name } of sheets) name()
    },
    measure: linesOf,
    sheet: () => sheetOn(under, veils, letters, sheets, () => isShown),
    corner() {
      // Not before: what is measured and drawn until then would be laid out twice.
      if (isShown && !under.isConnected) dom.after(under, veils)
      return under.getBoundingClientRect()
    },
    refresh: letters.refresh,
    remove() {
      isShown = false
      under.remove()
      veils.remove()
      for (const { unname } of sheets) unname()
    },
  }
}

/**
 * To set text is the dearest part: in the page, initials come a frame behind the rest. Where nobody
 * sees them they are made at once, and put in a frame behind the rest when all of it is shown.
 */
type Named = { readonly name: () => void; readonly unname: () => void }

/** Who cannot see them is told who wrote the words at the caret; see `whoInWords`. */
function plane(className: string): HTMLElement {
  const dom = document.createElement('div')
  dom.className = className
  dom.setAttribute('aria-hidden', 'true')
  return dom
}

function sheetOn(
  under: HTMLElement,
  veils: HTMLElement,
  letters: Letters,
  sheets: Set<Named>,
  isShown: () => boolean,
): Sheet {
  const ground = leafOn(under)
  const names = new Names(letters)
  let veil: Leaf | null = null
  let place = ''
  let all: readonly Line[] = []
  let named = all
  let naming = 0
  const write = () => {
    if (named !== all) names.draw(all)
    named = all
  }
  const unname = () => {
    cancelAnimationFrame(naming)
    naming = 0
    names.dom.remove()
  }
  const itself: Named = {
    name() {
      naming ||= requestAnimationFrame(() => {
        naming = 0
        write()
        if (!names.dom.isConnected) ground.dom.append(names.dom)
      })
    },
    unname,
  }
  sheets.add(itself)
  return {
    draw(lines) {
      all = lines.flat()
      ground.shapes.draw(groundOf(all))
      if (isShown()) itself.name()
      else write()
      const faded = all.filter((line) => line.faded)
      if (faded.length === 0) {
        veil?.dom.remove()
        veil = null
        return
      }
      if (!veil) {
        veil = leafOn(veils)
        veil.dom.style.translate = place
      }
      const paths = faded.map(({ box }) => box).join('')
      veil.shapes.draw(new Map([['veil', { paths, paint: cover }]]))
    },
    lay({ left, top }, corner) {
      const wanted = `${(left - corner.left).toFixed(2)}px ${(top - corner.top).toFixed(2)}px`
      if (wanted === place) return
      place = wanted
      ground.dom.style.translate = place
      if (veil) veil.dom.style.translate = place
    },
    remove() {
      unname()
      sheets.delete(itself)
      ground.dom.remove()
      veil?.dom.remove()
    },
  }
}

/** A sheet's part of one plane. */
type Leaf = { readonly dom: HTMLElement; readonly shapes: Shapes }

function leafOn(plane: HTMLElement): Leaf {
  const dom = plane.appendChild(document.createElement('div'))
  return { dom, shapes: new Shapes(dom.appendChild(svg('svg'))) }
}

function svg(name: string): SVGElement {
  return document.createElementNS('http://www.w3.org/2000/svg', name)
}

/** What is painted in one way, as SVG's path data. */
type Shape = { paths: string; readonly paint: (path: SVGElement) => void }

function groundOf(lines: readonly Line[]): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>()
  const add = (key: string, paths: string, paint: Shape['paint']) => {
    const shape = shapes.get(key)
    if (shape) shape.paths += paths
    else shapes.set(key, { paths, paint })
  }
  for (const { stroke, box, strokes } of lines) {
    if (!stroke) continue
    if (stroke.tint) add(`${stroke.hue} tint`, box, (path) => tint(path, stroke))
    add(`${stroke.hue} ${stroke.dash}`, strokes, (path) => underline(path, stroke))
  }
  return shapes
}

function tint(path: SVGElement, { hue }: Stroke): void {
  path.setAttribute('fill', `var(${hue})`)
  path.setAttribute('fill-opacity', String(tintStrength))
}

function underline(path: SVGElement, { hue, dash, width }: Stroke): void {
  path.setAttribute('stroke', `var(${hue})`)
  path.setAttribute('stroke-width', String(width))
  if (dash.length > 0) path.setAttribute('stroke-dasharray', dash.join(' '))
}

function cover(path: SVGElement): void {
  path.setAttribute('fill', 'var(--paper)')
  path.setAttribute('fill-opacity', String(1 - faint))
}

/** The shapes of one drawing; only what differs is written. */
class Shapes {
  readonly #dom: SVGElement
  readonly #drawn = new Map<string, { readonly path: SVGElement; paths: string }>()

  constructor(dom: SVGElement) {
    this.#dom = dom
  }

  draw(shapes: ReadonlyMap<string, Shape>): void {
    for (const [key, { path }] of this.#drawn) {
      if (shapes.has(key)) continue
      path.remove()
      this.#drawn.delete(key)
    }
    for (const [key, { paths, paint }] of shapes) {
      let drawn = this.#drawn.get(key)
      if (!drawn) {
        drawn = { path: svg('path'), paths: '' }
        paint(drawn.path)
        this.#dom.append(drawn.path)
        this.#drawn.set(key, drawn)
      }
      if (drawn.paths === paths) continue
      drawn.paths = paths
      drawn.path.setAttribute('d', paths)
    }
  }
}
