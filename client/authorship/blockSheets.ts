import type { Node } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { type Authorship, type Look, type News, sameLook } from './authorship.ts'
import { movedAlong, readSpeakers, type Spoken } from './blockSpeakers.ts'
import type { Lines, Piece } from './lines.ts'
import type { NearBlock } from './nearBlocks.ts'
import type { Paper, Sheet } from './paper.ts'
import { changedSince, type Drawn, type Pieces, piecesFor } from './pieces.ts'
import { sizeOf } from './watchBlocks.ts'

/** A block as it is drawn. */
type Shown = {
  /** Null: nothing is drawn yet. */
  sheet: Sheet | null
  /** The node it was read of; null: never, or it says something else by now. */
  readOf: Node | null
  clients: ReadonlySet<number>
  spoken: readonly Spoken[]
  /** The node that `spoken` fits, and the look that is drawn; null: to be measured anew. */
  node: Node
  drawnAs: Look | null
  /** The block's size when it was measured. */
  size: string
  /** What is drawn, and the node that it was measured in; null: other things than text have changed. */
  drawn: Drawn | null
  /** What is measured so far of a block that is drawn bit by bit. */
  begun: Begun | null
}

type Begun = {
  readonly node: Node
  readonly look: Look
  readonly pieces: readonly Piece[]
  readonly lines: Lines
}

/** The sheets of an editor's blocks: what is read of each, measured and drawn, until it changes. */
export class BlockSheets {
  readonly #view: EditorView
  readonly #doc: Y.Doc
  readonly #authorship: Authorship
  readonly #pieces: Pieces
  readonly #shown = new Map<Element, Shown>()

  constructor(view: EditorView, doc: Y.Doc, authorship: Authorship) {
    this.#view = view
    this.#doc = doc
    this.#authorship = authorship
    this.#pieces = piecesFor(authorship)
  }

  /** Those of the blocks that do not show what they say, or not in this look. */
  due(near: readonly NearBlock[], look: Look): NearBlock[] {
    return near.filter(({ dom, node, rect }) => {
      const shown = this.#shown.get(dom) ?? newlyShown(node)
      this.#shown.set(dom, shown)
      const size = sizeOf(rect)
      if (shown.size !== size) Object.assign(shown, { size, ...unmeasured })
      return shown.readOf !== node || !shown.drawnAs || !sameLook(shown.drawnAs, look)
    })
  }

