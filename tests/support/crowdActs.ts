import type { Editor } from '@tiptap/core'
import { Fragment, Slice } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { findAndReplace } from './crowdFind.ts'
import { charactersOf, type Person } from './crowdPerson.ts'
import { copySeen, takeOutSeen } from './crowdViews.ts'
import { blocksOf, inputOver, press, select, type } from './editors.ts'

/** What people do, and how often. */
export const acts = {
  type: 34,
  compose: 4,
  composeInSteps: 2,
  composeForgotten: 2,
  Enter: 10,
  joinBack: 6,
  joinForward: 3,
  remove: 5,
  replace: 3,
  replaceAlike: 5,
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
  find: 3,
  strike: 3,
  simple: 4,
  copy: 1,
  'Mod-z': 5,
  'Mod-y': 2,
} as const
export type Act = keyof typeof acts

/** Does `act` at a random place of the person's page. */
export function perform(person: Person, act: Act): void {
  const { page, below, chance } = person
  const { editor, undo } = page
  const { view } = editor
  const takeOut = () => {
    const { from, to } = editor.state.selection
    const taken = charactersOf(editor.state.doc, from, to)
    person.takes(taken)
    return taken
  }
  const write = (text: string) => {
    type(editor, text)
    person.typed(text)
  }
  switch (act) {
    case 'type':
      select(editor, somewhere(person))
      if (chance(0.1)) press(editor, 'Mod-b')
      write(person.fresh(1 + below(4)))
      return
    case 'compose':
      select(editor, somewhere(person))
      if (chance(0.3)) selectRange(person)
      takeOut()
      compose(person)
      return
    case 'composeInSteps':
      select(editor, somewhere(person))
      composeInSteps(person)
      return
    case 'composeForgotten':
      select(editor, somewhere(person))
      composeForgotten(person)
      return
    case 'backspace': {
      select(editor, somewhere(person))
      const { $from, from } = editor.state.selection
      if ($from.parentOffset === 0) return
      select(editor, from - 1, from)
      takeOut()
      view.dispatch(editor.state.tr.delete(from - 1, from))
      return
    }
    case 'remove':
      selectRange(person)
      takeOut()
      person.means('')
      view.dispatch(editor.state.tr.deleteSelection())
      return
    case 'replace':
      selectRange(person)
      takeOut()
      write(person.fresh(1))
      return
    case 'replaceAlike':
      person.moves(replaceAlike(person))
      return
    case 'joinBack':
    case 'joinForward': {
      const blocks = blocksOf(editor)
      const block = blocks[below(blocks.length)]
      if (!block) return
      const end = act === 'joinForward' ? block.node.content.size : 0
      select(editor, block.position + 1 + end)
      press(editor, act === 'joinForward' ? 'Delete' : 'Backspace')
      return
    }
    case 'paste':
      select(editor, somewhere(person))
      view.dispatch(editor.state.tr.replaceSelection(pasted(person)))
      return
    case 'cutPaste':
    case 'drag': {
      selectRange(person)
      person.moves(takeOut())
      const { from, to } = editor.state.selection
      const slice = editor.state.selection.content()
      const clipped = page.clipping?.(from, to) ?? ((one: Transaction) => one)
      const target = somewhere(person)
      const tr = editor.state.tr.deleteSelection()
      if (act === 'drag') {
        const at = tr.mapping.map(target)
        view.dispatch(clipped(tr.replaceRange(at, at, slice)))
        return
      }
      view.dispatch(tr)
      select(editor, somewhere(person))
      view.dispatch(clipped(editor.state.tr.replaceSelection(slice)))
      return
    }
    case 'find':
      findAndReplace(person)
      return
    case 'strike':
      selectRange(person)
      takeOwn(person)
      page.views?.suggesting(() => view.dispatch(editor.state.tr.deleteSelection()))
      return
    case 'simple':
      selectRange(person)
      takeOutSeen(person)
      return
    case 'copy':
      selectRange(person)
      copySeen(person)
      return
    case 'Mod-b':
    case 'Mod-i':
      selectRange(person)
      press(editor, act)
      return
    case 'Mod-z':
      undo.undo()
      return
    case 'Mod-y':
      undo.redo()
      return
    default:
      select(editor, somewhere(person))
      press(editor, act)
  }
}

/** Of what is selected one's own suggestions really go when it is struck. */
function takeOwn({ page: { editor, own }, takes }: Person): void {
  const { from, to } = editor.state.selection
  const suggested = own?.()
  takes(charactersOf(editor.state.doc, from, to).filter((one) => suggested?.has(one)))
}

/** An input method replaces what it shows with each key; others, and this person too, go on. */
function compose(person: Person): void {
  const { page, below, chance } = person
  const { editor } = page
  const { view } = editor
  page.composition?.begin()
  let length = 0
  const show = (text: string) => {
    const { from, to } = view.state.selection
    view.dispatch(view.state.tr.insertText(text, length > 0 ? to - length : from, to))
    length = text.length
  }
  for (let key = 1; key <= 1 + below(3); key++) {
    show('ㄅㄆㄇ'.slice(0, key))
    person.meanwhile()
    if (page.composition && chance(0.3)) writeBesides(person)
  }
  const chosen = person.fresh(1 + below(2))
  show(chosen)
  person.typed(chosen)
  person.meanwhile()
  page.composition?.end()
}

