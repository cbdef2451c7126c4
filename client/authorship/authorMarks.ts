import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { whenIdle } from '../ui/whenIdle.ts'
import type { Authorship, Look, News } from './authorship.ts'
import { movedAlong, readSpeakers, type Spoken } from './blockSpeakers.ts'
import { type NearBlock, nearBlocks } from './nearBlocks.ts'
import { type Paper, paperFor, type Sheet } from './paper.ts'
import { changedSince, type Drawn, type Pieces, piecesFor } from './pieces.ts'
import { type Watch, watchBlocks } from './watchBlocks.ts'

/** Characters beyond the screen that are drawn in one frame: a few milliseconds' work. */
const atOnce = 800

/** How often each block is drawn before anybody looks: from then on it takes no less time. */
const rehearsals = 3

/**
 * Shows in the text whose words they are: a tint, an underline with a pattern, and initials. They
 * lie in a layer of their own under the text, so the text's own layout is the same with them and
 * without, and nothing ever touches a word that is being composed. Only what is in sight, or near,
 * is read and drawn; a keystroke draws its own block anew.
 */
export function authorMarks(
  doc: Y.Doc,
  authorship: Authorship,
  paper: (view: EditorView) => Paper = paperFor,
): Extension {
  return Extension.create({
    name: 'authorMarks',
    addProseMirrorPlugins: () => [
      new Plugin({ view: (view) => new Drawing(view, doc, authorship, paper) }),
    ],
  })
}

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
  /** What is drawn, and the node that it was measured in; null: other things than text have changed. */
  drawn: Drawn | null
}

class Drawing {
  readonly #view: EditorView
  readonly #doc: Y.Doc
  readonly #authorship: Authorship
  readonly #newPaper: (view: EditorView) => Paper
  readonly #stops: readonly (() => void)[]
  readonly #shown = new Map<Element, Shown>()
  readonly #pieces: Pieces
  #paper: Paper | null = null
  /** Null: the view is off. */
  #watch: Watch | null = null
  #rehearsed = 0
  #frame = 0
  #behindFrame: ReturnType<typeof setTimeout> | undefined

