import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { whenIdle } from '../ui/whenIdle.ts'
import type { Authorship, Look, News } from './authorship.ts'
import { BlockSheets } from './blockSheets.ts'
import { type NearBlock, nearBlocks } from './nearBlocks.ts'
import { type Paper, paperFor } from './paper.ts'
import { type Watch, watchBlocks } from './watchBlocks.ts'

/** Characters beyond the screen that are drawn in one frame: a few milliseconds' work. */
const atOnce = 800

/** Pieces that are measured in one idle moment: code that has never run takes its time. */
const atIdle = 40

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

class Drawing {
  readonly #view: EditorView
  readonly #authorship: Authorship
  readonly #newPaper: (view: EditorView) => Paper
  readonly #stops: readonly (() => void)[]
  readonly #sheets: BlockSheets
  /** Null: nothing has been drawn yet, seen or unseen. */
  #ground: { readonly paper: Paper; readonly watch: Watch } | null = null
  #isOpen = false
  #isTriedOut = false
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
    this.#authorship = authorship
    this.#sheets = new BlockSheets(view, doc, authorship)
    // what was composed is written without a change of the view
    doc.on('afterTransaction', this.#soon)
    this.#stops = [
      authorship.subscribe(this.#looked),
      authorship.follow(this.#forget),
      () => doc.off('afterTransaction', this.#soon),
      this.#readying.stop,
    ]
    this.#soon()
    void authorship.prepared.then(this.#readying.next)
  }

  update({ state }: EditorView, before: { readonly doc: Node }): void {
    if (state.doc === before.doc) return
    this.#soon()
    this.#readySoon()
  }

  destroy(): void {
    for (const stop of this.#stops) stop()
    this.#drawNothingMore()
    this.#sheets.leave([])
    this.#ground?.watch.stop()
    this.#ground?.paper.remove()
  }

  get #isOff(): boolean {
    return this.#authorship.look().view === 'off'
  }

  /** Behind the next frame, so that no letter waits for its colours; blocks that grow do not wait. */
  readonly #soon = (): void => {
    if (this.#frame !== 0 || (this.#isOff && !this.#isOpen)) return
    this.#frame = requestAnimationFrame(() => {
      if (this.#isOpen) this.#behindFrame = setTimeout(this.#draw)
      else this.#draw()
    })
  }

  #drawNothingMore(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#behindFrame)
    this.#frame = 0
  }

  readonly #looked = (): void => {
    this.#soon()
    this.#readySoon()
  }

  readonly #forget = (news: News): void => {
    this.#sheets.forget(news)
    this.#soon()
  }

  /** What is made ready once is made so again, behind a pause: no key waits for it. */
  readonly #readySoon = (): void => {
    if (this.#ground && this.#isOff) this.#readying.soon()
  }

  /**
   * While nobody looks, what is in sight is drawn bit by bit where nobody sees it, and the opening
   * itself is tried out. So whoever opens the view sees at once all that has not changed since, and
   * the rest is drawn by code that has run before.
   */
  readonly #readying = whenIdle(() => {
    if (!this.#isOff || this.#isOpen || this.#view.isDestroyed || this.#view.composing)
      return 'done'
    const near = nearBlocks(this.#view)
    const inSight = near.filter((block) => block.inSight)
    if (inSight.length === 0) return 'done'
    const { paper, watch } = this.#open()
    this.#leave(near)
    const look: Look = { ...this.#authorship.look(), view: 'person' }
    const [block] = this.#sheets.due(inSight, look)
    if (block) {
      watch.measured(block.dom, block.rect)
      return this.#sheets.draw(paper, [block], look, atIdle) ? 'more' : 'done'
    }
    if (this.#isTriedOut) return 'done'
    this.#isTriedOut = true
    // within one task, so that none of it is painted: styles are looked up, and places
    paper.show()
    this.#sheets.lay(near, paper.corner())
    paper.remove()
    return 'done'
  })

  readonly #draw = (): void => {
    this.#drawNothingMore()
    const look = this.#authorship.look()
    if (look.view === 'off') {
      this.#close()
      return
    }
    const { paper, watch } = this.#open()
    const near = nearBlocks(this.#view)
    const due = this.#sheets.due(near, look)
    const isOpening = !this.#isOpen
    if (isOpening) {
      this.#sheets.reveal(due)
      paper.show()
      this.#isOpen = true
    }
    const inSight = due.filter((block) => block.inSight)
    const now = inSight.length > 0 || isOpening ? inSight : aFew(due)
    if (now.length < due.length) this.#soon()
    for (const { dom, rect } of now) watch.measured(dom, rect)
    this.#sheets.draw(paper, now, look)
    this.#leave(near)
    this.#sheets.lay(near, paper.corner())
  }

  #leave(near: readonly NearBlock[]): void {
    for (const dom of this.#sheets.leave(near)) this.#ground?.watch.leave(dom)
  }

  #open() {
    if (this.#ground) return this.#ground
    const paper = this.#newPaper(this.#view)
    const watch = watchBlocks(this.#view.dom, {
      changed: (blocks, isText) => {
        this.#sheets.changed(blocks, isText)
        this.#soon()
      },
      allChanged: () => {
        paper.refresh()
        this.#sheets.changed('all', false)
        this.#looked()
      },
      moved: this.#soon,
      scrolled: this.#looked,
      laidOut: () => {
        if (this.#isOpen) this.#draw()
      },
    })
    this.#ground = { paper, watch }
    return this.#ground
  }

  #close(): void {
    this.#ground?.paper.remove()
    this.#isOpen = false
    this.#readySoon()
  }
}

/** A little of what is near. */
function aFew(due: readonly NearBlock[]): readonly NearBlock[] {
  let room = atOnce
  return due.filter(({ node }) => {
    const fits = room > 0
    room -= node.content.size
    return fits
  })
}
