import type { Node } from '@tiptap/pm/model'
import type { CrowdPage } from './crowd.ts'

/** Somebody at a page: where chance comes from, and who keeps account of the characters. */
export type Person = {
  readonly page: CrowdPage
  readonly below: (count: number) => number
  readonly chance: (of: number) => boolean
  /** New characters of this person; `typed` says that they stand in the view now. */
  readonly fresh: (length: number) => string
  readonly typed: (text: string) => void
  /** What was typed belongs between these characters, which stood there when it was begun. */
  readonly between: (left: string | undefined, text: string, right: string | undefined) => void
  /** Characters that this person takes out on purpose, or moves. */
  readonly takes: (characters: readonly string[]) => void
  readonly moves: (characters: readonly string[]) => void
  /** Characters that are typed anew: other words, which say the same. */
  readonly again: (characters: readonly string[]) => void
  /** Says what the act should leave of what is selected, read as if everything were adopted. */
  readonly means: (text: string) => void
  /** Others go on while a word is being composed. */
  readonly meanwhile: () => void
}

/** The unique characters of a document, in order. */
export function charactersOf(doc: Node, from = 0, to = doc.content.size): string[] {
  return [...doc.textBetween(from, to, '', '')].filter((one) => one >= '\u3400')
}
