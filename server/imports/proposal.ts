import type { Kind } from '../../shared/text/body.ts'
import type { ImportRefusal, Lost, Source } from './draft.ts'

/** A piece of new text: characters, or the start of a block. */
export type Token = string | { readonly separator: Kind }

/**
 * One change that a file makes to the text it was compared with. Places count that text's UTF-16
 * units, block starts among them. An empty author: the file names nobody.
 */
export type Edit = {
  readonly field: string
  readonly author: string
  readonly at: number | null
} & (
  | { readonly is: 'insert'; readonly after: number; readonly tokens: readonly Token[] }
  | { readonly is: 'delete'; readonly from: number; readonly to: number; readonly text: string }
  | { readonly is: 'kind'; readonly block: number; readonly kind: Kind }
)

/** Where a thread of a file hangs: on the text, on what the file adds, or on a section. */
export type Place = {
  readonly field: string
  readonly quote: string
  /** From and to, in the text. */
  readonly text: readonly (readonly [number, number])[]
  /** Index of an insertion in `edits`, from and to within it. */
  readonly added: readonly (readonly [number, number, number])[]
}

export type ProposedComment = {
  readonly author: string
  readonly at: number | null
  readonly text: string
}

export type ProposedThread = {
  /** Of a thread that is there already and is replied to; else a new one is opened. */
  readonly known: string | null
  readonly place: Place
  readonly resolved: boolean
  readonly comments: readonly ProposedComment[]
}

/** What a file would add to a commitment. Nothing of it exists until somebody agrees. */
export type Proposal = {
  readonly edits: readonly Edit[]
  readonly threads: readonly ProposedThread[]
  readonly lost: readonly Lost[]
  /** Sections of the form that the file does not have; they stay as they are. */
  readonly missing: readonly string[]
  readonly source: Source | null
}

export type ProposalResult =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly code: ImportRefusal }
