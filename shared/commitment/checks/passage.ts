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

/** Sentences and list items; no person writes one longer than `longestSegment`, and it is read in parts. */
export function segmentsOf(text: string): readonly Segment[] {
  const found: Segment[] = []
  for (const { 0: whole, index } of text.matchAll(
    /[^\n\u2028。！？；]+?(?:[\n\u2028。！？；]|[.;!?](?=\s+[A-Z•-])|$)/gu,
  )) {
    for (let at = 0; at < whole.length; at += longestSegment) {
      const part = whole.slice(at, at + longestSegment)
      if (part.trim()) found.push({ text: part, start: index + at, zh: isChinese(part) })
    }
  }
  return found
}
const longestSegment = 1000

/**
 * The whole sentences or list items that hold `[start, end)`, without the space around them; `segments`
 * are those of the text.
 */
export function sentencesAround(
  text: string,
  segments: readonly Segment[],
  start: number,
  end: number,
): string {
  const from = firstBehind(segments, start)
  const first = segments[from]
  if (!first || first.start >= end) return ''
  const to = firstBehind(segments, end - 1)
  const reaches = (segments[to]?.start ?? end) < end
  const last = segments[Math.max(from, reaches ? to : to - 1)] ?? first
  return text.slice(first.start, last.start + last.text.length).trim()
}

/** Index of the first segment that ends behind `at`. */
function firstBehind(segments: readonly Segment[], at: number): number {
  let [low, high] = [0, segments.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = segments[middle]
    if (one && one.start + one.text.length > at) high = middle
    else low = middle + 1
  }
  return low
}

/** What a row says besides dates, for what silences a rule: names, things, numbers. */
export function rowText(row: CheckedRow): string {
  return Object.values(row.cells).map(plainText).join('\n')
}

function cover(text: string): string {
  return blots.quotation.repeat(text.length)
}
