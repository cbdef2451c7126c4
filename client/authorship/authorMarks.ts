import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { templatePerson } from '../../shared/authorship/attribution.ts'
import { initials } from '../ui/initials.ts'
import type { Authorship, Look, News } from './authorship.ts'
import { type BlockSpeakers, readSpeakers, type Spoken } from './blockSpeakers.ts'

const key = new PluginKey<DecorationSet>('authorMarks')

/** Shorter pieces have no room for initials above them. */
const namedFrom = 4

/**
 * Shows in the text whose words they are: a tint, an underline with a pattern, and initials. Nothing
 * is put into the text. Each block is read and drawn anew only when it has changed or what is known
 * of its writers has; drawing waits for the next frame, and while a word is being composed.
 */
export function authorMarks(doc: Y.Doc, authorship: Authorship): Extension {
  return Extension.create({
    name: 'authorMarks',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, set) {
            const drawn: DecorationSet | undefined = tr.getMeta(key)
            if (drawn) return drawn
            return tr.docChanged && set !== DecorationSet.empty ? set.map(tr.mapping, tr.doc) : set
          },
        },
        props: { decorations: (state) => key.getState(state) },
        view: (view) => new Drawing(view, doc, authorship),
      }),
    ],
  })
}

class Drawing {
  readonly #view: EditorView
  readonly #doc: Y.Doc
  readonly #authorship: Authorship
  readonly #stops: readonly (() => void)[]
  /** What was read of blocks that the view still shows. */
  #read = new WeakMap<Node, BlockSpeakers>()
  /** Fields, and blocks as they were read, that are drawn as they are now. */
  #drawn = new WeakSet<Node | BlockSpeakers>()
  #look: Look | null = null
  #frame = 0

