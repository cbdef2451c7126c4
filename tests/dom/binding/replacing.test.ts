import { TextSelection } from '@tiptap/pm/state'
import { afterEach, expect, test } from 'vitest'
import { fieldText } from '../../../shared/text/guard.ts'
import { isSuggesting } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { charactersOf } from '../../../shared/text/items.ts'
import { suggestedDeletions } from '../../../shared/text/proposals.ts'
import {
  exchange,
  inputOver,
  isShown,
  meantBetween,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function editor(text: string): Writer {
  const author = openWriter(1, { fields: ['a'] })
  open.push(author)
  select(author.editor, spot(author.editor, 0, 0))
  type(author.editor, text)
  return author
}

function join(number: number, from: Writer, mode: Writer['mode'] = 'suggest'): Writer {
  const writer = openWriter(number, { fields: ['a'], from: from.doc, mode })
  open.push(writer)
  return writer
}

/** Selects `words` where they stand in what the view shows. */
function mark({ editor }: Writer, words: string): void {
  const at = editor.state.doc.textContent.indexOf(words)
  select(editor, spot(editor, 0, at), spot(editor, 0, at + words.length))
}

/** How text is put over what is selected. */
const ways: Readonly<Record<string, (writer: Writer, text: string) => void>> = {
  'key by key': ({ editor }, text) => type(editor, text),
  'by Replace all': ({ editor: { state, view } }, text) =>
    view.dispatch(state.tr.insertText(text, state.selection.from, state.selection.to)),
  'by a correction': ({ editor }, text) => inputOver(editor, text),
  'by an input method': ({ editor, binding }, text) => {
    binding.hold()
    inputOver(editor, text)
    binding.release()
  },
}

const meant = (writer: Writer) => meantBetween(writer, 0, writer.editor.state.doc.content.size)

/** The field with what is struck as `[-…]` and what is suggested as `[+…]`, whoever did. */
function marked({ doc }: Writer): string {
  const struck = new IdSet(suggestedDeletions(doc, []).map(({ range }) => range))
  const pieces: { sign: string; text: string }[] = []
  for (let item = fieldText(doc, 'a')._start; item; item = item.right) {
    if (item.deleted) continue
    for (const [at, character] of [...(charactersOf(item) ?? '')].entries()) {
      const { client, clock } = item.id
      const sign = struck.has(client, clock + at) ? '-' : isSuggesting(client) ? '+' : ''
      const last = pieces.at(-1)
      if (last?.sign === sign) last.text += character
      else pieces.push({ sign, text: character })
    }
  }
  return pieces.map(({ sign, text }) => (sign ? `[${sign}${text}]` : text)).join('')
}

for (const [name, put] of Object.entries(ways)) {
  test(`B30 over words that are struck no letter is swallowed: ${name}`, () => {
    const ann = editor('The ministry may publish')
    const mei = join(2, ann)
    mark(mei, 'may')
    put(mei, 'shall')
    expect(marked(mei)).toBe('The ministry [-may][+shall] publish')
    mark(mei, 'mayshall')
    put(mei, 'must')
    expect(marked(mei)).toBe('The ministry [-may][+must] publish')
    expect(meant(mei)).toBe('The ministry must publish')
  })

  test(`B30 over another's struck and pending words neither: ${name}`, () => {
    const ann = editor('本部得公布資料')
    const mei = join(2, ann)
    mark(mei, '得公布')
    ways['by Replace all']?.(mei, '應公告')
    expect(meant(mei)).toBe('本部應公告資料')
    exchange(ann, mei)
    const bo = join(3, mei)
    mark(bo, '得公布應公告')
    put(bo, '得應公告')
    expect(meant(bo)).toBe('本部得應公告資料')
    expect(marked(bo)).toContain('[+得應公告]')
    // who may edit writes agreed text over both
    const eve = join(4, mei, 'edit')
    mark(eve, '得公布應公告')
    put(eve, '得應公告')
    expect(marked(eve)).toBe('本部得應公告資料')
  })

  test(`B31 who suggests keeps whole words at the ends and no part of one: ${name}`, () => {
    const mei = join(2, editor('They can publish data'))
    mark(mei, 'can')
    put(mei, 'could')
    expect(marked(mei)).toBe('They [-can][+could] publish data')
    const bo = join(3, editor('機關公開資料'))
    mark(bo, '公開')
    put(bo, '公布')
    expect(marked(bo)).toBe('機關[-公開][+公布]資料')
  })
}

test.each([
  ['may publish', 'shall publish', 'They [-may][+shall] publish data'],
  ['They may', 'They must', 'They [-may][+must] publish data'],
  ['may publish data', 'may publicly share data', 'They may [-publish][+publicly share] data'],
])('B31 of %s over which %s is put whole words stay', (old, text, wanted) => {
  const mei = join(2, editor('They may publish data'))
  mark(mei, old)
  ways['by Replace all']?.(mei, text)
  expect(marked(mei)).toBe(wanted)
})

test('B31 in Chinese words are those of a dictionary', () => {
  const mei = join(2, editor('機關應公開資料'))
  mark(mei, '公開資料')
  ways['by Replace all']?.(mei, '公布資料')
  expect(marked(mei)).toBe('機關應[-公開][+公布]資料')
})

test('B30 who suggests types over words that begin or end alike key by key, the same ones included', () => {
  for (const text of ['資料', '料資', '資', '料', '資新料']) {
    const mei = join(2, editor('公開資料'))
    mark(mei, '資料')
    type(mei.editor, text)
    expect(meant(mei)).toBe(`公開${text}`)
    type(mei.editor, '。')
    expect(meant(mei)).toBe(`公開${text}。`)
  }
})

test('B30 who edits keeps letters that stand as theirs will, with their authors', () => {
  const ann = editor('colour')
  const bo = join(2, ann, 'edit')
  mark(bo, 'colour')
  ways['by Replace all']?.(bo, 'color')
  expect(shapeOf(bo)).toBe('p color')
  const clients = new Set<number>()
  for (let item = fieldText(bo.doc, 'a')._start; item; item = item.right) {
    if (!item.deleted) clients.add(item.id.client)
  }
  expect([...clients]).toEqual([ann.ids.editing])
})

test('B30 a paragraph over struck ends of paragraphs comes in whole', () => {
  const ann = editor('One two')
  const mei = join(2, ann)
  mark(mei, 'One')
  mei.editor.view.dispatch(mei.editor.state.tr.deleteSelection())
  exchange(ann, mei)
  mark(ann, 'One two')
  ann.editor.view.pasteHTML('<p>One three</p><p>two</p>')
  expect(meant(ann)).toBe('One three¶two')
})

test.each(['suggest', 'edit'] as const)(
  'B81 a paragraph that is selected with its break goes, although the break before it is struck: %s',
  (mode) => {
    const ann = editor('One')
    for (const words of ['two', 'three', 'four']) {
      press(ann.editor, 'Enter')
      type(ann.editor, words)
    }
    press(ann.editor, 'Mod-Alt-1')
    const mei = join(2, ann)
    const over = ({ editor: { view, state } }: Writer, from: number, to: number) => {
      view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, to)))
      view.dispatch(view.state.tr.deleteSelection())
    }
    over(mei, spot(mei.editor, 0, 'end'), spot(mei.editor, 1, 0))
    exchange(ann, mei)
    expect(meant(mei)).toBe('Onetwo¶three¶four')
    const bo = join(3, mei, mode)
    over(bo, spot(bo.editor, 1, 0), spot(bo.editor, 2, 0))
    expect(meant(bo)).toBe('Onethree¶four')
    // two at once
    const chen = join(4, mei, mode)
    over(chen, spot(chen.editor, 1, 0), spot(chen.editor, 3, 0))
    expect(meant(chen)).toBe('Onefour')
    expect(isShown(chen)).toBe(true)
    if (mode === 'edit') expect(shapeOf(chen)).toBe('p One | h1 four')
    // the other way round: the break behind it is the one that is struck
    const eve = join(5, ann)
    over(eve, spot(eve.editor, 2, 'end'), spot(eve.editor, 3, 0))
    const fay = join(6, eve, mode)
    over(fay, spot(fay.editor, 2, 0), spot(fay.editor, 3, 0))
    expect(meant(fay)).toBe('Onetwo¶four')
  },
)