  /**
   * All is measured before anything is drawn: else each block would be laid out for itself. Of each
   * block no more than so many pieces are measured; one that has more is drawn when it is asked for
   * again, and once all are. Answers whether every block could be read.
   */
  draw(
    paper: Paper,
    blocks: readonly NearBlock[],
    look: Look,
    most = Number.POSITIVE_INFINITY,
  ): boolean {
    const due = blocks.flatMap((block) => {
      const shown = this.#shown.get(block.dom)
      return shown ? { block, shown } : []
    })
    if (!this.#view.composing) this.#read(due)
    const piecesOf = this.#pieces(look)
    const measured = due.flatMap(({ block, shown }) =>
      apart(
        () => {
          this.#moveAlong(shown, block)
          const begun = isAbout(shown.begun, block.node, look) ? shown.begun : null
          const { pieces, lines } = this.#measure(paper, block, shown, most, {
            pieces: begun?.pieces ?? piecesOf(shown.spoken),
            lines: begun?.lines ?? [],
          })
          const { node } = block
          const isWhole = lines.length === pieces.length
          shown.begun = isWhole ? null : { node, look, pieces, lines }
          if (!isWhole) return []
          shown.drawnAs = look
          shown.drawn = { node, pieces, lines }
          return [{ shown, lines }]
        },
        () => {
          shown.drawnAs = look
          return []
        },
      ),
    )
    for (const { shown, lines } of measured) {
      shown.sheet ??= paper.sheet()
      shown.sheet.draw(lines)
    }
    return due.every(({ block, shown }) => shown.readOf === block.node)
  }

  /** Lays each sheet where its block stands. */
  lay(near: readonly NearBlock[], corner: DOMRect): void {
    for (const { dom, rect } of near) this.#shown.get(dom)?.sheet?.lay(rect, corner)
  }

  /** Words of these clients, or anybody's, may be others'. */
  forget(news: News): void {
    for (const shown of this.#shown.values()) {
      if (news === 'all' || meet(shown.clients, news)) shown.readOf = shown.begun = null
    }
  }

  /** Their letters may stand elsewhere; where only text was typed, most of them stand as they did. */
  changed(blocks: Iterable<Element> | 'all', isText: boolean): void {
    for (const dom of blocks === 'all' ? this.#shown.keys() : blocks) {
      const shown = this.#shown.get(dom)
      if (!shown) continue
      Object.assign(shown, isText ? { drawnAs: null, begun: null } : unmeasured)
    }
  }

  /**
   * Before what was drawn unseen is seen: nothing of it stays that says something else by now, and
   * will not be drawn at once.
   */
  reveal(due: readonly NearBlock[]): void {
    for (const { dom, node, inSight } of due) {
      const shown = this.#shown.get(dom)
      if (!shown) continue
      if (!inSight) {
        shown.sheet?.remove()
        this.#shown.set(dom, newlyShown(node))
      } else if (shown.readOf !== node) Object.assign(shown, { readOf: null, spoken: [], node })
    }
  }

  /** Forgets all other blocks, which are gone or far away; answers which they were. */
  leave(near: readonly NearBlock[]): Element[] {
    const stay = new Set<Element>(near.map(({ dom }) => dom))
    return [...this.#shown].flatMap(([dom, { sheet }]) => {
      if (stay.has(dom)) return []
      sheet?.remove()
      this.#shown.delete(dom)
      return dom
    })
  }

  #read(due: readonly Due[]): void {
    const unread = due.filter(({ block, shown }) => shown.readOf !== block.node)
    for (const field of new Set(unread.map(({ block }) => block.field))) {
      const blocks = unread.filter(({ block }) => block.field === field)
      const wanted = new Set(blocks.map(({ block }) => block.index))
      const read = readSpeakers(this.#doc, field, this.#authorship.attribute, wanted)
      for (const { block, shown } of blocks) {
        const speakers = read?.get(block.index)
        if (!speakers) continue
        const { spoken, clients } = speakers
        Object.assign(shown, { readOf: block.node, node: block.node, spoken, clients })
      }
    }
  }

  /** Text that cannot be read yet, as while a word is composed in it, takes what is drawn along. */
  #moveAlong(shown: Shown, { node, position }: NearBlock): void {
    if (shown.node === node) return
    const { size } = node.content
    const end = Math.min(size, Math.max(0, this.#view.state.selection.head - position - 1))
    shown.spoken = movedAlong(shown.spoken, size - shown.node.content.size, end)
    shown.node = node
  }

  #measure(
    paper: Paper,
    { dom, node, rect }: NearBlock,
    { drawn }: Shown,
    most: number,
    { pieces, lines }: Pick<Begun, 'pieces' | 'lines'>,
  ): Pick<Begun, 'pieces' | 'lines'> {
    const before = this.#view.composing || lines.length > 0 ? null : changedSince(drawn, node)
    if (before) return { pieces, lines: paper.measure(dom, pieces, rect, before) }
    const next = pieces.slice(lines.length, lines.length + most)
    return { pieces, lines: [...lines, ...paper.measure(dom, next, rect, null)] }
  }
}

/** What cannot be drawn of one block is told, and takes nothing from the others. */
function apart<Result>(act: () => Result, otherwise: () => Result): Result {
  try {
    return act()
  } catch (error) {
    reportError(error)
    return otherwise()
  }
}

type Due = { readonly block: NearBlock; readonly shown: Shown }

const unmeasured = { drawnAs: null, drawn: null, begun: null } as const

function newlyShown(node: Node): Shown {
  const nothing = { sheet: null, readOf: null, clients: new Set<number>(), spoken: [] }
  return { ...nothing, node, size: '', ...unmeasured }
}

function isAbout(begun: Begun | null, node: Node, look: Look): boolean {
  return begun !== null && begun.node === node && sameLook(begun.look, look)
}

function meet(these: ReadonlySet<number>, those: ReadonlySet<number>): boolean {
  for (const each of these) if (those.has(each)) return true
  return false
}
