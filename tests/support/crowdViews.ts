import type { Editor } from '@tiptap/core'
import { charactersOf, type Person } from './crowdPerson.ts'
import { type } from './editors.ts'

/**
 * Takes out what is selected while the view does not draw what is struck: by key, by cutting, by
 * typing over it. What is struck may not go.
 */
export function takeOutSeen({ page, below, fresh, typed, takes }: Person): void {
  const { editor, views } = page
  if (!views) return
  views.simple = true
  try {
    const struck = views.struck()
    const { from, to, $from } = editor.state.selection
    const seen = charactersOf(editor.state.doc, from, to).filter((one) => !struck.has(one))
    switch (below(5)) {
      case 0: {
        takes(seen)
        const twice = doubledIn(editor)
        const cut = views.taken('cut')
        if (!sameLetters(cut, seen, twice)) throw new Error(`cut ${cut}, seen ${seen.join('')}`)
        return
      }
      case 1: {
        takes(seen)
        const text = fresh(1)
        if (from === to) type(editor, text)
        else editor.view.dispatch(editor.state.tr.insertText(text, from, to))
        typed(text)
        return
      }
      case 2: {
        const before = charactersOf(editor.state.doc, $from.start(), from).filter(
          (one) => !struck.has(one),
        )
        takes(from === to ? before.slice(-1) : seen)
        views.input('deleteContentBackward')
        return
      }
      default:
        takes(seen)
        editor.view.dispatch(editor.state.tr.deleteSelection())
    }
  } finally {
    views.simple = false
  }
}

/** Copies what is selected, in either view: what is struck is no plain text. */
export function copySeen({ page: { editor, views }, chance }: Person): void {
  if (!views) return
  views.simple = chance(0.5)
  const struck = views.struck()
  const { from, to } = editor.state.selection
  const seen = charactersOf(editor.state.doc, from, to).filter((one) => !struck.has(one))
  const copied = from === to ? '' : views.taken('copy')
  views.simple = false
  if (!sameLetters(copied, seen, doubledIn(editor)))
    throw new Error(`copied ${copied}, seen ${seen.join('')}`)
}

/** What was moved by two at once stands twice, and may be struck in one of its places. */
function doubledIn(editor: Editor): ReadonlySet<string> {
  const there = charactersOf(editor.state.doc)
  return new Set(there.filter((one, at) => there.indexOf(one) !== at))
}

function sameLetters(
  text: string,
  letters: readonly string[],
  besides: ReadonlySet<string>,
): boolean {
  const counted = (all: readonly string[]) =>
    all.filter((one) => one >= '\u3400' && !besides.has(one)).join('')
  return counted([...text]) === counted(letters)
}