test.each(['edit', 'suggest'] as const)(
  'B120 in %s mode a word composed over several text nodes finds them taken out, and is whole',
  (mode) => {
    const ann = editor('本部得公布資料')
    mark(ann, '公布')
    const { selection, tr, schema } = ann.editor.state
    const bold = schema.mark('bold')
    ann.editor.view.dispatch(tr.addMark(selection.from, selection.to, bold))
    const mei = join(2, ann, mode)
    mark(mei, '得公布')
    const { dom } = mei.editor.view
    const say = (kind: string, data: string) =>
      dom.dispatchEvent(Object.assign(new Event(kind, { bubbles: true }), { data }))
    say('compositionstart', '得公布')
    expect(dom.textContent).toBe('本部資料')
    expect(mei.editor.state.selection.empty).toBe(true)
    expect(marked(mei)).toBe('本部得公布資料')
    type(mei.editor, '得應公布')
    mei.binding.release()
    expect(meant(mei)).toBe('本部得應公布資料')
    if (mode === 'suggest') expect(marked(mei)).toBe('本部[-得公布][+得應公布]資料')
    expect(isShown(mei)).toBe(true)
  },
)

test('B120 a word composed over a part of one text node is left to the browser', () => {
  const mei = join(2, editor('本部得公布資料'))
  mark(mei, '得公布')
  const { dom } = mei.editor.view
  dom.dispatchEvent(Object.assign(new Event('compositionstart', { bubbles: true }), { data: '' }))
  expect(dom.textContent).toBe('本部得公布資料')
  mei.binding.release()
})

test('B122 what was composed beside equal letters is what goes when the browser says so', () => {
  const mei = join(2, editor('甲你好丁'))
  const { view } = mei.editor
  select(mei.editor, spot(mei.editor, 0, 1))
  mei.binding.hold()
  type(mei.editor, '你好')
  const [from, to] = [spot(mei.editor, 0, 1), spot(mei.editor, 0, 3)]
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)]
  const range = {
    startContainer: start.node,
    startOffset: start.offset,
    endContainer: end.node,
    endOffset: end.offset,
  }
  const event = new Event('beforeinput', { bubbles: true })
  const said = { inputType: 'deleteCompositionText', getTargetRanges: () => [range] }
  view.dom.dispatchEvent(Object.assign(event, said))
  // as ProseMirror reads it from the page
  view.dispatch(view.state.tr.delete(to, to + 2))
  expect(view.state.selection.head).toBe(from)
  mei.binding.release()
  expect(marked(mei)).toBe('甲你好丁')
})
