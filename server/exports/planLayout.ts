import { exportWords as words } from '../../shared/locale/exports.ts'
import { clockOf } from './clock.ts'
import { body, facts, frame, type Layout, type Piece, pageOf, threadsOf } from './layout.ts'
import { type ExportBlock, type ExportCommitment, nameOf } from './model.ts'

/** A whole plan: its introduction is a commitment model of the introduction's form. */
export type ExportPlan = {
  readonly title: string
  readonly introduction: ExportCommitment | null
  readonly commitments: readonly ExportCommitment[]
}

/** All of a plan in one document. Throws a RangeError when it has no commitment. */
export function layoutOfPlan(plan: ExportPlan): Layout {
  const parts = [...(plan.introduction ? [plan.introduction] : []), ...plan.commitments].map(
    apartFromOthers,
  )
  const newest = parts.reduce((a, b) => (b.date > a.date ? b : a), parts[0] as ExportCommitment)
  if (!newest) throw new RangeError('a plan without commitments has nothing to print')
  const people = Object.assign({}, ...parts.map((part) => part.people))
  const pieces = parts.flatMap((part, index): Piece[] => [
    pageOf(part),
    { is: 'heading', level: 1, text: part.title, name: nameOfPart(index), threads: [] },
    facts(part),
    ...body(part, 2),
  ])
  const { typography: _, ...shape } = frame(newest, plan.title)
  const footer = [plan.title, shape.clock.day(newest.date)].join(' · ')
  return {
    ...shape,
    version: shape.clock.day(newest.date),
    source: null,
    footer,
    typography: null,
    pieces: [{ is: 'page', wide: false, footer }, ...cover(plan, newest), ...pieces],
    threads: threadsOf(...parts),
    name: (person) => nameOf({ people, locale: newest.locale }, person),
  }
}

/** A plan's first page: what it is, of when, and what is in it. */
function cover(
  { title, introduction, commitments }: ExportPlan,
  { locale, timeZone, date }: ExportCommitment,
): Piece[] {
  const first = introduction ? 1 : 0
  return [
    { is: 'title', text: title },
    {
      is: 'facts',
      rows: [
        [words.date[locale], clockOf(timeZone).day(date)],
        [words.commitments[locale], String(commitments.length)],
      ],
    },
    { is: 'heading', level: 1, text: words.contents[locale], name: null, threads: [] },
    {
      is: 'contents',
      entries: [
        ...(introduction ? [{ number: '', text: introduction.title, to: nameOfPart(0) }] : []),
        ...commitments.map((one, index) => ({
          number: `${index + 1}.`,
          text: one.title,
          to: nameOfPart(first + index),
        })),
      ],
    },
  ]
}

function nameOfPart(index: number): string {
  return `part ${index + 1}`
}

/** Section and thread names are unique in a commitment only; in a plan they say which one. */
function apartFromOthers(model: ExportCommitment, index: number): ExportCommitment {
  const apart = (id: string) => `${index + 1}.${id}`
  const hangApart = (blocks: readonly ExportBlock[]) =>
    blocks.map((block) => ({
      ...block,
      runs: block.runs.map((run) =>
        run.threads ? { ...run, threads: run.threads.map(apart) } : run,
      ),
    }))
  return {
    ...model,
    threads: model.threads.map((thread) => ({ ...thread, id: apart(thread.id) })),
    fields: model.fields.map((field) => ({
      ...field,
      threads: field.threads.map(apart),
      content:
        field.content.is === 'text'
          ? { is: 'text', blocks: hangApart(field.content.blocks) }
          : {
              ...field.content,
              rows: field.content.rows.map((row) => ({
                ...row,
                cells: row.cells.map((cell) =>
                  'blocks' in cell ? { blocks: hangApart(cell.blocks) } : cell,
                ),
              })),
            },
    })),
  }
}
