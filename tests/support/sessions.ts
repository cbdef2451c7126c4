import type { Slice } from '@tiptap/pm/model'
import * as Y from 'yjs'
import type { Origin } from '../../shared/record/origin.ts'
import { blocksOf, press, select, type } from './editors.ts'
import { AccordStage, type Stage, type StagePage } from './stage.ts'
import { seeded } from './textWorld.ts'

export const sessionFields = ['problem', 'causes'] as const
const people = ['an', 'bo', 'cy'] as const

/** A blank of each person's own: a key for bold leaves out blanks, whoever typed them. */
const blanks: Readonly<Record<string, string>> = { an: '\u2002', bo: '\u2003', cy: '\u3000' }

/** What people do besides typing, by the class that errors are counted in. */
export const classes = {
  'typing, deleting, retyping': ['retype', 'remove'],
  split: ['Enter'],
  join: ['joinBack', 'joinForward'],
  list: ['Mod-Shift-8', 'Mod-Shift-7'],
  heading: ['Mod-Alt-1', 'Mod-Alt-2'],
  quote: ['Mod-Shift-b'],
  indent: ['Mod-Shift-8', 'Tab', 'Shift-Tab'],
  'bold, italic, link': ['Mod-b', 'Mod-i', 'link'],
  'moving blocks': ['moveBlock'],
  undo: ['remove', 'Enter', 'undo', 'undo'],
  'undo and redo': ['remove', 'Enter', 'undo', 'redo'],
  'cut and paste': ['cutPaste'],
  'drag inside a field': ['drag'],
  'drag between fields': ['dragAcross'],
  'copying a sentence': ['copy'],
} as const
export type Class = keyof typeof classes
type Act = (typeof classes)[Class][number] | 'type'

/** Few and short, so that the same words are typed again and again by different people. */
const vocabulary = ['公布', '採購資料', '政府', '每年', '民眾', 'data', ' no ', '的', '開放', '，']

/** A copy this long is somebody's sentence and not a word that anyone may use. */
const sentence = 24

export type Outcome = {
  readonly characters: number
  /** Whose attribution is wrong: by ours, and by whose clientID it is alone. */
  readonly wrong: number
  readonly wrongByClient: number
  readonly acts: number
  readonly refused: readonly string[]
  /** False when the two worlds went apart, so that nothing can be said. */
  readonly comparable: boolean
}

/**
 * One random session of three people, played twice with the same numbers: in words that repeat, for
 * the code under test, and in characters that are all different, where each says by itself who typed
 * it. Places alone decide what happens, so both end with the same characters in the same places.
 */
export async function playSession(
  seed: number,
  chosen: readonly Class[],
  count: number,
): Promise<Outcome> {
  const [different, repeating] = [new AccordStage(sessionFields), new AccordStage(sessionFields)]
  const truth = new Session(seed, chosen, different, true)
  await truth.play(count)
  await new Session(seed, chosen, repeating, false).play(count)
  const stands = different.characters()
  const typists = stands.map(({ character }) => truth.typists.get(character))
  const found = repeating.characters()
  const authors = repeating.authors()
  let wrong = 0
  let wrongByClient = 0
  found.forEach(({ person }, at) => {
    if (authors[at] !== typists[at]) wrong++
    if (person !== typists[at]) wrongByClient++
  })
  return {
    characters: found.length,
    wrong,
    wrongByClient,
    acts: count,
    refused: [...different.refused, ...repeating.refused, ...different.findings()],
    comparable:
      found.length === stands.length &&
      found.length === authors.length &&
      found.every(({ person }, at) => person === stands[at]?.person),
  }
}

/**
 * The same session on another binding, in characters that are all different: of those that stand in
 * the end, how many stand under the clientID of somebody who did not type them.
 */
export async function playElsewhere(
  seed: number,
  chosen: readonly Class[],
  count: number,
  stage: Stage,
): Promise<{ readonly characters: number; readonly wrong: number; readonly threw: number }> {
  const session = new Session(seed, chosen, stage, true)
  let threw = 0
  session.onError = () => threw++
  await session.play(count)
  const found = stage.characters()
  const wrong = found.filter(({ character, person }) => person !== session.typists.get(character))
  return { characters: found.length, wrong: wrong.length, threw }
}

