import type { Words } from '../locale/locale.ts'
import { bodyRoots, cellField } from '../text/body.ts'
import { ogp2017 } from './templates/ogp-2017.ts'
import { ogp2022 } from './templates/ogp-2022.ts'
import { planIntroduction } from './templates/plan-introduction.ts'
import { twNap } from './templates/tw-nap.ts'
import { twProposal } from './templates/tw-proposal.ts'

/**
 * How a field is written: one line; text of several blocks; milestone rows; one actor per block;
 * a period as typed ("2021/01～2021/12"); how to reach somebody, kept out of public copies.
 */
export type FieldKind = 'line' | 'text' | 'milestones' | 'actors' | 'dates' | 'contact'

/**
 * What a field is about, whatever its form calls it. Checks and imports go by this, so that a form
 * in other words, or the next one, is understood without code.
 */
export type Part =
  | 'country'
  | 'title'
  | 'brief'
  | 'lead'
  | 'support-government'
  | 'support-civil-society'
  | 'support-other'
  | 'period'
  | 'problem'
  | 'causes'
  | 'done'
  | 'solution'
  | 'results'
  | 'contribution'
  | 'values'
  | 'transparency'
  | 'accountability'
  | 'participation'
  | 'additional'
  | 'milestones'
  | 'proposer'
  | 'contact'
  | 'introduction'

/** Labels are the form's own words in its own language, translated in the other. */
export type TemplateField = {
  /** Short ASCII, stable through versions: the field's text lives under it. */
  readonly name: string
  readonly kind: FieldKind
  readonly part: Part
  /** The heading it stands under; neighbours with the same heading are one section. */
  readonly heading: Words
  readonly label: Words
  /** What to write; shown while the field is empty. */
  readonly guidance: Words
  /** The form itself says that it may stay empty. */
  readonly optional?: true
}

/**
 * A `text` or `actors` column is a cell of text, written together like a field. A `date` column is
 * one value in the row, kept as the words that were typed; `readDate` of dates.ts reads it.
 */
export type MilestoneColumn = {
  readonly name:
    | 'milestone'
    | 'output'
    | 'start'
    | 'end'
    | 'lead'
    | 'government'
    | 'civil'
    | 'other'
  readonly kind: 'text' | 'actors' | 'date'
  readonly label: Words
  readonly guidance: Words
  readonly optional?: true
}

/** How a form asks to be typeset; sizes in points. */
export type Typography = {
  readonly font: string
  readonly size: number
  readonly lineHeight: number
}

export type Template = {
  readonly id: string
  readonly version: number
  readonly name: Words
  /** The language the form was issued in: its labels there are verbatim. */
  readonly language: keyof Words
  /** Where the form was read. */
  readonly source: string
  readonly fields: readonly TemplateField[]
  /** Columns of the field of kind `milestones`; absent when the form has no such field. */
  readonly milestones?: readonly MilestoneColumn[]
  readonly typography?: Typography
}

/** Every version of every form. A changed form is added here and its older version stays. */
export const templates: readonly Template[] = [
  ogp2022,
  ogp2017,
  twNap,
  twProposal,
  planIntroduction,
]

/** The version asked for, or the newest; null when there is none. */
export function templateOf(id: string, version?: number): Template | null {
  return templates
    .filter((one) => one.id === id && (version === undefined || one.version === version))
    .reduce<Template | null>(
      (newest, one) => (newest && newest.version >= one.version ? newest : one),
      null,
    )
}

/** The fields that hold text, in the form's order; milestone rows are not among them. */
export function fieldNames(template: Template): string[] {
  return template.fields.filter(({ kind }) => kind !== 'milestones').map(({ name }) => name)
}

/** The columns that hold text; a date is a value of its row. */
export function cellColumns(template: Template): MilestoneColumn[] {
  return (template.milestones ?? []).filter(({ kind }) => kind !== 'date')
}

/** The form's field of that meaning, or null. */
export function fieldFor(template: Template, part: Part): TemplateField | null {
  return template.fields.find((field) => field.part === part) ?? null
}

/** The names of one row's cells, as the body stores them. */
export function rowFields(template: Template, row: string): string[] {
  return cellColumns(template).map(({ name }) => cellField(row, name))
}

/** Whether people may write text under this name: a field of the form, or a cell of any row. */
export function isFieldOf(template: Template, name: string): boolean {
  if (template.fields.some((field) => field.name === name && field.kind !== 'milestones')) {
    return true
  }
  const column = cellOf(name)?.column
  return column !== undefined && cellColumns(template).some((one) => one.name === column)
}

/** The form's field that text under this name belongs to: of a milestone's cell, the table. */
export function sectionOf(template: Template, name: string): string {
  if (!name.startsWith('row.') && name !== bodyRoots.rows) return name
  return template.fields.find(({ kind }) => kind === 'milestones')?.name ?? name
}

/** The row and column that a cell's field name is made of; null for any other name. */
export function cellOf(name: string): { readonly row: string; readonly column: string } | null {
  const [, row, column] = /^row\.([A-Za-z0-9_-]{1,64})\.([a-z]+)$/.exec(name) ?? []
  return row && column ? { row, column } : null
}
