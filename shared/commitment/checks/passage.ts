import { cellField } from '../../text/body.ts'
import {
  type Checked,
  type CheckedRow,
  isChinese,
  type Paragraph,
  plainText,
} from './commitment.ts'
import { lawTitles, quotations } from './words.ts'

/**
 * A text that wording rules may read. There are four sorts and no more: problems, causes and
 * background may say whatever they have to.
 */
export type Passage = {
  readonly field: string
  readonly sort: 'title' | 'solution' | 'milestone' | 'output'
  readonly segments: readonly Segment[]
  /** The whole field with quotations and laws' names blotted out, offsets kept. */
  readonly text: string
  readonly row: CheckedRow | null
}

/** A sentence or list item, with its offset in the field. */
export type Segment = { readonly text: string; readonly start: number; readonly zh: boolean }

/** The passages of a commitment, in the form's order. */
export function passagesOf(commitment: Checked): readonly Passage[] {
  const found: Passage[] = []
  for (const { name, part } of commitment.template.fields) {
    if (part !== 'title' && part !== 'solution') continue
    found.push(passage(name, part, commitment.fields[name], null))
  }
  for (const row of commitment.rows) {
    for (const sort of ['milestone', 'output'] as const) {
      const cell = row.cells[sort]
      if (cell) found.push(passage(cellField(row.id, sort), sort, cell, row))
    }
  }
  return found
}

/** What stands where a quotation or a law's name stood: no letters, no spaces, no Chinese. */
const blots = { quotation: '·', law: '§' } as const

/** The same text, as long as before, without quotations, quoted blocks and names of laws. */
export function blotted(paragraphs: readonly Paragraph[] | undefined): string {
  return (paragraphs ?? [])
    .map(({ kind, text }) =>
      kind === 'q' ? cover(text) : withoutLaws(text).replace(quotations, cover),
    )
    .join('\n')
}

/** The same text without names of laws; what is quoted may still name a deliverable. */
export function withoutLaws(text: string): string {
  return text.replace(lawTitles, (title) => blots.law.repeat(title.length))
}

function passage(
  field: string,
  sort: Passage['sort'],
  paragraphs: readonly Paragraph[] | undefined,
  row: CheckedRow | null,
): Passage {
  const text = blotted(paragraphs)
  return { field, sort, text, row, segments: segmentsOf(text) }
}

function segmentsOf(text: string): Segment[] {
  const found: Segment[] = []
  for (const match of text.matchAll(
    /[^\n\u2028。！？；]+?(?:[\n\u2028。！？；]|[.;!?](?=\s+[A-Z•-])|$)/gu,
  )) {
    if (match[0].trim()) {
      found.push({ text: match[0], start: match.index, zh: isChinese(match[0]) })
    }
  }
  return found
}

/** The whole sentences or list items that hold `[start, end)`, without the space around them. */
export function sentencesAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const to = text.indexOf('\n', end)
  const held = segmentsOf(text.slice(from, to < 0 ? text.length : to)).filter(
    (segment) => from + segment.start < end && start < from + segment.start + segment.text.length,
  )
  const [first] = held
  const last = held.at(-1)
  if (!first || !last) return ''
  return text.slice(from + first.start, from + last.start + last.text.length).trim()
}

/** What a row says besides dates, for what silences a rule: names, things, numbers. */
export function rowText(row: CheckedRow): string {
  return Object.values(row.cells).map(plainText).join('\n')
}

function cover(text: string): string {
  return blots.quotation.repeat(text.length)
}
