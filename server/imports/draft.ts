import type { Kind, Marks } from '../../shared/text/body.ts'

/** As the file says it: a name that anybody can type, never an account. */
export type ImportedChange = { readonly author: string; readonly at: number | null }

export type ImportedRun = {
  readonly text: string
  readonly marks?: Marks
  readonly inserted?: ImportedChange
  readonly deleted?: ImportedChange
  readonly threads?: readonly string[]
}

/** As in an export: `inserted` and `deleted` are about the separator that starts the block. */
export type ImportedBlock = {
  readonly kind: Kind
  readonly proposed?: ImportedChange & { readonly kind: Kind }
  readonly inserted?: ImportedChange
  readonly deleted?: ImportedChange
  readonly runs: readonly ImportedRun[]
}

export type ImportedThread = {
  readonly id: string
  /** Set when the thread is about a section as a whole. */
  readonly section: string | null
  readonly resolved: boolean
  readonly comments: readonly {
    readonly author: string
    readonly at: number | null
    readonly text: string
  }[]
}

/** What a file would become: for a preview; nothing is created from it until somebody agrees. */
export type ImportDraft = {
  readonly fields: Readonly<Record<string, readonly ImportedBlock[]>>
  /** By section: the milestone table's lines below its header. */
  readonly tables: Readonly<Record<string, readonly (readonly (readonly ImportedBlock[])[])[]>>
  readonly threads: readonly ImportedThread[]
  /** Names of all authors of changes and comments, for mapping to people. */
  readonly authors: readonly string[]
  readonly lost: readonly Lost[]
  /** What the file says it was made from; only our own files say it. */
  readonly source?: Source
}

/** A commitment and the entry of its journal that a document shows. */
export type Source = { readonly commitment: string; readonly seq: number }

/** Reads a document's property as our exports write it. */
export function sourceOf(property: string | undefined): { source?: Source } {
  const [, commitment, seq] = /^([\w-]{1,64})@(\d{1,15})$/.exec(property ?? '') ?? []
  return commitment === undefined ? {} : { source: { commitment, seq: Number(seq) } }
}

/** What could not be kept, and how often. */
export type Lost = {
  readonly what:
    | 'image'
    | 'footnote'
    | 'table'
    | 'format-change'
    | 'merged-cells'
    | 'outside-sections'
    | 'link'
    /** Bold, italic, underline and links: suggestions say words only. */
    | 'formatting'
    /** A row that was taken out stays, without its words when that is adopted. */
    | 'milestone-row'
    /** Open suggestions that somebody accepted or rejected in the file. */
    | 'answered'
    /** Deletions of words that the text does not have. */
    | 'unknown-deletion'
    | 'section-closed'
    | 'long-comment'
  readonly count: number
  /** Some of it, in words, where that helps. */
  readonly words?: readonly string[]
}

export type ImportRefusal = 'not-a-document' | 'too-large' | 'entities' | 'broken'

/** A section of the form that is imported into; a file may name it or only show its label. */
export type Section = { readonly name: string; readonly labels: readonly string[] }

export type ImportResult =
  | { readonly ok: true; readonly draft: ImportDraft }
  | { readonly ok: false; readonly code: ImportRefusal }

/** Thrown inside the readers, answered by `reading`. */
export class Refused extends Error {
  readonly code: ImportRefusal
  constructor(code: ImportRefusal) {
    super(code)
    this.code = code
  }
}

/** Runs a reader; what is not a document is a value with a code, never an exception. */
export function reading(read: () => ImportDraft): ImportResult {
  try {
    return { ok: true, draft: read() }
  } catch (error) {
    return { ok: false, code: error instanceof Refused ? error.code : 'broken' }
  }
}
