import type { Layout, Piece } from './layout.ts'
import type { ExportBlock } from './model.ts'

/** The same layout with each thread on the last run that it is about, for formats without ranges. */
export function mentionOnce(layout: Layout): Layout {
  const mentioned = new Set<string>()
  const last = (blocks: readonly ExportBlock[]): ExportBlock[] =>
    backwards(blocks, (block) => ({
      ...block,
      runs: backwards(block.runs, (run) => {
        if (!run.threads) return run
        const threads = run.threads.filter((id) => !mentioned.has(id))
        for (const id of threads) mentioned.add(id)
        return { ...run, threads }
      }),
    }))
  const pieces = backwards(layout.pieces, (piece): Piece => {
    if (piece.is === 'text') return { ...piece, blocks: last(piece.blocks) }
    if (piece.is !== 'table') return piece
    return { ...piece, rows: backwards(piece.rows, (cells) => backwards(cells, last)) }
  })
  return { ...layout, pieces }
}

/** `map` from the last to the first. */
function backwards<From, To>(all: readonly From[], change: (one: From) => To): To[] {
  const out: To[] = []
  for (let index = all.length - 1; index >= 0; index--) out.push(change(all[index] as From))
  return out.reverse()
}
