import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { guardBody } from '../../../shared/text/guard.ts'
import { readFields } from '../../../shared/text/read.ts'
import {
  blocksOf,
  charactersIn,
  isShown,
  openWriter,
  press,
  select,
  type,
  type Writer,
  type WriterOptions,
} from '../../support/editors.ts'
import { seeded } from '../../support/textWorld.ts'

const fields = ['a', 'b']

/** What people do, and how often. */
const acts = {
  type: 34,
  Enter: 10,
  joinBack: 6,
  joinForward: 3,
  remove: 5,
  replace: 3,
  backspace: 5,
  'Mod-Alt-1': 3,
  'Mod-Alt-2': 2,
  'Mod-Shift-8': 4,
  'Mod-Shift-7': 3,
  'Mod-Shift-b': 2,
  Tab: 3,
  'Shift-Tab': 2,
  'Mod-b': 4,
  'Mod-i': 2,
  'Shift-Enter': 1,
  paste: 2,
  cutPaste: 3,
  drag: 2,
  'Mod-z': 5,
  'Mod-y': 2,
} as const
type Act = keyof typeof acts

type Page = { writer: Writer; out: Uint8Array[]; in: Uint8Array[]; offline: number }

/** What must all be empty or zero at the end of a session. */
export type Verdict = {
  lost: string[]
  doubled: string[]
  wrongOwner: string[]
  unequal: number
  notShown: number
  invalid: number
  errors: string[]
}

/**
 * Three people write at random, every character of theirs another one, over a relay that delays and
 * parts them. What a person takes out is read off their own view before they do it, so the verdict
 * knows of every character whether it may be gone.
 */
export class Crowd {
  readonly random: () => number
  readonly pages: Page[]
  readonly relay = new Y.Doc()
  readonly typedBy = new Map<string, number>()
  readonly mayBeGone = new Set<string>()
  /** Moved or undone: the documented races may double these, and they change their id. */
  readonly recreated = new Set<string>()
  readonly verdict: Verdict = {
    lost: [],
    doubled: [],
    wrongOwner: [],
    unequal: 0,
    notShown: 0,
    invalid: 0,
    errors: [],
  }
  #next = 0x4e00