/**
 * Words over others that begin and end alike, as `must` over `may`: by keyboard, as an input method
 * or a correction does, from the clipboard. Answers what stands under other identities from now on.
 */
function replaceAlike(person: Person): string[] {
  const { page, below, chance } = person
  const { editor } = page
  const { view } = editor
  selectTelling(person)
  const { from, to } = editor.state.selection
  const were = charactersOf(editor.state.doc, from, to)
  person.takes(were)
  const head = chance(0.8) ? were.slice(0, 1 + below(2)) : []
  const tail = chance(0.5) ? were.slice(were.length - 1 - below(2)) : []
  const text = head.join('') + person.fresh(below(2)) + tail.join('')
  if (text === '') return were
  person.again([...head, ...tail])
  person.means(text)
  // the same once more changes nothing of the page, so that only a key tells of it
  const how = text === were.join('') ? 0 : below(4)
  if (how === 0) type(editor, text)
  else if (how === 1) inputOver(editor, text)
  else if (how === 2) view.dispatch(editor.state.tr.insertText(text, from, to))
  else {
    page.composition?.begin()
    inputOver(editor, text)
    page.composition?.end()
  }
  return [...were, ...text]
}

/** A stretch of one block, more often than not one that struck or pending words end. */
function selectTelling(person: Person): void {
  const { page, below } = person
  for (let attempt = 0; attempt < 4; attempt++) {
    selectRange(person)
    const { from, to } = page.editor.state.selection
    if (page.meant(from, to).length < to - from) break
  }
  const { from, to, $from } = page.editor.state.selection
  if (from === to && to < $from.end()) {
    select(page.editor, from, Math.min($from.end(), to + 1 + below(4)))
  }
}

/**
 * An engine that takes the word away before it puts the chosen one in, or not at all: others have all
 * the time in between, and the page may have given up waiting. What comes then, by an input method or
 * by keys, stands where the composition was.
 */
function composeInSteps(person: Person): void {
  const { page, below, chance } = person
  const { view } = page.editor
  const { $from, from } = view.state.selection
  const before = charactersOf(view.state.doc, $from.start(), from).at(-1)
  const behind = charactersOf(view.state.doc, from, $from.end())[0]
  page.composition?.begin()
  const preedit = 'ㄅㄆㄇ'.slice(0, 1 + below(3))
  view.dispatch(view.state.tr.insertText(preedit))
  person.meanwhile()
  const { to } = view.state.selection
  view.dispatch(view.state.tr.delete(to - preedit.length, to))
  const gaveUp = chance(0.5)
  if (gaveUp) page.composition?.end()
  for (let times = below(4); times > 0; times--) person.meanwhile()
  const chosen = person.fresh(1 + below(2))
  view.dispatch(view.state.tr.insertText(chosen))
  person.typed(chosen)
  person.between(before, chosen, behind)
  person.meanwhile()
  if (!gaveUp) page.composition?.end()
}

/**
 * An engine takes the last letter of what is composed and says nothing of the end (Chromium, after
 * Backspace): the next key tells that it is over, and what it writes is the room's like any other.
 */
function composeForgotten(person: Person): void {
  const { page, below } = person
  const { view } = page.editor
  page.composition?.hears('compositionstart')
  const letters = 'ㄅㄆㄇ'.slice(0, 1 + below(3))
  view.dispatch(view.state.tr.insertText(letters))
  person.meanwhile()
  const { to } = view.state.selection
  view.dispatch(view.state.tr.delete(to - letters.length, to))
  person.meanwhile()
  page.composition?.hears('keydown')
  const text = person.fresh(1 + below(2))
  type(page.editor, text)
  person.typed(text)
}

/** Something in another block while the composition stays open: found and replaced, for example. */
function writeBesides({ page: { editor }, below, fresh, typed }: Person): void {
  const { selection } = editor.state
  const others = blocksOf(editor).filter(
    ({ node, position }) => position + node.nodeSize <= selection.from || position >= selection.to,
  )
  const other = others[below(others.length)]
  if (!other) return
  const text = fresh(1)
  const at = other.position + 1 + below(other.node.content.size + 1)
  editor.view.dispatch(editor.state.tr.insertText(text, at))
  typed(text)
}

function pasted({ page: { editor }, below, fresh }: Person): Slice {
  const { paragraph } = editor.schema.nodes
  const blocks = Array.from({ length: 1 + below(3) }, () =>
    paragraph?.create(null, editor.schema.text(fresh(2))),
  )
  return new Slice(Fragment.fromArray(blocks.filter((one) => one !== undefined)), 1, 1)
}

function somewhere({ page: { editor }, below, chance }: Person): number {
  const blocks = blocksOf(editor)
  const block = blocks[below(blocks.length)]
  if (!block) throw new Error('no block')
  const { size } = block.node.content
  const offset = chance(0.25) ? size : chance(0.2) ? 0 : below(size + 1)
  return block.position + 1 + offset
}

function selectRange(person: Person): void {
  const { page, below, chance } = person
  const editor: Editor = page.editor
  const from = somewhere(person)
  const end = editor.state.doc.resolve(from).end(1) - 1
  select(editor, from, Math.max(from, Math.min(end, from + 1 + below(chance(0.3) ? 20 : 6))))
}
