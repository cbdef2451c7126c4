import type { Kind } from '../../shared/text/body.ts'
import type { Change, ExportBlock } from './model.ts'

/** What word processors need to know of a block: it ends a paragraph where we say that it starts. */
export type Fated = {
  readonly block: ExportBlock
  /** Kind of the paragraph that its words are in when everything is rejected, and when adopted. */
  readonly original: Kind
  readonly final: Kind
  /** By whom the two differ. */
  readonly changed: Change | undefined
  /** Of the separator that ends it, which starts the next block; none after the last. */
  readonly end: Pick<ExportBlock, 'inserted' | 'deleted'>
}

/**
 * A paragraph that loses its beginning continues the one before, and takes its kind. Word keeps the
 * properties of the *last* of joined paragraphs and LibreOffice those of the first, so both are
 * told the same by a change of properties.
 */
export function fatesOf(blocks: readonly ExportBlock[]): Fated[] {
  let original: Kind = 'p'
  let final: Kind = 'p'
  const shown = withoutUndone(blocks)
  return shown.map((block, index) => {
    if (index === 0 || !block.inserted) original = block.kind
    if (index === 0 || !block.deleted) final = block.proposed?.kind ?? block.kind
    const changed =
      original === final ? undefined : (block.proposed ?? block.deleted ?? block.inserted)
    const { inserted, deleted } = shown[index + 1] ?? {}
    const end = { ...(inserted && { inserted }), ...(deleted && { deleted }) }
    return { block, original, final, changed, end }
  })
}

/**
 * A separator that one suggested and another struck is in neither view. LibreOffice keeps such
 * a paragraph whatever is rejected, so the two blocks are written as the one that they are.
 */
function withoutUndone(blocks: readonly ExportBlock[]): ExportBlock[] {
  const shown: ExportBlock[] = []
  for (const block of blocks) {
    const before = shown.at(-1)
    if (before && block.inserted && block.deleted) {
      shown[shown.length - 1] = { ...before, runs: [...before.runs, ...block.runs] }
    } else shown.push(block)
  }
  return shown
}
