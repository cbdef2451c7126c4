import type { Words } from '../../locale/locale.ts'
import type { QuestionId, RuleId } from './questions.ts'

/**
 * A question to the group, at a place in the text. It says nothing about how good a commitment is:
 * measured on 558 commitments, no count of such findings predicts how reviewers judged them.
 * `rule`, `field` and `sentence` together name it when the group dismisses it with a reason.
 */
export type Finding = {
  readonly rule: RuleId
  /** A field of the form, a milestone cell (`row.<id>.<column>`), or `milestones` for the table. */
  readonly field: string
  /** The words it is about, `text.slice(start, end)`; empty when it is about something missing. */
  readonly quote: string
  /** Offsets into the field's plain text, blocks joined by "\n"; for a date, into what was typed. */
  readonly start: number
  readonly end: number
  /** The sentences or items around the quote: what a dismissal records as its quote. */
  readonly sentence: string
  readonly question: Words
  /** Where the rule comes from. */
  readonly source: string
}

/** A place that a rule stopped at. `slots` fill `{name}` in its question. */
export type Hit = {
  readonly question: QuestionId
  readonly field: string
  readonly start: number
  readonly end: number
  readonly slots?: Readonly<Record<string, Words | string>>
}
