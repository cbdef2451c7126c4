import type { Editor } from '@tiptap/core'
import type * as Y from 'yjs'
import { absoluteSelection, relativeSelection } from '../editor/binding/caret.ts'
import type { Control, Desk, Resting } from './desk.ts'

const controls = 'input, button, a[href]'

/** Reads where somebody is. */
export function restingIn(desk: Desk, doc: Y.Doc): Resting {
  const editor = desk.active()
  const scroll = window.scrollY
  if (!editor?.isFocused) {
    const control = controlNow()
    const top = control && (document.activeElement?.getBoundingClientRect().top ?? null)
    return { selection: null, top, scroll, control }
  }
  const { state } = editor
  const selection = relativeSelection(state.doc, doc, state.selection)
  return { selection, top: topOf(editor), scroll, control: null }
}

/** Whether this is where the caret goes in one of these fields. */
export function restsIn(resting: Resting | null, fields: readonly string[]): boolean {
  return fields.includes(resting?.selection?.head.field ?? '')
}

/** Puts caret and focus where they were, `now` telling where each place has gone. */
export function resume(
  { selection }: Resting,
  editor: Editor,
  doc: Y.Doc,
  now: (place: unknown) => unknown,
): void {
  const { view, state } = editor
  const moved = selection && {
    anchor: { ...selection.anchor, at: now(selection.anchor.at) },
    head: { ...selection.head, at: now(selection.head.at) },
  }
  const restored = moved && absoluteSelection(state.doc, doc, moved)
  if (restored) view.dispatch(state.tr.setSelection(restored))
  view.focus()
}

/** Moves the page, once all of it stands again, so that what one looked at is where it was. */
export function settle({ selection, top, scroll, control }: Resting, desk: Desk): void {
  const element = control && controlAt(control)
  if (element) {
    element.focus({ preventScroll: true })
    if (element instanceof HTMLInputElement && control.caret !== null) {
      element.setSelectionRange(control.caret, control.caret)
    }
  }
  const editor = desk.active()
  const now = element ? element.getBoundingClientRect().top : selection && editor && topOf(editor)
  if (typeof now === 'number' && top !== null) moveBy(now - top)
  else moveBy(scroll - window.scrollY)
  const seen = element ?? (selection && editor && blockOf(editor))
  if (seen) hold(seen)
}

/**
 * What stands above comes back piece by piece (heads, words put aside): until it has, it moves nothing
 * of what one looks at. Browsers do so themselves only where what they hold on to stands all the while,
 * so meanwhile they leave it to us.
 */
function hold(seen: Element): void {
  release()
  const text = seen.closest('.text')
  if (!text) return
  let top = seen.getBoundingClientRect().top
  let { scrollY } = window
  // whoever scrolls, or whatever else does, is followed
  const scrolled = () => {
    top -= window.scrollY - scrollY
    scrollY = window.scrollY
  }
  const grown = new ResizeObserver(() => {
    if (seen.isConnected) moveBy(seen.getBoundingClientRect().top - top)
    scrollY = window.scrollY
  })
  const root = document.documentElement
  root.style.overflowAnchor = 'none'
  grown.observe(text)
  window.addEventListener('scroll', scrolled, { passive: true })
  const end = () => {
    clearTimeout(timer)
    grown.disconnect()
    root.style.overflowAnchor = ''
    window.removeEventListener('scroll', scrolled)
  }
  const timer = setTimeout(end, comesBack)
  release = end
}

/** At once, whatever the page's links do: what is on its way is overtaken by the next key. */
function moveBy(top: number): void {
  window.scrollBy({ top, behavior: 'instant' })
}

/** Ends what holds the page now. */
let release = () => {}

/** Within this time all of a page stands again, in ms. */
const comesBack = 3000

/** The block with the caret: its letters may go on, and what is above them is not theirs. */
function blockOf({ view, state }: Editor): Element | null {
  const { node } = view.domAtPos(state.selection.head)
  const element = node instanceof Element ? node : node.parentElement
  return element?.closest('.field-text > *') ?? element
}

function topOf({ view, state }: Editor): number {
  return view.coordsAtPos(state.selection.head).top
}

function controlNow(): Control | null {
  const element = document.activeElement
  const around = element?.closest('.text') ? element.closest('[id]') : null
  if (!element || !around) return null
  const number = Array.from(around.querySelectorAll(controls)).indexOf(element)
  const caret = element instanceof HTMLInputElement ? element.selectionStart : null
  return number < 0 ? null : { around: around.id, number, caret }
}

function controlAt({ around, number }: Control): HTMLElement | null {
  const found = document.getElementById(around)?.querySelectorAll<HTMLElement>(controls)[number]
  return found ?? null
}
