/** Names of the Yjs roots of a commitment's body. A stock client may rely on them. */
export const bodyRoots = {
  /** Prefix of the roots that hold text: one Y.Text per field and per milestone cell. */
  field: 'f:',
  /** Y.Map: block id → kind, for blocks whose kind was changed after birth. */
  kinds: 'kinds',
  /** Y.Map, flat keys `<row id>/order`, `/start`, `/end`, `/removed`. */
  rows: 'rows',
  /** Y.Array of suggested deletions, `[client, clock, length]`. */
  deletions: 'deletions',
  /** Y.Map: `<block id>/<clientID in base 36>` → suggested kind. */
  kindProposals: 'kindProposals',
} as const

/** `p` paragraph, `h1` `h2` headings, `b0`…`b8` bullet and `o0`…`o8` ordered items by indent, `q` quote. */
export type Kind = string
export const kindPattern = /^(p|q|h[12]|[bo][0-8])$/

/** The separator that starts every block but a field's first. Short keys: it is stored per block. */
export type Separator = {
  /** Birth id of the block: `<clientID>.<clock>` of the separator itself, both in base 36. */
  readonly b: string
  /** Kind at birth; absent: paragraph. `kinds` overrides it. */
  readonly k?: Kind
  /** Born as a suggestion: it does not reset inline marks. */
  readonly n?: 1
}

/** The first block of a field has no separator, and this constant id. */
export function firstBlock(field: string): string {
  return `${field}^`
}

/** A hard break inside a block, so that a separator is the only embed. */
export const hardBreak = '\u2028'

/** Inline marks: attribute name → value, as Yjs formats text. A link's value is its address. */
export type Marks = Readonly<{ bold?: true; italic?: true; underline?: true; link?: string }>

export type Run = { readonly text: string; readonly marks?: Marks }
export type Block = { readonly id: string; readonly kind: Kind; readonly runs: readonly Run[] }
export type FieldText = { readonly name: string; readonly blocks: readonly Block[] }

/**
 * A milestone cell's field name. Rows are never nested in anything, so nobody's words hang on a row
 * that another person removes.
 */
export function cellField(row: string, column: string): string {
  return `row.${row}.${column}`
}
