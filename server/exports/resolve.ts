import type { ExportBlock, ExportRun } from './model.ts'

/**
 * A field as it reads without open changes. `original` is without what was suggested; `final`
 * has every suggestion adopted. Threads stay where words stay.
 */
export function resolve(blocks: readonly ExportBlock[], view: 'original' | 'final'): ExportBlock[] {
  const gone = (what: Pick<ExportBlock, 'inserted' | 'deleted'>) =>
    (view === 'original' ? what.inserted : what.deleted) !== undefined
  const resolved: { id: string; kind: string; runs: ExportRun[] }[] = []
  for (const block of blocks) {
    const kept = block.runs.filter((run) => !gone(run)).map(settled)
    const last = resolved.at(-1)
    if (gone(block) && last) {
      for (const run of kept) join(last.runs, run)
      continue
    }
    const kind = view === 'final' ? (block.proposed?.kind ?? block.kind) : block.kind
    const runs: ExportRun[] = []
    for (const run of kept) join(runs, run)
    resolved.push({ id: block.id, kind, runs })
  }
  return resolved
}

function settled({ text, marks, threads }: ExportRun): ExportRun {
  return { text, ...(marks && { marks }), ...(threads && { threads }) }
}

function join(runs: ExportRun[], run: ExportRun): void {
  const last = runs.at(-1)
  const same =
    last && JSON.stringify({ ...last, text: '' }) === JSON.stringify({ ...run, text: '' })
  if (same) runs[runs.length - 1] = { ...last, text: last.text + run.text }
  else runs.push(run)
}
