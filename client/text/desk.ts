import type { Editor } from '@tiptap/core'
import { useSyncExternalStore } from 'react'
import type { RelativeSelection } from '../editor/binding/caret.ts'
import type { Undo } from '../editor/binding/undo.ts'

/**
 * The editors on a page, in reading order, and which of them is being written in. The text and
 * each milestone cell are editors of their own; toolbar, find and count work on them through here.
 */
export type Desk = {
  readonly editors: () => readonly Editor[]
  /** The editor that last had the focus. */
  readonly active: () => Editor | null
  /** The page's own undo; another one after the document was made anew. */
  readonly undo: () => Undo | null
  readonly setUndo: (undo: Undo | null) => void
  /** Where somebody was when the document was made anew, until the page stands on the new one. */
  readonly resting: () => Resting | null
  readonly rest: (at: Resting | null) => void
  /** What somebody looks for, and would put in its place: while the bar is open, in every view. */
  readonly sought: () => Sought
  readonly seek: (sought: Sought) => void
  /** Puts an editor on the desk; answers how to take it off. */
  readonly add: (editor: Editor) => () => void
  /** Calls `changed` after each change of text, selection or focus of any of them. */
  readonly subscribe: (changed: () => void) => () => void
}

/** Where somebody was in a text that is about to be drawn on another document. */
export type Resting = {
  readonly selection: RelativeSelection | null
  /** Where the caret, or the control with the focus, is seen in the window. */
  readonly top: number | null
  readonly scroll: number
  readonly control: Control | null
}

/** A control within the text that has the focus, as it can be found again. */
export type Control = {
  readonly around: string
  readonly number: number
  readonly caret: number | null
}

export type Sought = { readonly query: string; readonly replacement: string }

export const nothingSought: Sought = { query: '', replacement: '' }

export function createDesk(): Desk {
  const listeners = new Set<() => void>()
  let editors: readonly Editor[] = []
  let active: Editor | null = null
  let undo: Undo | null = null
  let resting: Resting | null = null
  let sought = nothingSought
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    editors: () => editors,
    active: () => active,
    undo: () => undo,
    resting: () => resting,
    rest(at) {
      resting = at
    },
    sought: () => sought,
    seek(next) {
      sought = next
    },
    setUndo(next) {
      undo = next
    },
    add(editor) {
      const focused = () => {
        active = editor
        changed()
      }
      editors = [...editors, editor].sort(readingOrder)
      editor.on('focus', focused)
      editor.on('transaction', changed)
      changed()
      return () => {
        editors = editors.filter((one) => one !== editor)
        if (active === editor) active = null
        editor.off('focus', focused)
        editor.off('transaction', changed)
        changed()
      }
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** Follows one simple value of the desk; renders again only when that value differs. */
export function useDesk<Value extends string | number | boolean | null>(
  desk: Desk,
  read: (desk: Desk) => Value,
): Value {
  return useSyncExternalStore(desk.subscribe, () => read(desk))
}

/** The editor that last had the focus, as it changes. */
export function useActive(desk: Desk): Editor | null {
  return useSyncExternalStore(desk.subscribe, desk.active)
}

function readingOrder(a: Editor, b: Editor): number {
  const follows = a.view.dom.compareDocumentPosition(b.view.dom) & Node.DOCUMENT_POSITION_FOLLOWING
  return follows ? -1 : 1
}
