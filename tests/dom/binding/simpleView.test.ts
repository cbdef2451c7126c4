import { splitBlock } from '@tiptap/pm/commands'
import { afterEach, expect, test } from 'vitest'
import { meantKind } from '../../../client/editor/binding/plugin.ts'
import { setKind } from '../../../client/editor/commands.ts'
import { unseenIn } from '../../../client/editor/seen.ts'
import { suggestedDeletions } from '../../../shared/text/proposals.ts'
import {
  clipboardOf,
  exchange,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'

const opened: Writer[] = []
afterEach(() => {
  for (const writer of opened.splice(0)) writer.destroy()
})

/** Words with what Mei struck in `[…]` and put in in `{…}`, as Bo has them before him. */
function before(text: string, view: 'all' | 'simple', mode: 'edit' | 'suggest' = 'edit'): Writer {
  const ann = openWriter(1, { fields: ['a'] })
  const mei = openWriter(2, { fields: ['a'], mode: 'suggest' })
  const bo = openWriter(3, { fields: ['a'], mode, hidesStruck: () => view === 'simple' })
  opened.push(ann, mei, bo)
  type(ann.editor, text.replace(/\{.*?\}|[[\]]/g, ''))
  exchange(ann, mei)
  let at = 0
  for (const [, struck, put, plain = ''] of text.matchAll(/\[(.*?)\]|\{(.*?)\}|([^[{]+)/g)) {
    const end = at + (struck ?? put ?? plain).length
    if (struck !== undefined) {
      select(mei.editor, spot(mei.editor, 0, at), spot(mei.editor, 0, end))
      mei.editor.view.dispatch(mei.editor.state.tr.deleteSelection())
    } else if (put !== undefined) {
      select(mei.editor, spot(mei.editor, 0, at))
      type(mei.editor, put)
    }
    at = end
  }
  exchange(ann, mei, bo)
  return bo
}

const struckUnits = ({ doc }: Writer) =>
  suggestedDeletions(doc, []).reduce((sum, { range }) => sum + range[2], 0)

function choose({ editor }: Writer, words: string): void {
  const text = editor.state.doc.textContent
  const at = text.indexOf(words)
  select(editor, spot(editor, 0, at), spot(editor, 0, at + words.length))
}

function putCaret({ editor }: Writer, behind: string): void {
  const end = editor.state.doc.textContent.indexOf(behind) + behind.length
  select(editor, spot(editor, 0, end))
}

/** The browser is about to do something to the text; true: the editor has done it. */
function input({ editor }: Writer, inputType: string, data: string | null = null): boolean {
  const event = new InputEvent('beforeinput', { inputType, data, bubbles: true, cancelable: true })
  editor.view.dom.dispatchEvent(event)
  return event.defaultPrevented
}

const text = ({ editor }: Writer) => editor.state.doc.textContent

test.each([
  ['The ministry [may]{shall} publish.', 'The ministry shall publish.'],
  ['公開[全部]資料{集}。', '公開資料集。'],
  ['[secret ]words', 'words'],
])('B20 in the simple view copying gives what is seen, as text and as HTML: %s', (given, seen) => {
  const bo = before(given, 'simple')
  choose(bo, bo.editor.state.doc.textContent)
  const copied = clipboardOf(bo, 'copy')
  expect(copied.get('text/plain')).toBe(seen)
  const html = copied.get('text/html') ?? ''
  expect(html.replace(/<[^>]*>/g, '')).toBe(seen)
  expect(html).not.toMatch(/<(ins|del)/)
  select(bo.editor, spot(bo.editor, 0, 'end'))
  bo.editor.view.pasteHTML(html)
  expect(bo.origins.at(-1)?.how).toBe('copied')
  expect(bo.origins.reduce((sum, { to }) => sum + to[2], 0)).toBe(seen.length)
})

test.each([
  [
    'The ministry [may]{shall} publish.',
    'The ministry shall publish.',
    '<del>may</del><ins>shall</ins>',
  ],
  ['公開[全部]資料{集}。', '公開資料集。', '公開<del>全部</del>資料<ins>集</ins>。'],
  ['x [all of it]', 'x ', '<del>all of it</del>'],
])(
  'B20 with all changes shown struck words are never plain ones, and HTML says what comes and goes: %s',
  (given, seen, html) => {
    const bo = before(given, 'all')
    choose(bo, bo.editor.state.doc.textContent)
    const copied = clipboardOf(bo, 'copy')
    expect(copied.get('text/plain')).toBe(seen)
    expect(copied.get('text/html')).toContain(html)
    bo.editor.view.pasteHTML(copied.get('text/html') ?? '')
    expect(text(bo)).toBe(seen)
  },
)

test('B20 what was only struck words is no plain text', () => {
  const bo = before('a [gone] b', 'all')
  choose(bo, 'gone')
  const copied = clipboardOf(bo, 'copy')
  expect(copied.get('text/plain')).toBe('')
  expect(copied.get('text/html')).toContain('<del>gone</del>')
})

test('B20 struck words that are seen go along where their line is cut and put in; copied again they stay away', () => {
  const bo = before('keep [secret ]this', 'all')
  choose(bo, 'secret this')
  const cut = clipboardOf(bo, 'cut')
  expect(cut.get('text/plain')).toBe('this')
  expect(text(bo)).toBe('keep ')
  select(bo.editor, spot(bo.editor, 0, 0))
  bo.editor.view.pasteHTML(cut.get('text/html') ?? '')
  expect(text(bo)).toBe('secret thiskeep ')
  expect(bo.origins.at(-1)?.how).toBe('moved')
  bo.editor.view.pasteHTML(cut.get('text/html') ?? '')
  expect(text(bo)).toBe('secret thisthiskeep ')
  expect(bo.origins.at(-1)).toMatchObject({
    how: 'copied',
    to: [expect.anything(), expect.anything(), 4],
  })
})

test.each(['edit', 'suggest'] as const)(
  'B21 in the simple view cutting, deleting and replacing leave unseen words where they stand (%s)',
  (mode) => {
    for (const act of ['cut', 'delete', 'type', 'enter', 'paste'] as const) {
      const bo = before('The ministry [may]{shall} publish it.', 'simple', mode)
      const marked = struckUnits(bo)
      choose(bo, 'ministry mayshall')
      const { state, view } = bo.editor
      if (act === 'cut') expect(clipboardOf(bo, 'cut').get('text/plain')).toBe('ministry shall')
      if (act === 'delete') view.dispatch(state.tr.deleteSelection())
      if (act === 'type') expect(input(bo, 'insertText', 'X')).toBe(true)
      if (act === 'enter') splitBlock(state, view.dispatch)
      if (act === 'paste') view.pasteHTML('<p>body</p>')
      expect(text(bo), act).toContain('may')
      if (mode === 'edit') {
        expect(text(bo), act).not.toMatch(/ministry|shall/)
        expect(struckUnits(bo), act).toBe(marked)
      } else expect(struckUnits(bo), act).toBe(marked + 'ministry shall'.length)
    }
  },
)

test.each([
  ['deleteContentBackward', 'one [two ]|three', 'onetwo three'],
  ['deleteWordBackward', 'one [two ]|three', 'two three'],
  ['deleteWordBackward', 'zero one [two ]{new }|three', 'zero one two three'],
  ['deleteContentForward', 'one| [two] three', 'onetwo three'],
  ['deleteWordForward', 'one |[two ]three four', 'one two  four'],
  ['deleteContentBackward', '公開[全部]|資料', '公全部資料'],
  ['deleteContentBackward', 'banana[ana]| x', 'bananana x'],
])('B21 in the simple view %s reaches past unseen words: %s', (inputType, given, wanted) => {
  const [left = ''] = given.split('|')
  const bo = before(given.replace('|', ''), 'simple')
  putCaret(bo, left.replace(/[[\]{}]/g, ''))
  expect(input(bo, inputType)).toBe(true)
  expect(text(bo)).toBe(wanted)
})

test('B21 at the edge of what is seen Backspace and Delete join blocks', () => {
  const bo = before('[gone ]second', 'simple')
  select(bo.editor, spot(bo.editor, 0, 0))
  type(bo.editor, 'first')
  press(bo.editor, 'Enter')
  expect(shapeOf(bo)).toBe('p first | p gone second')
  select(bo.editor, spot(bo.editor, 1, 'gone '.length))
  input(bo, 'deleteContentBackward')
  expect(shapeOf(bo)).toBe('p firstgone second')
  expect(struckUnits(bo)).toBe('gone '.length)
})

test.each(['edit', 'suggest'] as const)(
  'B164 in the simple view no key joins a paragraph to one that is not seen, and it is told (%s)',
  (mode) => {
    const ann = openWriter(1, { fields: ['a'] })
    const mei = openWriter(2, { fields: ['a'], mode: 'suggest' })
    const bo = openWriter(3, { fields: ['a'], mode, hidesStruck: () => true })
    opened.push(ann, mei, bo)
    for (const [at, words] of ['New', 'Beta hidden.', 'Gamma three.'].entries()) {
      if (at > 0) press(ann.editor, 'Enter')
      type(ann.editor, words)
    }
    exchange(ann, mei)
    select(mei.editor, spot(mei.editor, 0, 'end'), spot(mei.editor, 1, 'end'))
    mei.editor.view.dispatch(mei.editor.state.tr.deleteSelection())
    exchange(ann, mei, bo)
    const whole = 'p New | p Beta hidden. | p Gamma three.'
    const marked = struckUnits(bo)
    const refused = (at: number, act: () => unknown) => {
      act()
      expect(shapeOf(bo)).toBe(whole)
      expect(struckUnits(bo)).toBe(marked)
      expect(bo.inexpressible).toEqual(Array(at).fill('unseen'))
    }
    select(bo.editor, spot(bo.editor, 2, 0))
    refused(1, () => press(bo.editor, 'Backspace'))
    refused(2, () => input(bo, 'deleteContentBackward'))
    refused(3, () => input(bo, 'deleteWordBackward'))
    select(bo.editor, spot(bo.editor, 0, 'end'))
    refused(4, () => press(bo.editor, 'Delete'))
    refused(5, () => input(bo, 'deleteWordForward'))
    bo.inexpressible.length = 0
    // keys by words are taken before the browser says what it would do
    refused(1, () => press(bo.editor, 'Mod-Delete'))
    refused(2, () => input(bo, 'deleteSoftLineForward'))
    refused(3, () => input(bo, 'deleteHardLineForward'))
    select(bo.editor, spot(bo.editor, 2, 0))
    refused(4, () => press(bo.editor, 'Mod-Backspace'))
    refused(5, () => input(bo, 'deleteSoftLineBackward'))
    // what is seen on both sides is joined as ever
    select(bo.editor, spot(bo.editor, 2, 5))
    press(bo.editor, 'Enter')
    press(bo.editor, 'Backspace')
    expect(shapeOf(bo)).toBe(whole)
    expect(bo.inexpressible).toHaveLength(5)
  },
)

test.each(['edit', 'suggest'] as const)(
  'B166 a key by words does not join an item or a heading to what is not seen either (%s)',
  (mode) => {
    const ann = openWriter(1, { fields: ['a'] })
    const mei = openWriter(2, { fields: ['a'], mode: 'suggest' })
    const bo = openWriter(3, { fields: ['a'], mode, hidesStruck: () => true })
    opened.push(ann, mei, bo)
    type(ann.editor, '- one')
    for (const words of ['hidden', 'three']) {
      press(ann.editor, 'Enter')
      type(ann.editor, words)
    }
    exchange(ann, mei)
    select(mei.editor, spot(mei.editor, 1, 0), spot(mei.editor, 1, 'end'))
    mei.editor.view.dispatch(mei.editor.state.tr.deleteSelection())
    exchange(ann, mei, bo)
    const whole = shapeOf(bo)
    const marked = struckUnits(bo)
    expect(whole).toBe('b0 one | b0 hidden | b0 three')
    select(bo.editor, spot(bo.editor, 2, 0))
    press(bo.editor, 'Mod-Backspace')
    select(bo.editor, spot(bo.editor, 0, 'end'))
    press(bo.editor, 'Mod-Delete')
    expect(shapeOf(bo)).toBe(whole)
    expect(struckUnits(bo)).toBe(marked)
    expect(bo.inexpressible).toEqual(['unseen', 'unseen'])
  },
)

test('B21 several paragraphs are taken out and what is struck in them stays', () => {
  const bo = before('one [two] three', 'simple')
  select(bo.editor, spot(bo.editor, 0, 'one'.length))
  press(bo.editor, 'Enter')
  select(bo.editor, spot(bo.editor, 1, 'end'))
  press(bo.editor, 'Enter')
  type(bo.editor, 'last')
  expect(shapeOf(bo)).toBe('p one | p  two three | p last')
  select(bo.editor, spot(bo.editor, 0, 0), spot(bo.editor, 2, 2))
  bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
  expect(shapeOf(bo)).toBe('p twost')
  bo.undo.undo()
  expect(shapeOf(bo)).toBe('p one | p  two three | p last')
})

test('B21 a composition over words leaves the unseen ones, and its own words are whole', () => {
  const bo = before('公開[全部]{部分}資料', 'simple')
  choose(bo, '全部部分')
  bo.editor.view.dom.dispatchEvent(new Event('compositionstart', { bubbles: true }))
  expect(text(bo)).toBe('公開全部資料')
  expect(bo.editor.state.selection.empty).toBe(true)
  bo.editor.view.dom.dispatchEvent(new Event('compositionend', { bubbles: true }))
})

test('B21 with all changes shown a selection is deleted as it is seen', () => {
  const bo = before('The ministry [may]{shall} publish.', 'all')
  choose(bo, 'mayshall')
  bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
  expect(text(bo)).toBe('The ministry  publish.')
})

test.each([
  ['Plan[ of old]', 'Plan', 'h1 Plan of old | p X'],
  ['[Old ]plan', 'Old ', 'h1 | h1 Old Xplan'],
  ['One [old] two', 'One ', 'h1 One | h1 Xold two'],
])(
  'B176 in the simple view Enter parts what is seen, and hidden words stay with theirs: %s',
  (given, left, wanted) => {
    const bo = before(given, 'simple')
    setKind('h1')(bo.editor.state, bo.editor.view.dispatch)
    putCaret(bo, left)
    press(bo.editor, 'Enter')
    type(bo.editor, 'X')
    expect(shapeOf(bo)).toBe(wanted)
  },
)

test.each(['edit', 'suggest'] as const)(
  'B176 in the simple view Enter ends a list at an item of which nothing is seen (%s)',
  (mode) => {
    const bo = before('[gone]', 'simple')
    setKind('b0')(bo.editor.state, bo.editor.view.dispatch)
    bo.mode = mode
    select(bo.editor, spot(bo.editor, 0, 2))
    press(bo.editor, 'Enter')
    expect(bo.editor.state.doc.firstChild?.childCount).toBe(1)
    const { state } = bo.editor
    expect(meantKind(state, 1, state.doc.firstChild?.firstChild as never)).toBe('p')
    expect(struckUnits(bo)).toBe('gone'.length)
  },
)

test('B176 paragraphs and their breaks are deleted, cut and composed over whatever is hidden in them', () => {
  for (const act of ['delete', 'cut', 'compose'] as const) {
    const bo = before('all of it[ and more]', 'simple')
    select(bo.editor, spot(bo.editor, 0, 'end'))
    press(bo.editor, 'Enter')
    type(bo.editor, 'next')
    expect(shapeOf(bo)).toBe('p all of it and more | p next')
    select(bo.editor, spot(bo.editor, 0, 0), spot(bo.editor, 1, 0))
    const { dom } = bo.editor.view
    if (act === 'cut') clipboardOf(bo, 'cut')
    else if (act === 'delete') press(bo.editor, 'Backspace')
    else dom.dispatchEvent(new Event('compositionstart', { bubbles: true }))
    if (act === 'compose') dom.dispatchEvent(new Event('compositionend', { bubbles: true }))
    bo.binding.release()
    expect(shapeOf(bo), act).toBe('p  and morenext')
    expect(struckUnits(bo), act).toBe(' and more'.length)
  }
})

test('B176 where nothing of what is selected is seen, Backspace takes the letter before it', () => {
  const bo = before('one[ two] three', 'simple')
  choose(bo, ' two')
  if (!press(bo.editor, 'Backspace')) input(bo, 'deleteContentBackward')
  expect(text(bo)).toBe('on two three')
})

test('B180 what is not seen is read once for each change, however often a key asks', () => {
  const known: never[] = []
  const mei = openWriter(2, { fields: ['a'], mode: 'suggest' })
  const bo = openWriter(3, { fields: ['a'], hidesStruck: () => true, origins: () => known })
  opened.push(mei, bo)
  type(bo.editor, 'one two three')
  const read = unseenIn(bo.editor.state)
  expect(read).toEqual([])
  exchange(bo, mei)
  select(mei.editor, spot(mei.editor, 0, 0), spot(mei.editor, 0, 4))
  mei.editor.view.dispatch(mei.editor.state.tr.deleteSelection())
  exchange(mei, bo)
  // only the strike is new, and no word of the text
  const struck = unseenIn(bo.editor.state)
  expect(struck).toEqual([{ from: 2, to: 6 }])
  expect(unseenIn(bo.editor.state)).toBe(struck)
  select(bo.editor, spot(bo.editor, 0, 'end'))
  expect(unseenIn(bo.editor.state)).toBe(struck)
  type(bo.editor, '!')
  expect(unseenIn(bo.editor.state)).not.toBe(struck)
  expect(unseenIn(bo.editor.state)).toEqual(struck)
})