  constructor(seed: number, options: WriterOptions = {}, count = 3) {
    this.random = seeded(seed)
    guardBody(this.relay)
    this.pages = Array.from({ length: count }, (_, number) => {
      const writer = openWriter(number * 1000 + Math.floor(this.random() * 900), {
        fields,
        ...options,
      })
      const page: Page = { writer, out: [], in: [], offline: 0 }
      writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'remote') page.out.push(update)
      })
      return page
    })
    this.relay.on('update', (update: Uint8Array, from: unknown) => {
      for (const page of this.pages) if (page !== from) page.in.push(update)
    })
  }

  /** `count` random acts, each checked, then everything delivered and judged. */
  run(count: number): Verdict {
    for (let at = 0; at < count; at++) {
      this.act()
      this.#deliver()
    }
    this.settle()
    this.#judge()
    for (const { writer } of this.pages) writer.destroy()
    return this.verdict
  }

  act(): void {
    const page = this.#one(this.pages)
    const act = this.#chosen()
    const before = new Set(charactersOf(page.writer.editor.state.doc))
    const explicit = new Set<string>()
    try {
      this.#do(page.writer, act, explicit)
    } catch (error) {
      this.verdict.errors.push(`${act}: ${error instanceof Error ? error.stack : error}`)
    }
    const after = new Set(charactersOf(page.writer.editor.state.doc))
    const history = act === 'Mod-z' || act === 'Mod-y'
    for (const character of before) {
      if (after.has(character)) continue
      if (history) {
        this.mayBeGone.add(character)
        this.recreated.add(character)
      } else if (!explicit.has(character)) this.verdict.lost.push(`${act} took ${character}`)
    }
    if (history) for (const one of after) if (!before.has(one)) this.recreated.add(one)
    if (!isShown(page.writer)) this.verdict.notShown++
    if (this.random() < 0.15) page.writer.undo.cut()
  }

  settle(): void {
    while (this.pages.some((page) => page.in.length > 0 || page.out.length > 0)) {
      for (const page of this.pages) {
        this.#send(page, page.out.length)
        this.#receive(page, page.in.length)
      }
    }
  }

  #do({ editor, undo }: Writer, act: Act, explicit: Set<string>): void {
    const { view } = editor
    const takeOut = () => {
      const { from, to } = editor.state.selection
      for (const one of charactersOf(editor.state.doc, from, to)) {
        explicit.add(one)
        this.mayBeGone.add(one)
      }
    }
    switch (act) {
      case 'type':
        select(editor, this.#position(editor))
        if (this.random() < 0.1) press(editor, 'Mod-b')
        type(editor, this.#fresh(editor, 1 + this.#below(4)))
        return
      case 'backspace': {
        select(editor, this.#position(editor))
        const { $from, from } = editor.state.selection
        if ($from.parentOffset === 0) return
        select(editor, from - 1, from)
        takeOut()
        view.dispatch(editor.state.tr.delete(from - 1, from))
        return
      }
      case 'remove':
      case 'replace':
        this.#selectRange(editor)
        if (act === 'replace') {
          takeOut()
          type(editor, this.#fresh(editor, 1))
          return
        }
        takeOut()
        view.dispatch(editor.state.tr.deleteSelection())
        return
      case 'joinBack':
      case 'joinForward': {
        const block = this.#one(blocksOf(editor))
        const end = act === 'joinForward' ? block.node.content.size : 0
        select(editor, block.position + 1 + end)
        if (act === 'joinForward') press(editor, 'Delete')
        else press(editor, 'Backspace')
        return
      }
      case 'paste': {
        select(editor, this.#position(editor))
        view.dispatch(editor.state.tr.replaceSelection(this.#pasted(editor)))
        return
      }
      case 'cutPaste':
      case 'drag': {
        this.#selectRange(editor)
        takeOut()
        const slice = editor.state.selection.content()
        for (const one of explicit) this.recreated.add(one)
        const target = this.#position(editor)
        const tr = editor.state.tr.deleteSelection()
        if (act === 'drag') {
          const at = tr.mapping.map(target)
          view.dispatch(tr.replaceRange(at, at, slice))
          return
        }
        view.dispatch(tr)
        select(editor, this.#position(editor))
        view.dispatch(editor.state.tr.replaceSelection(slice))
        return
      }
      case 'Mod-b':
      case 'Mod-i':
        this.#selectRange(editor)
        press(editor, act)
        return
      case 'Mod-z':
        undo.undo()
        return
      case 'Mod-y':
        undo.redo()
        return
      default:
        select(editor, this.#position(editor))
        press(editor, act)
    }
  }

  #pasted(editor: Writer['editor']): Slice {
    const { paragraph } = editor.schema.nodes
    const blocks = Array.from({ length: 1 + this.#below(3) }, () =>
      paragraph?.create(null, editor.schema.text(this.#fresh(editor, 2))),
    )
    return new Slice(Fragment.fromArray(blocks.filter((one) => one !== undefined)), 1, 1)
  }

  #fresh(editor: Writer['editor'], length: number): string {
    let text = ''
    for (let at = 0; at < length; at++) text += String.fromCodePoint(this.#next++)
    const page = this.pages.find(({ writer }) => writer.editor === editor)
    for (const one of text) this.typedBy.set(one, page?.writer.ids.editing ?? 0)
    return text
  }

  #position(editor: Writer['editor']): number {
    const { node, position } = this.#one(blocksOf(editor))
    const { size } = node.content
    const where = this.random()
    const offset = where < 0.25 ? size : where < 0.4 ? 0 : this.#below(size + 1)
    return position + 1 + offset
  }

  #selectRange(editor: Writer['editor']): void {
    const from = this.#position(editor)
    const { doc } = editor.state
    const field = doc.resolve(from)
    const end = Math.min(field.end(1) - 1, from + 1 + this.#below(this.random() < 0.3 ? 20 : 6))
    select(editor, from, Math.max(from, end))
  }

  #deliver(): void {
    for (const page of this.pages) {
      if (page.offline > 0) page.offline--
      else if (this.random() < 0.01) page.offline = 10 + this.#below(60)
      if (page.offline > 0) continue
      if (this.random() < 0.35) this.#send(page, 1 + this.#below(4))
      if (this.random() < 0.35) this.#receive(page, 1 + this.#below(4))
    }
  }

  #send(page: Page, count: number): void {
    for (const update of page.out.splice(0, count)) Y.applyUpdate(this.relay, update, page)
  }

  #receive(page: Page, count: number): void {
    for (const update of page.in.splice(0, count)) {
      try {
        Y.applyUpdate(page.writer.doc, update, 'remote')
      } catch (error) {
        this.verdict.errors.push(`receiving: ${error instanceof Error ? error.stack : error}`)
      }
    }
    if (!isShown(page.writer)) this.verdict.notShown++
  }

  #judge(): void {
    const fresh = openWriter(9999, { fields, from: this.relay })
    const wanted = JSON.stringify(readFields(this.relay, fields))
    const shown = JSON.stringify(fresh.editor.state.doc.toJSON())
    for (const { writer } of this.pages) {
      const same = JSON.stringify(readFields(writer.doc, fields)) === wanted
      if (!same || JSON.stringify(writer.editor.state.doc.toJSON()) !== shown) {
        this.verdict.unequal++
      }
      try {
        writer.editor.state.doc.check()
      } catch {
        this.verdict.invalid++
      }
    }
    fresh.destroy()
    const count = new Map<string, number>()
    for (const { character, client } of charactersIn(this.relay, fields)) {
      count.set(character, (count.get(character) ?? 0) + 1)
      const typist = this.typedBy.get(character)
      if (typist === undefined || this.recreated.has(character)) continue
      if (typist !== client) this.verdict.wrongOwner.push(character)
      if ((count.get(character) ?? 0) > 1) this.verdict.doubled.push(character)
    }
    for (const one of this.typedBy.keys()) {
      if (!count.has(one) && !this.mayBeGone.has(one)) this.verdict.lost.push(one)
    }
  }

  #chosen(): Act {
    const entries = Object.entries(acts) as [Act, number][]
    let left = this.random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [act, weight] of entries) {
      left -= weight
      if (left < 0) return act
    }
    return 'type'
  }

  #one<Of>(many: readonly Of[]): Of {
    return many[this.#below(many.length)] as Of
  }

  #below(count: number): number {
    return Math.floor(this.random() * count)
  }
}

/** The unique characters of a document, in order. */
export function charactersOf(doc: Node, from = 0, to = doc.content.size): string[] {
  return [...doc.textBetween(from, to, '', '')].filter((one) => one >= '\u3400')
}
