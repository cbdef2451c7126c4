import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { PersonView } from '../../shared/protocol.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { toAbsolute, toRelative } from './binding/caret.ts'
import './carets.css'

export type CaretOptions = {
  readonly doc: Y.Doc
  readonly awareness: Awareness
}

/**
 * Tells the others where this person's caret is, and draws theirs: thin bars in their sector's
 * colour and shape, with a name while they write or move, and while the mouse is near.
 *
 * The bars lie in a layer of their own over the text. Nothing is put into the text itself, so they
 * push no letter, take no click, and never touch a word that is being composed.
 */
export function carets(options: CaretOptions): Extension {
  return Extension.create({
    name: 'carets',
    addProseMirrorPlugins: () => [new Plugin({ view: (view) => new Carets(view, options) })],
  })
}

/** A place as Yjs writes it; `tname` is the root of its field. */
type Place = { readonly tname: string }

/** What the room makes of presence: `user` is its word, the cursor only the other page's. */
type Present = {
  readonly user: PersonView
  readonly cursor: { readonly anchor: Place; readonly head: Place }
}

/** How long a name stays after its caret moved, in milliseconds: enough to read it. */
const nameStays = 2000

/** The mouse is near a caret within this many pixels. */
const near = 8

type Caret = { readonly dom: HTMLElement; cursor: string; timer?: ReturnType<typeof setTimeout> }

class Carets {
  readonly #view: EditorView
  readonly #doc: Y.Doc
  readonly #awareness: Awareness
  readonly #layer: HTMLElement
  readonly #carets = new Map<number, Caret>()
  readonly #resized: ResizeObserver
  readonly #listening = new AbortController()
  #frame = 0
  #told = ''

  constructor(view: EditorView, { doc, awareness }: CaretOptions) {
    this.#view = view
    this.#doc = doc
    this.#awareness = awareness
    this.#layer = document.createElement('div')
    this.#layer.className = 'carets'
    // People who cannot see them hear who is here, and where, from the page.
    this.#layer.setAttribute('aria-hidden', 'true')
    view.dom.after(this.#layer)
    this.#resized = new ResizeObserver(() => this.#drawSoon())
    this.#resized.observe(view.dom)
    const { signal } = this.#listening
    view.dom.addEventListener('focus', () => this.#tell(), { signal })
    view.dom.addEventListener('mousemove', (event) => this.#nameNear(event), { signal })
    awareness.on('change', this.#drawSoon)
    this.#drawSoon()
  }

  /** ProseMirror calls it after each change of text or selection. */
  update(): void {
    this.#tell()
    this.#drawSoon()
  }

  destroy(): void {
    this.#awareness.off('change', this.#drawSoon)
    this.#listening.abort()
    this.#resized.disconnect()
    cancelAnimationFrame(this.#frame)
    for (const { timer } of this.#carets.values()) clearTimeout(timer)
    this.#layer.remove()
  }

  /** A word that is being composed is in nobody's text yet, so neither is a caret in it. */
  #tell(): void {
    const view = this.#view
    if (!view.hasFocus() || view.composing) return
    const { anchor, head } = view.state.selection
    const from = toRelative(view, this.#doc, anchor)
    const to = toRelative(view, this.#doc, head)
    if (!from || !to) return
    const cursor = { anchor: from.at, head: to.at }
    const said = JSON.stringify(cursor)
    if (said === this.#told) return
    this.#told = said
    this.#awareness.setLocalStateField('cursor', cursor)
  }

  readonly #drawSoon = (): void => {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      if (!this.#view.composing) this.#draw()
    })
  }

  #draw(): void {
    // Measuring costs a layout.
    if (this.#carets.size === 0 && this.#awareness.getStates().size < 2) return
    const origin = this.#layer.getBoundingClientRect()
    const drawn = new Set<number>()
    for (const [client, state] of this.#awareness.getStates()) {
      if (client === this.#awareness.clientID) continue
      const position = showsCaret(state) ? this.#positionOf(state) : null
      if (!showsCaret(state) || position === null) continue
      drawn.add(client)
      const caret = this.#caretOf(client, state)
      const { left, top, bottom } = this.#view.coordsAtPos(position)
      caret.dom.style.translate = `${left - origin.left}px ${top - origin.top}px`
      caret.dom.style.blockSize = `${bottom - top}px`
    }
    for (const [client, { dom, timer }] of this.#carets) {
      if (drawn.has(client)) continue
      clearTimeout(timer)
      dom.remove()
      this.#carets.delete(client)
    }
  }

  #positionOf({ cursor: { head } }: Present): number | null {
    const field = head.tname.slice(bodyRoots.field.length)
    return toAbsolute(this.#view, this.#doc, { field, at: head })
  }

  #caretOf(client: number, { user, cursor }: Present): Caret {
    let caret = this.#carets.get(client)
    if (!caret) {
      caret = { dom: caretDom(user), cursor: '' }
      this.#carets.set(client, caret)
      this.#layer.append(caret.dom)
    }
    const said = JSON.stringify(cursor)
    if (said !== caret.cursor) {
      caret.cursor = said
      this.#showName(caret)
    }
    return caret
  }

  #nameNear({ clientX, clientY }: MouseEvent): void {
    for (const caret of this.#carets.values()) {
      const { left, top, bottom } = caret.dom.getBoundingClientRect()
      const beside = Math.abs(clientX - left) <= near && clientY >= top && clientY <= bottom
      if (beside) this.#showName(caret)
    }
  }

  #showName(caret: Caret): void {
    clearTimeout(caret.timer)
    caret.dom.toggleAttribute('data-named', true)
    caret.timer = setTimeout(() => caret.dom.toggleAttribute('data-named', false), nameStays)
  }
}

/** A cursor may be any JSON; Yjs is asked about places only. */
function showsCaret(state: unknown): state is Present {
  const { user, cursor } = state as Partial<Present>
  return user !== undefined && isPlace(cursor?.anchor) && isPlace(cursor?.head)
}

function isPlace(at: Partial<Place> | undefined): boolean {
  return typeof at?.tname === 'string' && at.tname.startsWith(bodyRoots.field)
}

function caretDom({ name, sector }: Present['user']): HTMLElement {
  const dom = document.createElement('div')
  dom.className = 'caret'
  dom.style.setProperty('--hue', `var(--sector-${sector})`)
  const mark = document.createElement('span')
  mark.className = 'caret-mark'
  mark.dataset.sector = sector
  const label = document.createElement('span')
  label.className = 'caret-name'
  label.textContent = name
  dom.append(mark, label)
  return dom
}