  constructor(
    view: EditorView,
    doc: Y.Doc,
    authorship: Authorship,
    paper: (view: EditorView) => Paper,
  ) {
    this.#view = view
    this.#newPaper = paper
    this.#doc = doc
    this.#authorship = authorship
    this.#pieces = piecesFor(authorship)
    // what was composed is written without a change of the view
    doc.on('afterTransaction', this.#soon)
    this.#stops = [
      authorship.subscribe(this.#soon),
      authorship.follow(this.#forget),
      () => doc.off('afterTransaction', this.#soon),
      this.#rehearsing.stop,
    ]
    this.#soon()
    if (authorship.look().view === 'off') this.#rehearsing.soon()
  }

  update({ state }: EditorView, before: { readonly doc: Node }): void {
    if (state.doc !== before.doc) this.#soon()
  }

  destroy(): void {
    for (const stop of this.#stops) stop()
    this.#drawNothingMore()
    this.#close()
  }

  /** Behind the next frame, so that no letter waits for its colours; blocks that grow do not wait. */
  readonly #soon = (): void => {
    if (this.#frame !== 0 || (this.#authorship.look().view === 'off' && !this.#watch)) return
    this.#frame = requestAnimationFrame(() => {
      if (this.#watch) this.#behindFrame = setTimeout(this.#draw)
      else this.#draw()
    })
  }

  #drawNothingMore(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#behindFrame)
    this.#frame = 0
  }

  readonly #forget = (news: News): void => {
    for (const shown of this.#shown.values()) {
      if (news === 'all' || meet(shown.clients, news)) shown.readOf = null
    }
    this.#soon()
  }

  /**
   * When the page has come to rest, what is in sight is drawn on paper that nobody sees, a block in
   * each idle moment: opening then runs code that has run before, in half the time. Nobody keeps it
   * up to date; opening reads what says something else by now, and measures all.
   */
  readonly #rehearsing = whenIdle(() => {
    if (this.#watch || this.#view.composing) return 'done'
    const blocks = nearBlocks(this.#view).filter(
      ({ node, inSight }) => inSight && node.content.size <= atOnce,
    )
    const block = blocks[this.#rehearsed % blocks.length]
    if (!block) return 'done'
    this.#paper ??= this.#newPaper(this.#view)
    if (this.#rehearsed++ >= rehearsals * blocks.length) {
      this.#rehearseOpening(this.#paper)
      return 'done'
    }
    const shown = newlyShown(block.node, this.#shown.get(block.dom)?.sheet)
    this.#shown.set(block.dom, shown)
    this.#drawOn(this.#paper, [{ block, shown }], { ...this.#authorship.look(), view: 'person' })
    shown.drawn = null
    return 'more'
  })

  /** Within one task, so that none of it is painted: styles are looked up, and places. */
  #rehearseOpening(paper: Paper): void {
    this.#open(paper).stop()
    this.#watch = null
    paper.corner()
    paper.remove()
  }

  readonly #draw = (): void => {
    this.#drawNothingMore()
    const look = this.#authorship.look()
    if (look.view === 'off') {
      this.#close()
      return
    }
    const isOpening = this.#watch === null
    this.#paper ??= this.#newPaper(this.#view)
    const watch = this.#open(this.#paper)
    const near = nearBlocks(this.#view)
    const corner = this.#paper.corner()
    for (const { dom, node } of near) {
      const shown = this.#shown.get(dom)
      if (!shown || (isOpening && shown.readOf !== node)) {
        this.#shown.set(dom, newlyShown(node, shown?.sheet))
      }
    }
    const due = this.#due(near, look)
    for (const { block } of due) watch.measured(block.dom, block.rect)
    this.#drawOn(this.#paper, due, look)
    this.#leave(near)
    for (const { dom, rect } of near) this.#shown.get(dom)?.sheet?.lay(rect, corner)
  }

  /** All is measured before anything is drawn: else each block would be laid out for itself. */
  #drawOn(paper: Paper, due: readonly Due[], look: Look): void {
    if (!this.#view.composing) this.#read(due)
    const piecesOf = this.#pieces(look)
    const measured = due.map(({ block, shown }) => {
      this.#moveAlong(shown, block)
      shown.drawnAs = look
      const { dom, node, rect } = block
      const pieces = piecesOf(shown.spoken)
      const before = this.#view.composing ? null : changedSince(shown.drawn, node)
      const lines = paper.measure(dom, pieces, rect, before)
      shown.drawn = { node, pieces, lines }
      return { shown, lines }
    })
    for (const { shown, lines } of measured) {
      shown.sheet ??= paper.sheet()
      shown.sheet.draw(lines)
    }
  }

  /** What has to be drawn now: all that is in sight, or else a little of what is near. */
  #due(near: readonly NearBlock[], look: Look): readonly Due[] {
    const due = near.flatMap((block) => {
      const shown = this.#shown.get(block.dom)
      const isDrawn = shown?.readOf === block.node && shown.drawnAs === look
      return shown && !isDrawn ? { block, shown } : []
    })
    const inSight = due.filter(({ block }) => block.inSight)
    let room = atOnce
    const now =
      inSight.length > 0
        ? inSight
        : due.filter(({ block }) => {
            const fits = room > 0
            room -= block.node.content.size
            return fits
          })
    if (now.length < due.length) this.#soon()
    return now
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

  /** Blocks that are gone, or far away, are forgotten. */
  #leave(near: readonly NearBlock[]): void {
    const stay = new Set<Element>(near.map(({ dom }) => dom))
    for (const [dom, { sheet }] of this.#shown) {
      if (stay.has(dom)) continue
      sheet?.remove()
      this.#watch?.leave(dom)
      this.#shown.delete(dom)
    }
  }

  #open(paper: Paper): Watch {
    if (this.#watch) return this.#watch
    paper.show()
    const changed = (blocks: Iterable<Element>, isText: boolean) => {
      for (const dom of blocks) {
        const shown = this.#shown.get(dom)
        if (!shown) continue
        shown.drawnAs = null
        if (!isText) shown.drawn = null
      }
      this.#soon()
    }
    this.#watch = watchBlocks(this.#view.dom, {
      changed,
      allChanged: () => {
        paper.refresh()
        changed(this.#shown.keys(), false)
      },
      moved: this.#soon,
      laidOut: this.#draw,
    })
    return this.#watch
  }

  #close(): void {
    this.#leave([])
    this.#watch?.stop()
    this.#paper?.remove()
    this.#watch = this.#paper = null
  }
}

type Due = { readonly block: NearBlock; readonly shown: Shown }

function newlyShown(node: Node, sheet: Sheet | null = null): Shown {
  return { sheet, readOf: null, clients: new Set(), spoken: [], node, drawnAs: null, drawn: null }
}

function meet(these: ReadonlySet<number>, those: ReadonlySet<number>): boolean {
  for (const each of these) if (those.has(each)) return true
  return false
}