type Page = {
  readonly person: string
  readonly writer: StagePage
  readonly out: { update: Uint8Array; claims: readonly Origin[] }[]
  readonly in: Uint8Array[]
  offline: number
}

class Session {
  /** Of the world in which every character is another one: who typed it. */
  readonly typists = new Map<string, string>()
  /** Where a binding may throw and the session goes on; ours may not. */
  onError: (error: unknown) => void = (error) => {
    throw error
  }
  readonly #random: () => number
  readonly #acts: readonly Act[]
  readonly #stage: Stage
  readonly #unique: boolean
  readonly #pages: Page[]
  #next = 0x3400

  constructor(seed: number, chosen: readonly Class[], stage: Stage, unique: boolean) {
    this.#random = seeded(seed)
    this.#acts = chosen.flatMap((each) => [...classes[each]])
    this.#stage = stage
    this.#unique = unique
    this.#pages = people.map((person, number) => this.#open(person, number))
  }

  async play(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      const page = this.#one(this.#pages)
      const act = this.#random() < 0.5 ? 'type' : this.#one(this.#acts)
      this.#try(() => this.#do(page, act))
      if (this.#random() < 0.3) page.writer.undo.cut()
      await this.#deliver()
    }
    await this.#settle()
    for (const { writer } of this.#pages) writer.destroy()
  }

  #open(person: string, number: number): Page {
    const writer = this.#stage.open(person, number)
    const page: Page = { person, writer, out: [], in: [], offline: 0 }
    writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') page.out.push({ update, claims: writer.claims() })
    })
    return page
  }

  #do({ person, writer }: Page, act: Act): void {
    const { editor, undo } = writer
    const { view } = editor
    switch (act) {
      case 'type':
        select(editor, this.#position(writer))
        this.#type(person, writer, 1 + this.#below(3))
        return
      case 'retype':
        // over a selection the binding keeps characters that are equal at its ends
        this.#selectRange(writer, 6)
        view.dispatch(editor.state.tr.deleteSelection())
        this.#type(person, writer, 1)
        return
      case 'remove':
        this.#selectRange(writer, 12)
        view.dispatch(editor.state.tr.deleteSelection())
        return
      case 'joinBack':
      case 'joinForward': {
        const { node, position } = this.#one(blocksOf(editor))
        select(editor, position + 1 + (act === 'joinForward' ? node.content.size : 0))
        press(editor, act === 'joinForward' ? 'Delete' : 'Backspace')
        return
      }
      case 'Mod-b':
      case 'Mod-i':
        this.#selectRange(writer, 12)
        press(editor, act)
        return
      case 'link': {
        this.#selectRange(writer, 12)
        const { from, to } = editor.state.selection
        const link = editor.schema.marks.link?.create({ href: 'https://example.org/' })
        if (link) view.dispatch(editor.state.tr.addMark(from, to, link))
        return
      }
      case 'undo':
        undo.undo()
        return
      case 'redo':
        undo.redo()
        return
      case 'moveBlock': {
        const { node, position } = this.#one(blocksOf(editor))
        select(editor, position + 1, position + 1 + node.content.size)
        this.#cutPaste(writer)
        return
      }
      case 'cutPaste':
        this.#selectRange(writer, this.#random() < 0.3 ? 30 : 8)
        this.#cutPaste(writer)
        return
      case 'copy': {
        this.#selectRange(writer, 60)
        const { from, to } = editor.state.selection
        if (to - from < sentence) return
        const html = this.#take(writer, 'copy')
        select(editor, this.#position(writer))
        view.pasteHTML(html)
        return
      }
      case 'drag':
      case 'dragAcross':
        this.#drag(writer, act === 'dragAcross')
        return
      default:
        select(editor, this.#position(writer))
        press(editor, act)
    }
  }

  #cutPaste(writer: StagePage): void {
    const { editor } = writer
    if (editor.state.selection.empty) return
    const html = this.#take(writer, 'cut')
    editor.view.dispatch(editor.state.tr.deleteSelection().setMeta('uiEvent', 'cut'))
    select(editor, this.#position(writer))
    editor.view.pasteHTML(html)
  }

  /** What ProseMirror does for a copy, cut or drag before it changes anything. */
  #take({ editor }: StagePage, how: 'copy' | 'cut' | 'dragstart'): string {
    const { view } = editor
    const event = new Event(how)
    view.someProp('handleDOMEvents', (handlers) => {
      handlers[how]?.(view, event as never)
    })
    return view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML
  }

  /** As ProseMirror drops, but for the coordinates. */
  #drag(writer: StagePage, across: boolean): void {
    const { editor } = writer
    const { view } = editor
    this.#selectRange(writer, 12)
    const { from, to, empty } = editor.state.selection
    const target = this.#position(writer)
    const fieldAt = (position: number) => editor.state.doc.resolve(position).before(1)
    if (empty || (target > from && target < to) || (fieldAt(target) !== fieldAt(from)) !== across)
      return
    const slice: Slice = editor.state.selection.content()
    this.#take(writer, 'dragstart')
    view.dragging = { slice, move: true }
    view.someProp('handleDrop', (drop) => drop(view, new Event('drop') as never, slice, true))
    view.dragging = null
    const tr = editor.state.tr.deleteSelection()
    const at = tr.mapping.map(target)
    view.dispatch(tr.replaceRange(at, at, slice).setMeta('uiEvent', 'drop'))
  }

  #type(person: string, { editor }: StagePage, words: number): void {
    for (let word = 0; word < words; word++) {
      const chosen = this.#one(vocabulary)
      if (!this.#unique) {
        type(editor, chosen)
        continue
      }
      const text = Array.from(chosen, (character) =>
        character === ' ' ? blanks[person] : String.fromCharCode(this.#next++),
      ).join('')
      if (this.#next > 0x9fff) throw new Error('out of different characters')
      for (const character of text) this.typists.set(character, person)
      type(editor, text)
    }
  }

  #position({ editor }: StagePage): number {
    const { node, position } = this.#one(blocksOf(editor))
    const { size } = node.content
    const where = this.#random()
    return position + 1 + (where < 0.3 ? size : where < 0.4 ? 0 : this.#below(size + 1))
  }

  #selectRange(writer: StagePage, length: number): void {
    const from = this.#position(writer)
    const end = writer.editor.state.doc.resolve(from).end(1) - 1
    const to = Math.min(end, from + 1 + this.#below(length))
    select(writer.editor, from, Math.max(from, to))
  }

  async #deliver(): Promise<void> {
    for (const page of this.#pages) {
      if (page.offline > 0) page.offline--
      else if (this.#random() < 0.01) page.offline = 5 + this.#below(20)
      const [sends, hears] = [this.#random() < 0.5, this.#random() < 0.5]
      if (page.offline > 0) continue
      if (sends) await this.#send(page, 1 + this.#below(4))
      if (hears) this.#hear(page, 1 + this.#below(4))
    }
  }

  async #settle(): Promise<void> {
    while (this.#pages.some((page) => page.in.length + page.out.length > 0)) {
      for (const page of this.#pages) {
        await this.#send(page, page.out.length)
        this.#hear(page, page.in.length)
      }
    }
  }

  async #send(page: Page, count: number): Promise<void> {
    for (const { update, claims } of page.out.splice(0, count)) {
      const news = await this.#stage.take(page.person, update, claims)
      for (const other of this.#pages) if (other !== page) other.in.push(...news)
    }
  }

  /** In one frame, as the room sends what came in within a tick. */
  #hear(page: Page, count: number): void {
    const updates = page.in.splice(0, count)
    if (updates.length > 0)
      this.#try(() => Y.applyUpdate(page.writer.doc, Y.mergeUpdates(updates), 'remote'))
  }

  #try(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.onError(error)
    }
  }

  #one<Of>(many: readonly Of[]): Of {
    return many[this.#below(many.length)] as Of
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count)
  }
}
