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
  /** Fields that are drawn as they are now. */
  #drawn = new WeakSet<Node>()
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
      this.#draw()
    })
  }

  readonly #forget = (news: News): void => {
    if (!this.#look) return
    this.#drawn = new WeakSet()
    if (news === 'all') this.#read = new WeakMap()
    else {
      for (const field of this.#view.state.doc.children) {
        for (const block of field.children) {
          const clients = this.#read.get(block)?.clients
          if (clients && meet(clients, news)) this.#read.delete(block)
        }
      }
    }
    this.#soon()
  }

  #draw(): void {
    const view = this.#view
    if (view.composing) {
      this.#soon()
      return
    }
    const look = this.#authorship.look()
    const last = key.getState(view.state) ?? DecorationSet.empty
    if (look.view === 'off') {
      this.#look = null
      this.#drawn = new WeakSet()
      if (last !== DecorationSet.empty) this.#dispatch(DecorationSet.empty)
      return
    }
    const anew = look !== this.#look
    this.#look = look
    const next = anew ? this.#all(look) : this.#changed(look, last)
    if (next !== last) this.#dispatch(next)
  }

  #all(look: Look): DecorationSet {
    const { doc } = this.#view.state
    const fresh: Decoration[] = []
    this.#drawn = new WeakSet()
    this.#eachField((blocks) => {
      for (const { node, position, spoken } of blocks) {
        fresh.push(...drawnIn(node, position, spoken, look, this.#authorship))
      }
    })
    return DecorationSet.create(doc, fresh)
  }

  #changed(look: Look, last: DecorationSet): DecorationSet {
    const gone: Decoration[] = []
    const fresh: Decoration[] = []
    this.#eachField((blocks) => {
      for (const { node, position, spoken, isNew } of blocks) {
        if (!isNew) continue
        const wanted = new Map(
          drawnIn(node, position, spoken, look, this.#authorship).map((each) => [
            place(each),
            each,
          ]),
        )
        for (const each of last.find(position + 1, position + node.nodeSize - 1)) {
          if (!wanted.delete(place(each))) gone.push(each)
        }
        fresh.push(...wanted.values())
      }
    })
    if (gone.length === 0 && fresh.length === 0) return last
    return last.remove(gone).add(this.#view.state.doc, fresh)
  }

  /** Hands over the blocks of every field that is not drawn as it is now. */
  #eachField(draw: (blocks: readonly DrawnBlock[]) => void): void {
    let position = 0
    for (const field of this.#view.state.doc.children) {
      const start = position + 1
      position += field.nodeSize
      if (this.#drawn.has(field)) continue
      const speakers = readSpeakers(this.#doc, field, this.#authorship.attribute, (block) =>
        this.#read.get(block),
      )
      if (!speakers) continue
      this.#drawn.add(field)
      const blocks: DrawnBlock[] = []
      let at = start
      for (const [index, node] of field.children.entries()) {
        const read = speakers[index] as BlockSpeakers
        const isNew = this.#read.get(node) !== read
        this.#read.set(node, read)
        blocks.push({ node, position: at, spoken: read.spoken, isNew })
        at += node.nodeSize
      }
      draw(blocks)
    }
  }

  #dispatch(set: DecorationSet): void {
    const { state } = this.#view
    this.#view.dispatch(state.tr.setMeta(key, set).setMeta('addToHistory', false))
  }
}

type DrawnBlock = {
  readonly node: Node
  /** Before the block. */
  readonly position: number
  readonly spoken: readonly Spoken[]
  readonly isNew: boolean
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