  constructor(view: EditorView, doc: Y.Doc, authorship: Authorship) {
    this.#view = view
    this.#doc = doc
    this.#authorship = authorship
    // what was composed is written without a change of the view
    doc.on('afterTransaction', this.#soon)
    this.#stops = [
      authorship.subscribe(this.#soon),
      authorship.follow(this.#forget),
      () => doc.off('afterTransaction', this.#soon),
    ]
    this.#soon()
  }

  update({ state }: EditorView, before: { readonly doc: Node }): void {
    if (state.doc !== before.doc) this.#soon()
  }

  destroy(): void {
    for (const stop of this.#stops) stop()
    cancelAnimationFrame(this.#frame)
  }

  readonly #soon = (): void => {
    if (this.#frame !== 0 || (this.#authorship.look().view === 'off' && !this.#look)) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      if (this.#view.composing) this.#soon()
      else this.#draw()
    })
  }

  readonly #forget = (news: News): void => {
    if (!this.#look) return
    if (news === 'all') this.#read = new WeakMap()
    for (const field of this.#view.state.doc.children) {
      this.#drawn.delete(field)
      if (news === 'all') continue
      for (const block of field.children) {
        const clients = this.#read.get(block)?.clients
        if (clients && meet(clients, news)) this.#read.delete(block)
      }
    }
    this.#soon()
  }

  #draw(): void {
    const look = this.#authorship.look()
    const last = key.getState(this.#view.state) ?? DecorationSet.empty
    if (look !== this.#look) this.#drawn = new WeakSet()
    this.#look = look.view === 'off' ? null : look
    if (!this.#look) {
      if (last !== DecorationSet.empty) this.#dispatch(DecorationSet.empty)
      return
    }
    const next = this.#with(last, this.#due(), look)
    if (next !== last) this.#dispatch(next)
  }

  #with(last: DecorationSet, due: readonly DueBlock[], look: Look): DecorationSet {
    const gone: Decoration[] = []
    const fresh: Decoration[] = []
    for (const { node, position, read } of due) {
      const decorations = drawnIn(node, position, read.spoken, look, this.#authorship)
      const wanted = new Map(decorations.map((each) => [place(each), each]))
      for (const each of last.find(position + 1, position + node.nodeSize - 1)) {
        if (!wanted.delete(place(each))) gone.push(each)
      }
      fresh.push(...wanted.values())
      this.#drawn.add(read)
    }
    if (gone.length === 0 && fresh.length === 0) return last
    return last.remove(gone).add(this.#view.state.doc, fresh)
  }

  /** The blocks to be drawn now. Where they are many, those in sight come first. */
  #due(): readonly DueBlock[] {
    const due: DueBlock[] = []
    let position = 0
    for (const field of this.#view.state.doc.children) {
      const start = position + 1
      position += field.nodeSize
      if (this.#drawn.has(field)) continue
      const known = (block: Node) => this.#read.get(block)
      const speakers = readSpeakers(this.#doc, field, this.#authorship.attribute, known)
      if (!speakers) continue
      this.#drawn.add(field)
      let at = start
      for (const [index, node] of field.children.entries()) {
        const read = speakers[index] as BlockSpeakers
        this.#read.set(node, read)
        if (!this.#drawn.has(read)) due.push({ field, node, position: at, read })
        at += node.nodeSize
      }
    }
    return pieces(due) <= atOnce ? due : this.#first(due)
  }

  #first(due: readonly DueBlock[]): readonly DueBlock[] {
    const inSight = due.filter(({ position }) => isInSight(this.#view.nodeDOM(position)))
    const now = inSight.length > 0 ? inSight : due
    let room = atOnce
    const first = now.filter(({ read }) => {
      const fits = room > 0
      room -= read.spoken.length
      return fits
    })
    for (const { field } of due) this.#drawn.delete(field)
    this.#soon()
    return first
  }

  #dispatch(set: DecorationSet): void {
    const { state } = this.#view
    this.#view.dispatch(state.tr.setMeta(key, set).setMeta('addToHistory', false))
  }
}

/** A block that is not drawn as it is now. */
type DueBlock = {
  readonly field: Node
  readonly node: Node
  /** Before the block. */
  readonly position: number
  readonly read: BlockSpeakers
}

/** Pieces that are drawn in one frame: the browser lays each of them out. */
const atOnce = 400

function pieces(due: readonly DueBlock[]): number {
  return due.reduce((sum, { read }) => sum + read.spoken.length, 0)
}

function isInSight(dom: globalThis.Node | null): boolean {
  if (!(dom instanceof HTMLElement)) return false
  const { top, bottom } = dom.getBoundingClientRect()
  return bottom >= 0 && top <= window.innerHeight
}

function drawnIn(
  block: Node,
  position: number,
  spoken: readonly Spoken[],
  look: Look,
  authorship: Authorship,
): Decoration[] {
  const start = position + 1
  return spoken.flatMap(({ from, to, speaker }) => {
    const attributes = attributesOf(speaker, look, authorship)
    if (!attributes) return []
    const spec = { key: JSON.stringify(attributes) }
    // Bold and links cut what is drawn; the initials stand over the first piece only.
    const first = Math.min(to, endOfPiece(block, from))
    const isNamed = look.view === 'person' && to - from >= namedFrom
    const name = isNamed ? nameOver(speaker, authorship) : null
    if (!name) return Decoration.inline(start + from, start + to, attributes, spec)
    const named = { ...attributes, 'data-initials': name }
    const head = Decoration.inline(start + from, start + first, named, {
      key: `${spec.key}${name}`,
    })
    return first === to
      ? head
      : [head, Decoration.inline(start + first, start + to, attributes, spec)]
  })
}

/** Null: drawn plainly, as text of the form is unless somebody's words are looked for. */
function attributesOf(
  speaker: string,
  { view, isolated }: Look,
  authorship: Authorship,
): Record<string, string> | null {
  const group = view === 'person' ? speaker : (authorship.person(speaker)?.sector ?? '')
  const faded = isolated !== null && isolated !== group
  if (speaker === templatePerson) return faded ? { class: 'author-faded' } : null
  return {
    class: faded ? 'author author-faded' : 'author',
    [view === 'person' ? 'data-tone' : 'data-sector']:
      view === 'person' ? `${authorship.tones.of(speaker)}` : group,
  }
}

function nameOver(speaker: string, authorship: Authorship): string | null {
  const name = authorship.person(speaker)?.name
  return name ? initials(name) : null
}

function endOfPiece(block: Node, offset: number): number {
  let end = 0
  for (const child of block.children) {
    end += child.nodeSize
    if (end > offset) break
  }
  return end
}

function meet(these: ReadonlySet<number>, those: ReadonlySet<number>): boolean {
  for (const each of these) if (those.has(each)) return true
  return false
}

function place({ from, to, spec }: Decoration): string {
  return `${from} ${to} ${spec.key}`
}
