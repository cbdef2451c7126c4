import { cellField } from '../../text/body.ts'
import {
  agree,
  type DateRange,
  findDates,
  firstDay,
  lastDay,
  readDate,
  readRange,
} from '../dates.ts'
import { fieldFor, type Template } from '../template.ts'
import { type Checked, type CheckedRow, plainText, textOfPart } from './commitment.ts'
import { type Count, countsOf } from './counts.ts'
import type { Hit } from './finding.ts'
import { withoutLaws } from './passage.ts'
import { missing } from './structure.ts'

/** S3–S6 and S8: the table of milestones. */
export function milestones(commitment: Checked): readonly Hit[] {
  const { template, rows } = commitment
  const table = fieldFor(template, 'milestones')
  if (!table) return []
  if (rows.length === 0) return [missing('S3-none', table.name)]
  const period = periodOf(commitment)
  const undated = rows.every(({ end }) => !typed(end))
  // A plan that dates its commitments and not their steps (AU0030) is asked once, not row by row.
  const together = undated && rows.length > 1 && period?.end !== undefined
  const led = typed(textOfPart(commitment, 'lead'))
  return [
    ...(together ? [missing('S3-dates', table.name)] : []),
    ...rows.flatMap((row) => [
      ...incomplete(row, template, together, led),
      ...unreadable(row),
      ...misplaced(row, period),
      ...contradicting(row),
      ...miscounted(row),
    ]),
    ...sameDay(rows, table.name),
  ]
}

function periodOf(commitment: Checked): DateRange | null {
  return readRange(textOfPart(commitment, 'period')) ?? commitment.period ?? null
}

/** S3, for the columns that the form has. The commitment's lead does a step that names nobody. */
function incomplete(row: CheckedRow, template: Template, undated: boolean, led: boolean): Hit[] {
  const columns = (template.milestones ?? []).filter(({ optional }) => !optional)
  return columns.flatMap(({ name }) => {
    if (name === 'end') {
      return undated || typed(row.end) ? [] : [missing('S3-end', cellField(row.id, name))]
    }
    if (name !== 'milestone' && name !== 'output' && name !== 'lead') return []
    if (typed(plainText(row.cells[name])) || (name === 'lead' && led)) return []
    return [missing(`S3-${name}`, cellField(row.id, name))]
  })
}

/** S5: something is typed for the end, and it is no date: "Continue", 持續, 滾動修正. */
function unreadable(row: CheckedRow): Hit[] {
  const end = row.end ?? ''
  if (!typed(end) || readDate(end)) return []
  return [{ question: 'S5', field: cellField(row.id, 'end'), start: 0, end: end.length }]
}

/** S4, dates against each other and against the period. */
function misplaced(row: CheckedRow, period: DateRange | null): Hit[] {
  const start = row.start ? readDate(row.start) : null
  const end = row.end ? readDate(row.end) : null
  const field = cellField(row.id, 'end')
  const at = { field, start: 0, end: row.end?.length ?? 0 }
  if (start && end && firstDay(start) > lastDay(end)) return [{ question: 'S4-order', ...at }]
  const late = end && period?.end && firstDay(end) > lastDay(period.end)
  const early = end && period?.start && lastDay(end) < firstDay(period.start)
  if (late || early) return [{ question: 'S4-period', ...at }]
  if (start && period?.start && lastDay(start) < firstDay(period.start) && row.start) {
    return [
      {
        question: 'S4-period',
        field: cellField(row.id, 'start'),
        start: 0,
        end: row.start.length,
      },
    ]
  }
  return []
}

/** S4: a deadline in the words against the one in the column, as far as both are precise (GH0031). */
function contradicting(row: CheckedRow): Hit[] {
  const end = row.end ? readDate(row.end) : null
  if (!end) return []
  return (['milestone', 'output'] as const).flatMap((column) => {
    const text = withoutLaws(plainText(row.cells[column]))
    return findDates(text)
      .filter((date) => isDeadline(text, date) && !agree(date.last, end))
      .map((date) => ({
        question: 'S4-text' as const,
        field: cellField(row.id, column),
        start: date.start,
        end: date.end,
        slots: { date: text.slice(date.start, date.end), column: row.end ?? '' },
      }))
  })
}

/** Other dates in a milestone name what it is about: "the 2025 elections", 「2019年報告」. */
function isDeadline(text: string, { start, end }: { start: number; end: number }): boolean {
  return (
    /\b(?:before|by|until|no later than|(?:by )?the end of)\s*$/i.test(
      text.slice(Math.max(0, start - near), start),
    ) || /^\s*(?:底|年底|月底)?(?:以?前|之前)/u.test(text.slice(end, end + near))
  )
}
/** As far from a date as words say what it is; a text with a thousand dates is not read for each. */
const near = 40

/** S8: a milestone and its output count the same thing differently (KE0038). */
function miscounted(row: CheckedRow): Hit[] {
  const outputs = new Map<string, { first: Count; numbers: Set<number> }>()
  for (const count of countsOf(plainText(row.cells.output))) {
    const same = outputs.get(count.thing) ?? { first: count, numbers: new Set() }
    outputs.set(count.thing, same)
    same.numbers.add(count.number)
  }
  for (const count of countsOf(plainText(row.cells.milestone))) {
    const same = outputs.get(count.thing)
    if (!same || same.numbers.has(count.number)) continue
    const { first } = same
    return [
      {
        question: 'S8',
        field: cellField(row.id, 'output'),
        start: first.start,
        end: first.end,
        slots: { one: count.words, other: first.words },
      },
    ]
  }
  return []
}

/** S6: three milestones or more, and all end together. */
function sameDay(rows: readonly CheckedRow[], table: string): Hit[] {
  const ends = rows.map(({ end }) => (end ? readDate(end) : null))
  const [first] = ends
  const same = ends.every(
    (end) => end && first && firstDay(end) === firstDay(first) && lastDay(end) === lastDay(first),
  )
  return rows.length >= sameDayFrom && same ? [missing('S6', table)] : []
}
const sameDayFrom = 3

function typed(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}
