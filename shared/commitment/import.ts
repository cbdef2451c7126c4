import type { Locale } from '../locale/locale.ts'
import { own } from '../own.ts'
import type { Block } from '../text/body.ts'
import { cellColumns, fieldFor, type Part, type Template, templateOf } from './template.ts'

/** A block before it has an identity, as `seedField` takes it. */
export type NewBlock = Pick<Block, 'kind' | 'runs'>

export type ImportedRow = {
  readonly cells: Readonly<Record<string, readonly NewBlock[]>>
  /** As typed; absent when the data has none. */
  readonly start?: string
  readonly end?: string
}

/** A piece of data by its path, `irm.verifiable`. */
export type Leaf = { readonly path: string; readonly text: string }

export type Imported = {
  readonly template: string
  readonly version: number
  readonly locale: Locale
  readonly title: string
  readonly fields: Readonly<Record<string, readonly NewBlock[]>>
  readonly rows: readonly ImportedRow[]
  /** What the form has no place for, to be shown to whoever imports. */
  readonly aside: readonly Leaf[]
}

/**
 * The commitments of one file of sample data: one, or several where a file lists drafts as `items`.
 * Empty when the value is not of that shape. Nothing is dropped: every string and number of the
 * data is in a field, in a row or in `aside`. Dates stay as they were typed.
 */
export function fromData(json: unknown): readonly Imported[] {
  if (!isRecord(json)) return []
  const { items, ...shared } = json
  if (Array.isArray(items)) {
    return items.flatMap((item) => (isRecord(item) ? fromData({ ...shared, ...item }) : []))
  }
  const template = typeof json.title === 'string' ? formOf(json) : null
  return template ? [fill(template, json)] : []
}

/** The keys of the sample data and what they are about. Keys that are not here go aside. */
const places: Readonly<Record<string, Part>> = {
  number: 'title',
  title: 'title',
  member: 'country',
  brief: 'brief',
  start_date: 'period',
  end_date: 'period',
  responsible: 'lead',
  lead: 'lead',
  problem: 'problem',
  causes: 'causes',
  commitment: 'solution',
  text: 'solution',
  'commitment.objective': 'solution',
  'commitment.ambition': 'solution',
  'commitment.done_so_far': 'done',
  'commitment.solution': 'solution',
  'commitment.results': 'results',
  contribution: 'contribution',
  values: 'values',
  'values.transparency': 'transparency',
  'values.accountability': 'accountability',
  'values.participation': 'participation',
  additional: 'additional',
  history: 'additional',
  proposed_by: 'proposer',
}

/** The same for a milestone; `detail` explains the milestone in its own cell. */
const columns: Readonly<Record<string, string>> = {
  milestone: 'milestone',
  detail: 'milestone',
  expected_output: 'output',
  responsible: 'lead',
  start: 'start',
  end: 'end',
  completion: 'end',
}

/** Parts that are one line, and what stands between the pieces of data that make it. */
const joints: Partial<Record<Part, string>> = { title: ' ', period: ' – ' }

function fill(template: Template, json: Readonly<Record<string, unknown>>): Imported {
  const { milestones, supporting, ...rest } = json
  const texts = new Map<Part, string[]>()
  const aside: Leaf[] = []
  const place = (leaf: Leaf, part: Part | undefined): void => {
    if (part && fieldFor(template, part)) texts.set(part, [...(texts.get(part) ?? []), leaf.text])
    else aside.push(leaf)
  }
  for (const leaf of leavesOf(rest)) place(leaf, own(places, leaf.path.replace(/\.\d+$/, '')))
  for (const { part, leaf } of supportOf(supporting, template)) place(leaf, part)
  const rows = (Array.isArray(milestones) ? milestones : []).map((row: unknown, index) => {
    const { cells, dates, left } = rowOf(row, template)
    aside.push(...left.map(({ path, text }) => ({ path: `milestones.${index}.${path}`, text })))
    return { cells, ...dates }
  })
  const fields: Record<string, readonly NewBlock[]> = {}
  for (const [part, pieces] of texts) {
    const field = fieldFor(template, part)
    if (!field) continue
    const joint = joints[part]
    if (field.kind === 'actors') fields[field.name] = pieces.flatMap(actorBlocks)
    else fields[field.name] = (joint ? [pieces.join(joint)] : pieces).flatMap(textBlocks)
  }
  return {
    template: template.id,
    version: template.version,
    locale: isChinese(json) ? 'zh-Hant-TW' : 'en',
    title: texts.get('title')?.join(joints.title) ?? '',
    fields,
    rows,
    aside,
  }
}

