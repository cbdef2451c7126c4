import { noOrigins, type Origins } from '../authorship/origins.ts'
import type { IdRange } from '../text/ranges.ts'
import { type Bindings, noBindings } from './bindings.ts'
import type { Anchor, Beside, Brought, SuggestionContent } from './events.ts'
import type { CommitmentState, Outcome, SectionState } from './states.ts'

export type Decision = {
  readonly outcome: Outcome
  readonly reason: string
  readonly person: string
  readonly at: number
  readonly seq: number
  readonly override: boolean
  /** What it made part of the agreed text. */
  readonly accepted: readonly IdRange[]
  /** The kinds that its own kinds took the place of, by block; null: the one it was born with. */
  readonly replaced: Readonly<Record<string, string | null>>
  /** What it took out of the text, and what that was called before; absent: it does not say. */
  readonly settled?: readonly IdRange[]
  /** What other suggestions lost by it; absent: nothing, or it does not say. */
  readonly beside?: readonly Beside[]
  /** The breaks of paragraphs that went with their last word; absent: none, or it does not say. */
  readonly breaks?: readonly IdRange[]
  /** What the answerer's page showed of it; absent: it does not say. */
  readonly sign?: string
}

/** Others took out some of the words that its author had suggested, and it waited on. */
export type ChangedByOthers = {
  /** In the order in which they did. */
  readonly by: readonly string[]
  /** What it said before the first of them. */
  readonly was: SuggestionContent
}

export type Suggestion = SuggestionContent & {
  readonly number: number
  readonly person: string
  readonly onBehalfOf: string | null
  readonly openedAt: number
  /** Set when its person took it from a file, in the name of `onBehalfOf` if there is one. */
  readonly brought?: Brought
  readonly changedAt: number
  readonly status: 'open' | 'emptied' | Outcome
  /** Who of which sector has agreed, where two keys are needed. */
  readonly keys: readonly {
    readonly person: string
    readonly sector: string
    readonly at: number
    /** What they agreed to; absent: before this was kept. */
    readonly sign?: string
  }[]
  /** Newest last; a reopened suggestion keeps its earlier ones. */
  readonly decisions: readonly Decision[]
  /** Newest last: who put it before the room again after an answer, and why. */
  readonly reopenings: readonly Reopening[]
  /** While `emptied`: who took the last of its words out of the text. */
  readonly emptiedBy: string | null
  /** Absent: all that is left of it is as its author has it. */
  readonly changed?: ChangedByOthers
}

export type Reopening = { readonly reason: string; readonly person: string; readonly at: number }

export type Comment = {
  readonly id: string
  readonly person: string
  /** Where it is read as somebody's: the other entry of theirs that wrote it, and that alone changes it. */
  readonly entry?: string
  readonly onBehalfOf: string | null
  readonly at: number
  readonly text: string
  readonly editedAt: number | null
  readonly deleted: boolean
  readonly mentions: readonly string[]
  /** The entry in which it was said as it is; absent: before this was kept. */
  readonly seq?: number
  /** As of a suggestion. */
  readonly brought?: Brought
}

export type Thread = {
  readonly id: string
  readonly anchor: Anchor
  readonly comments: readonly Comment[]
  readonly resolved: { readonly person: string; readonly at: number } | null
}

export type NamedVersion = {
  readonly name: string
  readonly seq: number
  readonly hash: string
  readonly person: string
  readonly at: number
}

export type Dismissal = {
  readonly rule: string
  readonly field: string
  readonly quote: string
  readonly reason: string
  readonly person: string
  readonly at: number
}

/** Everything about a commitment that is not its text, folded from the journal's events. */
export type CommitmentRecord = {
  readonly seq: number
  readonly plan: string
  readonly template: string
  readonly templateVersion: number
  readonly locale: string
  readonly createdAt: number
  /** Where the text that it began with was written; null: it began as an empty form. */
  readonly source: string | null
  readonly state: CommitmentState
  /** Fields that are not `open`. */
  readonly sections: Readonly<Record<string, SectionState>>
  /** Which ids are whose; twins belong to their home. */
  readonly clients: Bindings
  /** Where re-created text first came from; `origins.ts` answers by identity. */
  readonly origins: Origins
  /** Identities born as suggestions that are agreed text now. */
  readonly accepted: readonly IdRange[]
  /** Accepted, and their author's client has shown it, as rooms told until lately; no right hangs on it. */
  readonly frozen: readonly IdRange[]
  readonly suggestions: Readonly<Record<number, Suggestion>>
  readonly threads: Readonly<Record<string, Thread>>
  /** Fields where two keys are needed; `*` for the whole commitment. */
  readonly twoKeys: readonly string[]
  readonly versions: readonly NamedVersion[]
  readonly dismissals: readonly Dismissal[]
  /** People whose role here differs from their role in the plan. */
  readonly roles: Readonly<Record<string, string>>
  /** Second entries of people, with whose they are: see `onePerson.ts`. Absent: nobody has two. */
  readonly merged?: Readonly<Record<string, Merge>>
}

/** Which life of a document a record is of: another one when the commitment was made anew, even under the same id. */
export function epochOf({ createdAt }: Pick<CommitmentRecord, 'createdAt'>): string {
  return createdAt.toString(36)
}

/** Who said when that the person of an entry is the person `into`. */
export type Merge = { readonly into: string; readonly by: string; readonly at: number }

export const emptyRecord: CommitmentRecord = {
  seq: 0,
  plan: '',
  template: '',
  templateVersion: 0,
  locale: '',
  createdAt: 0,
  source: null,
  state: 'draft',
  sections: {},
  clients: noBindings,
  origins: noOrigins,
  accepted: [],
  frozen: [],
  suggestions: {},
  threads: {},
  twoKeys: [],
  versions: [],
  dismissals: [],
  roles: {},
}
