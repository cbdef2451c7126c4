import type { Typography } from '../../shared/commitment/template.ts'
import {
  copyWords,
  openNote,
  versionWords,
  exportWords as words,
} from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { annex } from './annex.ts'
import { type Clock, clockOf } from './clock.ts'
import { footerOf } from './footer.ts'
import {
  type ExportBlock,
  type ExportCell,
  type ExportCommitment,
  type ExportField,
  nameOf,
} from './model.ts'

/** What a document is made of, in reading order. A format is a table with one row per piece. */
export type Piece =
  | { readonly is: 'title'; readonly text: string }
  | { readonly is: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly is: 'heading'
      readonly level: number
      readonly text: string
      /** Names the section for readers that come back, as in an import. */
      readonly name: string | null
      readonly threads: readonly string[]
    }
  | { readonly is: 'paragraph'; readonly text: string }
  /** `below`: the level of the heading that it stands under. */
  | { readonly is: 'text'; readonly blocks: readonly ExportBlock[]; readonly below: number }
  | {
      readonly is: 'table'
      readonly caption: string
      /** Relative widths. */
      readonly columns: readonly { readonly label: string; readonly width: number }[]
      readonly rows: readonly (readonly (readonly ExportBlock[])[])[]
      readonly below: number
    }
  /** Where the plan's parts begin; `to` is the name of a heading. */
  | {
      readonly is: 'contents'
      readonly entries: readonly {
        readonly number: string
        readonly text: string
        readonly to: string
      }[]
    }
  /**
   * A new page; wide ones are for tables of many columns. `footer` stands on it and on all that follow
   * up to the next. The first piece of every document.
   */
  | { readonly is: 'page'; readonly wide: boolean; readonly footer: string }

export type PlacedThread = {
  /** By which the text refers to it, from one on. */
  readonly number: number
  readonly id: string
  readonly resolved: boolean
  readonly comments: readonly {
    readonly author: string
    readonly at: number
    readonly text: string
  }[]
}

/** A document, ready for any format's table. */
export type Layout = {
  readonly title: string
  readonly subject: string
  readonly locale: Locale
  readonly date: number
  readonly clock: Clock
  readonly version: string
  /** `<commitment>@<seq>`, for a file that comes back; null: several, or unknown. */
  readonly source: string | null
  /** Plan, title, version and date, as on every page. */
  readonly footer: string
  readonly typography: Typography | null
  readonly pieces: readonly Piece[]
  readonly threads: ReadonlyMap<string, PlacedThread>
  readonly name: (person: string) => string
}

/** One row per kind of piece: a format that forgets one does not compile. */
export type Table<Out> = {
  readonly [Is in Piece['is']]: (piece: Extract<Piece, { is: Is }>) => Out
}

/** The one walker: what the table writes for each piece, in order. */
export function walk<Out>(layout: Layout, table: Table<Out>): Out[] {
  return layout.pieces.map((piece) => (table[piece.is] as (piece: Piece) => Out)(piece))
}

export function layoutOf(model: ExportCommitment): Layout {
  return {
    ...frame(model, model.title),
    pieces: [pageOf(model), { is: 'title', text: model.title }, facts(model), ...body(model, 1)],
    threads: threadsOf(model),
    name: (person) => nameOf(model, person),
  }
}

/** A block that only says something. */
export function says(text: string): ExportBlock {
  return { id: '', kind: 'p', runs: text === '' ? [] : [{ text }] }
}

export function cellBlocks(cell: ExportCell): readonly ExportBlock[] {
  return 'blocks' in cell ? cell.blocks : [says(cell.date)]
}

/** What stands on every page of a commitment, and how such a page lies. */
export function pageOf(model: ExportCommitment): Piece {
  return { is: 'page', wide: model.copy === 'record', footer: footerOf(model) }
}

export function frame(model: ExportCommitment, title: string) {
  const { locale, date, timeZone } = model
  const clock = clockOf(timeZone)
  const version = versionWords(model.version, model.seq)[locale]
  return {
    title,
    subject: model.plan,
    locale,
    date,
    clock,
    version,
    source: model.commitment === undefined ? null : `${model.commitment}@${model.seq}`,
    footer: footerOf(model),
    typography: model.template.typography ?? null,
  }
}

export function facts(model: ExportCommitment): Piece {
  const { locale, plan, version, seq, date, timeZone, copy, open } = model
  const rows: [string, string][] = [
    [words.plan[locale], plan],
    [words.version[locale], versionWords(version, seq)[locale]],
    [words.date[locale], clockOf(timeZone).day(date)],
  ]
  if (copy !== 'clean') rows.push([words.copy[locale], copyWords[copy][locale]])
  else if (open > 0) rows.push([words.suggestions[locale], openNote(open)[locale]])
  return { is: 'facts', rows: rows.filter(([, value]) => value !== '') }
}

export function body(model: ExportCommitment, level: number): Piece[] {
  const text = model.copy === 'record' ? [] : sections(model, level)
  return model.copy === 'clean' ? text : [...text, ...annex(model, level)]
}

/** Neighbours with the same heading stand under it together. */
function sections(model: ExportCommitment, level: number): Piece[] {
  const { locale, fields } = model
  return fields.flatMap((field, index): Piece[] => {
    const { heading, label, name, threads } = field
    const first = fields[index - 1]?.heading !== heading
    if (first && heading === label) {
      return [{ is: 'heading', level, text: label, name, threads }, content(field, level, locale)]
    }
    const pieces: Piece[] = []
    if (first) pieces.push({ is: 'heading', level, text: heading, name: null, threads: [] })
    pieces.push({ is: 'heading', level: level + 1, text: label, name, threads })
    pieces.push(content(field, level + 1, locale))
    return pieces
  })
}

/** Of a milestone's columns, where they are not as wide as others: dates are short. */
const columnWidths: Readonly<Record<string, number>> = { milestone: 4, start: 1.6, end: 1.6 }

function content({ content, label }: ExportField, below: number, locale: Locale): Piece {
  if (content.is === 'text') {
    const empty = content.blocks.every(({ runs }) => runs.length === 0)
    return empty && content.blocks.length === 1
      ? { is: 'paragraph', text: words.empty[locale] }
      : { is: 'text', blocks: content.blocks, below }
  }
  if (content.rows.length === 0) return { is: 'paragraph', text: words.noRows[locale] }
  return {
    is: 'table',
    caption: label,
    columns: content.columns.map(({ name, label }) => ({
      label,
      width: columnWidths[name] ?? 3,
    })),
    rows: content.rows.map(({ cells }) => cells.map(cellBlocks)),
    below,
  }
}

/** In the order of their numbers, which go on from model to model. */
export function threadsOf(...models: readonly ExportCommitment[]): Map<string, PlacedThread> {
  const threads = new Map<string, PlacedThread>()
  for (const model of models) {
    for (const { id, resolved, comments } of model.threads) {
      threads.set(id, {
        id,
        number: threads.get(id)?.number ?? threads.size + 1,
        resolved: resolved !== null,
        comments: comments.map(({ person, onBehalfOf, at, text, deleted, brought }) => ({
          author: nameOf(model, onBehalfOf ?? person),
          at: brought?.at ?? at,
          text: deleted ? words.deletedComment[model.locale] : text,
        })),
      })
    }
  }
  return threads
}
