import type { Node } from '@tiptap/pm/model'
import {
  AddMarkStep,
  Mapping,
  RemoveMarkStep,
  ReplaceStep,
  type Step,
  type Transform,
} from '@tiptap/pm/transform'
import type { Span } from './identities.ts'

/**
 * `span` (whole blocks of the document before) and the blocks that the steps change together with
 * it; `span` itself if they leave it alone.
 */
export function zoneTouched(steps: Transform, span: Span): Span {
  let zone = span
  for (;;) {
    let grown = zone
    for (const [at, step] of steps.steps.entries()) {
      // `Mapping.slice` is not heard of by `invert`
      const forth = new Mapping(steps.mapping.maps.slice(0, at))
      const back = forth.invert()
      const now = { from: forth.map(grown.from, 1), to: forth.map(grown.to, -1) }
      const touched = blocksTouched(step, now, steps.docs[at] ?? steps.before)
      if (!touched) continue
      grown = blocksAround(
        steps.before,
        Math.min(grown.from, back.map(touched.from, -1)),
        Math.max(grown.to, back.map(touched.to, 1)),
      )
    }
    if (grown.from === zone.from && grown.to === zone.to) return zone
    zone = grown
  }
}

/** The blocks around `span` that the step changes or joins with it; null if it leaves them alone. */
export function blocksTouched(step: Step, span: Span, doc: Node): Span | null {
  const ranges: Span[] = []
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    ranges.push({ from: step.from, to: step.to })
  }
  step.getMap().forEach((from, to) => {
    ranges.push({ from, to })
  })
  if (!ranges.some(({ from, to }) => to > span.from && from < span.to)) return null
  return ranges.reduce((zone, { from, to }) => {
    // a block taken out whole has been joined to the one before it, which alone is left of the two
    const joined = step instanceof ReplaceStep && from < to ? blockBefore(doc, from) : from
    const blocks = blocksAround(doc, joined, to)
    return { from: Math.min(zone.from, blocks.from), to: Math.max(zone.to, blocks.to) }
  }, span)
}

/** Where the block before `position` starts; `position` itself inside of a block, and before the first. */
function blockBefore(doc: Node, position: number): number {
  const resolved = doc.resolve(position)
  return resolved.depth === 1 ? position - (resolved.nodeBefore?.nodeSize ?? 0) : position
}

function blocksAround(doc: Node, from: number, to: number): Span {
  const start = doc.resolve(from)
  const end = doc.resolve(to)
  return {
    from: start.depth > 1 ? start.before(2) : from,
    to: end.depth > 1 ? end.after(2) : to,
  }
}
