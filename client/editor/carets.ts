import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { type Cursor, cursorOf } from '../../shared/presence.ts'
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

/** What the room makes of presence: `user` is its word, the cursor only the other page's. */
type Present = { readonly user: PersonView; readonly cursor: Cursor }

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
      const present = presentOf(state)
      const at = present && this.#boxOf(present)
      if (!present || !at) continue
      drawn.add(client)
      const caret = this.#caretOf(client, present)
      const { left, top, bottom } = at
      caret.dom.style.translate = `${left - origin.left}px ${top - origin.top}px`
      caret.dom.style.blockSize = `${bottom - top}px`
      const along = (left - origin.left) / this.#view.dom.clientWidth
      caret.dom.style.setProperty('--along', `${Math.min(1, Math.max(0, along))}`)
    }
    for (const [client, { dom, timer }] of this.#carets) {
      if (drawn.has(client)) continue
      clearTimeout(timer)
      dom.remove()
      this.#carets.delete(client)
    }
  }

  /** Where it is drawn; null: nowhere in this text. One that cannot be drawn hides nobody else's. */
  #boxOf({ cursor: { head } }: Present): ReturnType<EditorView['coordsAtPos']> | null {
    // a root that is asked for by a new name comes to be
    if (!head.tname?.startsWith(bodyRoots.field) || !this.#doc.share.has(head.tname)) return null
    const field = head.tname.slice(bodyRoots.field.length)
    try {
      const position = toAbsolute(this.#view, this.#doc, { field, at: head })
      return position === null ? null : this.#view.coordsAtPos(position)
    } catch {
      return null
    }
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

/** Null: somebody without a place. A room of another version may have passed on anything. */
function presentOf(state: unknown): Present | null {
  const { user, cursor: said } = (state ?? {}) as { user?: PersonView; cursor?: unknown }
  const cursor = cursorOf(said)
  return user && cursor ? { user, cursor } : null
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
