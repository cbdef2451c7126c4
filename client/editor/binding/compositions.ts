import type { EditorView } from '@tiptap/pm/view'
import { inputMethodKey } from '../../ui/composing.ts'
import type { Binding } from './binding.ts'
import { hearCaret, holdCaret } from './caret.ts'

/** ProseMirror ends a composition 20 ms after its event; what it reads last belongs to it. */
const compositionRest = 25

/**
 * An engine may take what was composed away first, end the composition with no word, and put the
 * chosen one in a moment later; a busy machine makes that moment long. Nobody tells whether one is
 * to come, so the block stays held until the next thing happens, or for this many milliseconds. As
 * often it is asked whether a composition that is said to be open can still be so.
 */
const secondStep = 1_000

/**
 * How long the block of a composition is held: as engines say it, and no longer than what they do
 * lets it be. Chromium ends one without a word when Backspace has taken its last letter, others when
 * the text under it is replaced or the focus goes; a block that nobody lets go would keep what is
 * typed from the room, and what the room says from the page, for good.
 */
export class Compositions {
  readonly #binding: Binding
  #resting: ReturnType<typeof setTimeout> | undefined
  #asking: ReturnType<typeof setInterval> | undefined
  /** One has begun, and nobody has said that it is over. */
  #isOpen = false

  constructor(binding: Binding) {
    this.#binding = binding
  }

  begin(view: EditorView): void {
    this.#isOpen = true
    clearTimeout(this.#resting)
    hearCaret(view)
    this.#binding.hold()
    takeOutSelected(view, this.#binding)
    clearInterval(this.#asking)
    this.#asking = setInterval(() => this.#ask(view), secondStep)
  }

  /** Also of one of whose beginning, or going on, the engine has said nothing. */
  goesOn(view: EditorView): void {
    clearTimeout(this.#resting)
    if (!this.#isOpen) this.begin(view)
  }

  end(view: EditorView, data: string): void {
    this.#isOpen = false
    holdCaret(view)
    this.#rest(view, data ? compositionRest : secondStep)
  }

  /** The view is told as well: it would take no key, and leave alone what the browser draws. */
  #close(view: EditorView): void {
    if (!this.#isOpen) return
    view.dom.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    // what the view has not handed on
    this.#isOpen = false
  }

  #rest(view: EditorView, time: number): void {
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => this.letGo(view), time)
  }

  /** Writes what is held back. */
  letGo(view: EditorView): void {
    this.#close(view)
    this.stop()
    this.#binding.release()
  }

  /** A key is pressed: no second step is to come. */
  key(view: EditorView, event: KeyboardEvent): void {
    if (event.keyCode === inputMethodKey) return
    if (event.isComposing ? !this.#isOpen && !view.composing : this.#binding.holding)
      this.letGo(view)
  }

  /** A key is let go of. */
  keyUp(view: EditorView, { keyCode, isComposing }: KeyboardEvent): void {
    if (keyCode !== inputMethodKey && !isComposing) this.#isOver(view)
  }

  /** The browser has changed the text. */
  input(view: EditorView, { isComposing, inputType = '' }: InputEvent): void {
    if (isComposing === false && inputType && !/Composition/.test(inputType)) this.#isOver(view)
    else if (!this.#isOpen && this.#binding.holding) this.#rest(view, compositionRest)
  }

  /** A click into the word that is being composed goes on with it. */
  click(view: EditorView): void {
    if (this.#isOpen) this.#rest(view, secondStep)
    else if (this.#binding.holding) this.letGo(view)
  }

  blur(view: EditorView): void {
    if (this.#isOpen) this.#rest(view, compositionRest)
  }

  focus(): void {
    if (this.#isOpen) clearTimeout(this.#resting)
  }

  stop(): void {
    clearTimeout(this.#resting)
    clearInterval(this.#asking)
  }

  /** The engine does something that it does not do while it composes. */
  #isOver(view: EditorView): void {
    if (!this.#isOpen) return
    this.#close(view)
    this.#rest(view, compositionRest)
  }

  #ask(view: EditorView): void {
    const canBe = view.composing && view.hasFocus() && this.#binding.holdsCaret
    if (this.#isOpen && !canBe) this.letGo(view)
  }
}

/**
 * Takes out what a word is going to be composed over where it stands in several text nodes, as struck
 * words beside pending ones do. Chromium and WebKit count where a composition begins in the one text
 * node that holds its end: what they keep of the first node, or leave in it, comes in twice.
 */
function takeOutSelected(view: EditorView, binding: Binding): void {
  const { from, to, empty } = view.state.selection
  if (empty || !binding.holding || view.domAtPos(from, 1).node === view.domAtPos(to, -1).node)
    return
  view.dispatch(view.state.tr.delete(from, to))
}
