import * as Y from 'yjs'
import type { AttributionBody } from '../../shared/apiRecord.ts'
import { Ledger } from '../../shared/authorship/ledger.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type PlainRecord, plainOf } from '../../shared/record/plain.ts'
import { done } from '../../shared/steps.ts'
import type { FieldText } from '../../shared/text/body.ts'
import { textOf, type View } from '../../shared/text/views.ts'
import type { Past } from '../authorship/past.ts'
import { peopleIn, reporting } from '../authorship/report.ts'
import { fieldsOf } from '../exports/source.ts'
import { type Agreed, agreedIn } from '../filing/agreed.ts'
import { type Units, unitsOf } from '../filing/placing.ts'

/** The form that a commitment is written in. */
export type Form = { readonly template: string; readonly templateVersion: number }

/** What somebody wants of a commitment as it stands, or stood. */
export type Want =
  /** Its text. */
  | { readonly as: 'text'; readonly view: View; readonly form: Form }
  /** Who may be named in a report. */
  | { readonly as: 'people' }
  /** Who brought in what. */
  | {
      readonly as: 'report'
      readonly view: View
      readonly form: Form
      readonly people: readonly PersonView[]
    }
  /** All of it. */
  | { readonly as: 'whole' }
  /** All of it, and where each unit of its text stands: what a file is compared with. */
  | { readonly as: 'base'; readonly form: Form }
  /** What was agreed, to make it so again. */
  | { readonly as: 'agreed' }

type Whole = { readonly state: Uint8Array; readonly record: PlainRecord }

/** What each wants is told. */
export type Told = {
  readonly text: FieldText[]
  readonly people: string[]
  readonly report: AttributionBody
  readonly whole: Whole
  readonly base: { readonly whole: Whole; readonly units: ReadonlyMap<string, Units> }
  readonly agreed: Agreed
}

/** Reads what is wanted. `ledger`: of a report, and it may be one of later. */
export function tell<Wanted extends Want>(
  past: Past,
  want: Wanted,
  ledger?: Ledger,
): Told[Wanted['as']] {
  return telling(past, want, ledger ?? new Ledger()) as Told[Wanted['as']]
}

function telling(past: Past, want: Want, ledger: Ledger): Told[keyof Told] {
  const { doc, record } = past
  switch (want.as) {
    case 'text':
      return textOf(doc, want.view, record, fieldsIn(want.form, doc))
    case 'people':
      return peopleIn(record)
    case 'report': {
      const ground = { ...past, seq: record.seq }
      return done(reporting(ground, ledger, fieldsIn(want.form, doc), want.people, want.view))
    }
    case 'whole':
      return wholeOf(past)
    case 'base': {
      const units = fieldsIn(want.form, doc).map((field) => [field, unitsOf(doc, field)] as const)
      return { whole: wholeOf(past), units: new Map(units) }
    }
    case 'agreed':
      return agreedIn(past)
  }
}

function wholeOf({ doc, record }: Past): Whole {
  return { state: Y.encodeStateAsUpdate(doc), record: plainOf(record) }
}

/** Of a form that this server does not know: none. */
function fieldsIn({ template, templateVersion }: Form, doc: Y.Doc): string[] {
  const form = templateOf(template, templateVersion)
  return form ? fieldsOf(form, doc) : []
}