/** The form that the data names in its own words; the form of 2016–21 for the older, free ones. */
function formOf(json: Readonly<Record<string, unknown>>): Template | null {
  const named = typeof json.template === 'string' ? json.template : ''
  if (isChinese(json)) {
    return templateOf(/建議承諾事項格式/.test(named) || !named ? 'tw-proposal' : 'tw-nap')
  }
  return templateOf(/^2022/.test(named) ? 'ogp-2022' : 'ogp-2017')
}

function isChinese(json: Readonly<Record<string, unknown>>): boolean {
  return typeof json.language === 'string' && json.language.startsWith('zh')
}

/** Headings inside one string that say whose names follow, as the two OGP forms print them. */
const supportHeadings: readonly { readonly part: Part; readonly pattern: RegExp }[] = [
  { part: 'support-government', pattern: /Government:|State actors involved/ },
  {
    part: 'support-civil-society',
    pattern:
      /Civil Society:|CSOs, private sector, multilaterals, working groups|Other Actors Involved/,
  },
]

/**
 * The supporting actors by sector, where the data or the form says which. Otherwise they stay
 * together: whether an organisation is of government or of civil society is never guessed.
 */
function supportOf(value: unknown, template: Template): { part: Part; leaf: Leaf }[] {
  if (typeof value !== 'string' || value.trim() === '') return []
  const marks = supportHeadings
    .flatMap(({ part, pattern }) => {
      const match = pattern.exec(value)
      return match ? [{ part, at: match.index, from: match.index + match[0].length }] : []
    })
    .sort((a, b) => a.at - b.at)
  if (marks[0]?.at === 0) {
    return marks.map(({ part, from }, index) => ({
      part,
      leaf: { path: 'supporting', text: value.slice(from, marks[index + 1]?.at) },
    }))
  }
  const mixed = fieldFor(template, 'support-civil-society') !== null
  const part: Part = mixed ? 'support-other' : 'support-government'
  const to = fieldFor(template, part) ? part : 'additional'
  return [{ part: to, leaf: { path: 'supporting', text: value } }]
}

function rowOf(row: unknown, template: Template) {
  const cells: Record<string, readonly NewBlock[]> = {}
  const dates: { start?: string; end?: string } = {}
  const left: Leaf[] = []
  const names = new Set<string>(cellColumns(template).map(({ name }) => name))
  for (const leaf of leavesOf(row)) {
    const column = own(columns, leaf.path)
    if (leaf.path === 'dates') Object.assign(dates, ends(leaf.text))
    else if (column === 'start' || column === 'end') dates[column] = leaf.text
    else if (column && names.has(column)) {
      cells[column] = [...(cells[column] ?? []), ...textBlocks(leaf.text)]
    } else left.push(leaf)
  }
  return { cells, dates, left }
}

/** "June 22, 2023 - Continue" as its two ends, in the words that were typed. */
function ends(dates: string): { start?: string; end?: string } {
  return (
    cut(dates, (at) => /[–—~～]/.test(dates[at] ?? '')) ??
    cut(dates, dashIn(dates)) ?? { end: dates }
  )
}

/** A hyphen parts two dates when blanks stand around it; in "2021-03-01" it does not. */
function dashIn(dates: string): (at: number) => boolean {
  return (at) => /^\s-\s$/.test(dates.slice(at - 1, at + 2))
}

/** Both sides of the last place that parts them. */
function cut(dates: string, parts: (at: number) => boolean): { start: string; end: string } | null {
  for (let at = dates.length - 2; at > 0; at -= 1) {
    if (!parts(at)) continue
    const [start, end] = [dates.slice(0, at).trim(), dates.slice(at + 1).trim()]
    if (start === '') return null
    if (end !== '') return { start, end }
  }
  return null
}

/**
 * One block per line; a bullet typed as a character becomes the kind of its block. Two of the
 * characters are what Word's Symbol font leaves behind.
 */
function textBlocks(text: string): NewBlock[] {
  return lines(text, /\n/).map((line) => {
    const bullet = /^[●•\uf02d\uf0b7]\s*/u.exec(line)
    return { kind: bullet ? 'b0' : 'p', runs: [{ text: line.slice(bullet?.[0].length ?? 0) }] }
  })
}

/** One block per actor. A comma may belong to a ministry's name, so it does not part actors. */
function actorBlocks(text: string): NewBlock[] {
  return lines(text, /\n|;|；|、|\s\/\s/).map((line) => ({ kind: 'p', runs: [{ text: line }] }))
}

function lines(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((line) => line.trim())
    .filter(Boolean)
}

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') {
    const text = String(value)
    return text.trim() === '' ? [] : [{ path, text }]
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path ? `${path}.${key}` : key),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
