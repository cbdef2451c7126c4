import { diffArrays } from 'diff'
import type { Locale } from './locale/locale.ts'
import { type Block, type FieldText, hardBreak } from './text/body.ts'
import { wordsOf } from './words.ts'

/** A stretch of text and its fate between two versions; joined, `same` and `added` are the later. */
export type DiffPart = { readonly is: 'same' | 'added' | 'removed'; readonly text: string }

export type FieldDiff = { readonly name: string; readonly parts: readonly DiffPart[] }

/**
 * Fields whose words differ, in the order of the later text and then those that are gone. Compared
 * by words as readers see them, so in Chinese by dictionary words, never by half a character.
 */
export function diffFields(
  from: readonly FieldText[],
  to: readonly FieldText[],
  locale: Locale,
): FieldDiff[] {
  const before = new Map(from.map(({ name, blocks }) => [name, lines(blocks)]))
  const after = new Map(to.map(({ name, blocks }) => [name, lines(blocks)]))
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((name) => {
    const [old = '', now = ''] = [before.get(name), after.get(name)]
    return old === now ? [] : [{ name, parts: diffText(old, now, locale) }]
  })
}

/** More edits than this are another text; the bound keeps time and memory small. */
const mostEdits = 2000

/** The difference of two texts, word by word (Myers’ algorithm, by `diff`). */
export function diffText(from: string, to: string, locale: Locale): DiffPart[] {
  const [old, now] = [wordsOf(from, locale), wordsOf(to, locale)]
  const parts = diffArrays(old, now, { maxEditLength: mostEdits }) ?? [
    { added: false, removed: true, value: old },
    { added: true, removed: false, value: now },
  ]
  return parts.map(({ added, removed, value }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

function lines(blocks: readonly Block[]): string {
  return blocks
    .map(({ runs }) => runs.map(({ text }) => text.replaceAll(hardBreak, '\n')).join(''))
    .join('\n')
}
