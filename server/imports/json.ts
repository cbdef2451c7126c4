import { own } from '../../shared/own.ts'
import { exportedCommitment } from '../exports/json.ts'
import type { ExportBlock, ExportCommitment } from '../exports/model.ts'
import { jsonOf } from '../json.ts'
import { type ImportedBlock, type ImportResult, Refused, reading } from './draft.ts'

/** Far more than any commitment; JSON takes about ten times its size in memory. */
const most = 16 * 1024 * 1024

/** Reads our own JSON back: the text with its open changes, and the threads. */
export function readJson(text: string): ImportResult {
  return reading(() => {
    if (text.length > most) throw new Refused('too-large')
    const parsed = exportedCommitment.safeParse(decoded(text))
    if (!parsed.success) throw new Refused('not-a-document')
    const model = parsed.data as unknown as ExportCommitment
    const author = (person: string) => own(model.people, person)?.name ?? person
    const blocksOf = (blocks: readonly ExportBlock[]) => blocks.map((one) => named(one, author))
    // a name may be any word, `__proto__` too
    const fields: Record<string, ImportedBlock[]> = Object.create(null)
    const tables: Record<string, ImportedBlock[][][]> = Object.create(null)
    for (const { name, content } of model.fields) {
      if (content.is === 'text') fields[name] = blocksOf(content.blocks)
      else {
        tables[name] = content.rows.map(({ cells }) =>
          cells.map((cell) =>
            'blocks' in cell ? blocksOf(cell.blocks) : [{ kind: 'p', runs: [{ text: cell.date }] }],
          ),
        )
      }
    }
    return {
      fields,
      tables,
      threads: model.threads.map(({ id, anchor, comments, resolved }) => ({
        id,
        section: anchor.on === 'section' ? anchor.field : null,
        resolved: resolved !== null,
        comments: comments.map(({ person, onBehalfOf, at, text }) => ({
          author: author(onBehalfOf ?? person),
          at,
          text,
        })),
      })),
      authors: Object.values(model.people)
        .map(({ name }) => name)
        .sort(),
      lost: [],
      ...(model.commitment !== undefined && {
        source: { commitment: model.commitment, seq: model.seq },
      }),
    }
  })
}

function decoded(text: string): unknown {
  try {
    return jsonOf(text)
  } catch {
    throw new Refused('not-a-document')
  }
}

function named(block: ExportBlock, author: (person: string) => string): ImportedBlock {
  const by = (change: { person: string; at: number } | undefined) =>
    change && { author: author(change.person), at: change.at }
  const fate = (what: Pick<ExportBlock, 'inserted' | 'deleted'>) => {
    const inserted = by(what.inserted)
    const deleted = by(what.deleted)
    return { ...(inserted && { inserted }), ...(deleted && { deleted }) }
  }
  const proposed = by(block.proposed)
  return {
    kind: block.kind,
    ...(proposed && block.proposed && { proposed: { ...proposed, kind: block.proposed.kind } }),
    ...fate(block),
    runs: block.runs.map((run) => ({
      text: run.text,
      ...(run.marks && { marks: run.marks }),
      ...fate(run),
      ...(run.threads && { threads: run.threads }),
    })),
  }
}
