import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { Token } from '../../../shared/text/suggest.ts'
import type { RelativePlace } from './caret.ts'
import { changesOf } from './edits.ts'
import { equalEnds } from './ends.ts'

/** What somebody did where nothing is taken; it is in no text. */
export type Untaken = {
  readonly field: string
  /** Where the caret was; null: between fields. */
  readonly at: RelativePlace | null
  /** What would have come in: nobody's typing is lost. Empty for what brings no words. */
  readonly text: string
  /** The key that takes back a letter, which it may do of what was not taken before. */
  readonly back: boolean
}

/** Names of the fields that a transaction changes. */
export function changedFields(before: Node, after: Node): string[] {
  return after.children.flatMap((field, at) =>
    field === before.maybeChild(at) ? [] : [String(field.attrs.name)],
  )
}

/** What a transaction would have written, in words. What is only moved stays where it was. */
export function untakenOf(local: Transaction, { selection }: EditorState): Omit<Untaken, 'at'> {
  const changes = local.steps.flatMap((step, at) =>
    changesOf(step, local.docs[at] ?? local.before, local.docs[at + 1] ?? local.doc, equalEnds),
  )
  const edits = changes.flatMap((change) =>
    change.edits.flatMap((edit) => (edit.type === 'replace' ? [{ ...edit, ...change }] : [])),
  )
  const takesOut = edits.some(({ from, to }) => to > from)
  const moved = local.getMeta('uiEvent') === 'drop' && takesOut
  const field = changes[0]?.field ?? ''
  const text = moved ? '' : edits.map(({ tokens }) => wordsOf(tokens)).join('')
  return { field, text, back: text === '' && takesOut && selection.empty }
}

/** Tokens as plain text. */
export function wordsOf(tokens: readonly Token[]): string {
  return tokens.map((token) => ('separator' in token ? '\n' : token.text)).join('')
}
