import type { Words } from '../../locale/locale.ts'
import { locales } from '../../locale/locale.ts'
import { cellField } from '../../text/body.ts'
import { cellOf } from '../template.ts'
import { type Checked, type Other, plainText } from './commitment.ts'
import type { Finding, Hit } from './finding.ts'
import { milestones } from './milestones.ts'
import { type Segment, segmentsOf, sentencesAround } from './passage.ts'
import { questions, type RuleId, sources } from './questions.ts'
import { repetition } from './repetition.ts'
import { structure } from './structure.ts'
import { style } from './style.ts'
import { wording } from './wording.ts'

/**
 * The questions about one commitment, in the order of its form: what is still open (S) and wording
 * (T). `others` are the other commitments of its plan, `previous` those of an earlier plan. Pure, so
 * that the same answer comes from the browser and over HTTP. An empty list means that no rule has a
 * question, and nothing else.
 */
export function check(
  commitment: Checked,
  others: readonly Other[] = [],
  previous: readonly Other[] = [],
): readonly Finding[] {
  const hits = [
    ...structure(commitment),
    ...milestones(commitment),
    ...wording(commitment),
    ...style(commitment),
    ...repetition(commitment, others, previous),
  ]
  const place = placesOf(commitment)
  const texts = textsOf(commitment)
  return hits
    .map((hit) => finding(hit, texts(hit.field)))
    .sort((a, b) => (place.get(a.field) ?? 0) - (place.get(b.field) ?? 0) || a.start - b.start)
}

/** S10, asked of a plan: what it has more of than a reader can follow. */
export function checkPlan(
  commitments: number,
): readonly Pick<Finding, 'rule' | 'question' | 'source'>[] {
  if (commitments <= recommended) return []
  return [
    {
      rule: 'S10',
      question: filled(questions.S10, { count: String(commitments) }),
      source: sources.S10,
    },
  ]
}

/** The upper end of what OGP recommends for a plan. */
const recommended = 15

function finding(hit: Hit, { text, segments }: Text): Finding {
  const rule = hit.question.split('-')[0] as RuleId
  return {
    rule,
    field: hit.field,
    quote: text.slice(hit.start, hit.end),
    start: hit.start,
    end: hit.end,
    sentence: sentencesAround(text, segments(), hit.start, hit.end),
    question: filled(questions[hit.question], hit.slots ?? {}),
    source: sources[rule],
  }
}

function filled(words: Words, slots: Readonly<Record<string, Words | string>>): Words {
  const entries = locales.map((locale) => [
    locale,
    words[locale].replace(/\{(\w+)\}/g, (slot, name: string) => {
      const value = slots[name]
      return typeof value === 'object' ? value[locale] : (value ?? slot)
    }),
  ])
  return Object.fromEntries(entries) as Words
}

type Text = { readonly text: string; readonly segments: () => readonly Segment[] }

/** The texts that findings are in, each read once however many there are. */
function textsOf({ fields, rows }: Checked): (field: string) => Text {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const known = new Map<string, Text>()
  const read = (field: string): string => {
    const { row: id, column } = cellOf(field) ?? {}
    const row = id === undefined ? undefined : byId.get(id)
    if (!row || !column) return plainText(fields[field])
    return column === 'start' || column === 'end'
      ? (row[column] ?? '')
      : plainText(row.cells[column])
  }
  return (field) => {
    const seen = known.get(field)
    if (seen) return seen
    const text = read(field)
    let segments: readonly Segment[] | undefined
    const found: Text = {
      text,
      segments() {
        segments ??= segmentsOf(text)
        return segments
      },
    }
    known.set(field, found)
    return found
  }
}

/** Fields in the form's order, cells row by row at the place of their table. */
function placesOf({ template, rows }: Checked): ReadonlyMap<string, number> {
  const columns = (template.milestones ?? []).map(({ name }) => name)
  const names = template.fields.flatMap(({ name, kind }) =>
    kind === 'milestones'
      ? [name, ...rows.flatMap(({ id }) => columns.map((column) => cellField(id, column)))]
      : [name],
  )
  return new Map(names.map((name, index) => [name, index]))
}
