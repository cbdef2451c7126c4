import { afterEach, expect, test } from 'vitest'
import { anchorAt, anchorsOf, spotsIn, threadsInText } from '../../../client/comments/anchor.ts'
import { mentionAt, suggestedPeople } from '../../../client/comments/mentions.ts'
import { sourcesOf } from '../../../shared/authorship/origins.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import type { Anchor } from '../../../shared/record/events.ts'
import type { Thread } from '../../../shared/record/record.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { openWriter, press, select, spot, take, type, type Writer } from '../../support/editors.ts'

const opened: Writer[] = []
afterEach(() => {
  for (const writer of opened.splice(0)) writer.destroy()
})

function writerWith(text: string): Writer {
  const writer = openWriter(1)
  opened.push(writer)
  select(writer.editor, spot(writer.editor, 0, 0))
  type(writer.editor, text)
  return writer
}

function threadOn(anchor: Anchor | null): Thread {
  if (!anchor) throw new Error('no words')
  return { id: 't', anchor, comments: [], resolved: null }
}

/** The words that the thread is about, as they stand now. */
function wordsOf(writer: Writer, thread: Thread): string[] {
  const sources = sourcesOf(writer.origins)
  const anchors = anchorsOf([thread], sources)
  const ops = fieldText(writer.doc, 'a').toDelta() as { insert: unknown }[]
  const text = ops.map(({ insert }) => (typeof insert === 'string' ? insert : '\n')).join('')
  return spotsIn(writer.doc, 'a', anchors, sources).map(({ from, to }) => text.slice(from, to))
}

function isInText(writer: Writer, thread: Thread): boolean {
  const sources = sourcesOf(writer.origins)
  return threadsInText(writer.doc, anchorsOf([thread], sources), sources).has('t')
}

test('D10 a thread stays with its words through everything that happens around them', () => {
  const writer = writerWith('Publish the data every month')
  const anchor = anchorAt(writer.doc, 'a', 12, 16)
  expect(anchor).toMatchObject({ on: 'text', field: 'a', quote: 'data' })
  const thread = threadOn(anchor)
  expect(wordsOf(writer, thread)).toEqual(['data'])
  select(writer.editor, spot(writer.editor, 0, 0))
  type(writer.editor, 'We ')
  expect(wordsOf(writer, thread)).toEqual(['data'])
  // parted by what somebody writes inside
  select(writer.editor, spot(writer.editor, 0, 17))
  type(writer.editor, '--')
  expect(wordsOf(writer, thread)).toEqual(['da', 'ta'])
  select(writer.editor, spot(writer.editor, 0, 3))
  press(writer.editor, 'Enter')
  expect(wordsOf(writer, thread).join('')).toBe('data')
})

test('D10 a thread follows its words that are cut and pasted elsewhere, and stays where they are struck only by suggestion', () => {
  const writer = writerWith('Publish the data every month')
  const thread = threadOn(anchorAt(writer.doc, 'a', 12, 16))
  select(writer.editor, spot(writer.editor, 0, 8), spot(writer.editor, 0, 17))
  const html = take(writer, 'cut')
  expect(isInText(writer, thread)).toBe(false)
  select(writer.editor, spot(writer.editor, 1, 0))
  writer.editor.view.pasteHTML(html)
  expect(isInText(writer, thread)).toBe(true)
  writer.mode = 'suggest'
  select(writer.editor, spot(writer.editor, 1, 0), spot(writer.editor, 1, 'end'))
  writer.editor.view.dispatch(writer.editor.state.tr.deleteSelection())
  expect(isInText(writer, thread)).toBe(true)
})

test('D11 a thread whose words are gone has no place, and has it again after undo', () => {
  const writer = writerWith('Publish the data every month')
  const thread = threadOn(anchorAt(writer.doc, 'a', 12, 16))
  const { view } = writer.editor
  writer.undo.cut()
  select(writer.editor, spot(writer.editor, 0, 10), spot(writer.editor, 0, 20))
  view.dispatch(view.state.tr.deleteSelection())
  expect(isInText(writer, thread)).toBe(false)
  writer.undo.undo()
  expect(isInText(writer, thread)).toBe(true)
  expect(wordsOf(writer, thread)).toEqual(['data'])
})

test('D12 an anchor needs words; breaks alone are none', () => {
  const writer = writerWith('ab')
  select(writer.editor, spot(writer.editor, 0, 1))
  press(writer.editor, 'Enter')
  expect(anchorAt(writer.doc, 'a', 1, 2)).toBeNull()
  expect(anchorAt(writer.doc, 'a', 0, 3)).toMatchObject({ quote: 'a\nb' })
})

const person = (id: string, name: string): PersonView => ({
  id,
  name,
  organisation: '',
  sector: 'public',
})
const people = [person('1', 'Lin'), person('2', 'Lin Mei'), person('3', '陳美玲')]

test('D13 names are offered while one is being typed behind an @', () => {
  expect(mentionAt('ask @陳', 6)).toEqual({ from: 4, typed: '陳' })
  expect(mentionAt('ask @陳美玲 now', 12)).toBeNull()
  expect(suggestedPeople('lin', people, 5).offers.map(({ id }) => id)).toEqual(['1', '2'])
  expect(suggestedPeople('美', people, 5).offers.map(({ id }) => id)).toEqual(['3'])
})

test('U159 of three thousand people the nearest are offered, in order, and how many there are', () => {
  const many = Array.from({ length: 3000 }, (_, n) =>
    person(String(n), `${n % 2 ? 'x' : ''}Lin ${n}`),
  )
  const { offers, of } = suggestedPeople('lin', many, 6)
  expect(of).toBe(3000)
  expect(offers.map(({ name }) => name)).toEqual([
    'Lin 0',
    'Lin 10',
    'Lin 100',
    'Lin 1000',
    'Lin 1002',
    'Lin 1004',
  ])
  expect(suggestedPeople('nobody', many, 6)).toEqual({ offers: [], of: 0 })
})
