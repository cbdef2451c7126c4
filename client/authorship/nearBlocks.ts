import type { Node } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'

/** A block of text whose place on the page is at most a screen away from what is seen. */
export type NearBlock = {
  readonly field: Node
  /** Its number in the field. */
  readonly index: number
  readonly node: Node
  /** Before the block. */
  readonly position: number
  readonly dom: HTMLElement
  readonly rect: DOMRect
  readonly inSight: boolean
}

/** The blocks in sight and within a screen above and below, in order. Reads the page's layout. */
export function nearBlocks(view: EditorView): NearBlock[] {
  const screen = window.innerHeight
  const found: NearBlock[] = []
  let after = 0
  for (const field of view.state.doc.children) {
    const before = after
    after += field.nodeSize
    const place = placeOf(view, before)
    if (!place || place.rect.bottom < -screen || place.rect.top > 2 * screen) continue
    const positions = positionsIn(field, before + 1)
    for (let index = firstNear(view, positions, -screen); index < field.childCount; index++) {
      const position = positions[index] ?? 0
      const block = placeOf(view, position)
      if (!block) continue
      const { top, bottom } = block.rect
      if (top > 2 * screen) break
      const inSight = bottom >= 0 && top <= screen
      found.push({ field, index, node: field.child(index), position, ...block, inSight })
    }
  }
  return found
}

function positionsIn(field: Node, start: number): number[] {
  let at = start
  return field.children.map(({ nodeSize }) => {
    at += nodeSize
    return at - nodeSize
  })
}

/** Blocks stand below each other, so the first that reaches below `top` is found by halving. */
function firstNear(view: EditorView, positions: readonly number[], top: number): number {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >> 1
    const place = placeOf(view, positions[middle] ?? 0)
    if (place && place.rect.bottom < top) low = middle + 1
    else high = middle
  }
  return low
}

function placeOf(view: EditorView, position: number) {
  const dom = view.nodeDOM(position)
  return dom instanceof HTMLElement ? { dom, rect: dom.getBoundingClientRect() } : null
}
