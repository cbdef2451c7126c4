import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { createChecking, type Question } from '../../../client/checks/checking.ts'
import type { Inspector } from '../../../client/checks/inspector.ts'
import { checkMarks } from '../../../client/checks/marks.ts'
import { CommentForm } from '../../../client/comments/CommentForm.tsx'
import { NewThread } from '../../../client/comments/NewThread.tsx'
import { checkWords } from '../../../client/locale/checks.ts'
import type { Drawable, Replica } from '../../../client/sync/state.ts'
import { createDesk } from '../../../client/text/desk.ts'
import { goToWords } from '../../../client/text/goToWords.ts'
import { LinkDialog } from '../../../client/toolbar/LinkDialog.tsx'
import { check } from '../../../shared/commitment/checks/check.ts'
import { templateOf } from '../../../shared/commitment/template.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { exchange, openWriter, select, spot, type, type Writer } from '../../support/editors.ts'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

const opened: Writer[] = []
afterEach(() => {
  for (const writer of opened.splice(0)) writer.destroy()
})

function writerWith(text: string, field: string): Writer {
  const writer = openWriter(1, { fields: [field] })
  opened.push(writer)
  type(writer.editor, text)
  return writer
}

/** What another person does to the text of `writer`, as it stands then. */
function meanwhile(writer: Writer, from: number, to: number, words: string) {
  return act(async () => {
    const other = openWriter(2, { fields: writer.binding.fields, from: writer.doc })
    select(other.editor, spot(other.editor, 0, from), spot(other.editor, 0, to))
    other.editor.view.dispatch(other.editor.state.tr.insertText(words))
    exchange(writer, other)
    other.destroy()
  })
}

const linked = ({ doc }: Writer) =>
  readBlocks(doc, 'a').flatMap(({ runs }) =>
    runs.flatMap(({ text, marks }) => (marks?.link ? [text] : [])),
  )

/** The dialog for a link on what is selected; it lies over the page, not in what is rendered. */
async function linkDialog(ann: Writer) {
  const desk = createDesk()
  desk.add(ann.editor)
  const { editor } = ann
  const focus = { editor, event: new FocusEvent('focus'), transaction: editor.state.tr }
  editor.emit('focus', focus)
  let closed = false
  const page = await render(
    <LinkDialog
      desk={desk}
      doc={ann.doc}
      onClose={() => {
        closed = true
      }}
    />,
  )
  const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')
  return {
    ...page,
    closed: () => closed,
    said: () => dialog()?.querySelector('[slot=errorMessage]')?.textContent ?? '',
    set: async (address: string) => {
      const input = dialog()?.querySelector('input')
      await act(async () => {
        const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
        value?.set?.call(input, address)
        input?.dispatchEvent(new Event('input', { bubbles: true }))
      })
      await act(async () => dialog()?.querySelector('form')?.requestSubmit())
    },
  }
}

test('U41 a link is set on the words that were chosen, wherever others have moved them', async () => {
  const ann = writerWith('see the plan now', 'a')
  select(ann.editor, spot(ann.editor, 0, 8), spot(ann.editor, 0, 12))
  using dialog = await linkDialog(ann)
  await meanwhile(ann, 0, 0, 'Please ')
  await meanwhile(ann, 'Please see the plan'.length, 'Please see the plan'.length, 's')
  await dialog.set('example.org')
  expect(dialog.closed()).toBe(true)
  expect(linked(ann)).toEqual(['plan'])
})

test('U41 when the chosen words are gone the dialog says so and keeps the address', async () => {
  const ann = writerWith('see the plan now', 'a')
  select(ann.editor, spot(ann.editor, 0, 8), spot(ann.editor, 0, 12))
  using dialog = await linkDialog(ann)
  await meanwhile(ann, 8, 13, '')
  await dialog.set('example.org')
  expect(dialog.closed()).toBe(false)
  expect(dialog.said()).toContain('no longer in the text')
  expect(readBlocks(ann.doc, 'a')[0]?.runs[0]?.text).toBe('see the now')
  await dialog.set('example.org')
  expect(linked(ann)).toEqual(['https://example.org/'])
})

test('U41 a name is put where the caret is now, and what is typed while a comment is sent stays', async () => {
  const mei = { id: 'p1', name: 'Mei', organisation: 'Watch', sector: 'civil-society' } as const
  const people = new Map([[mei.id, mei as unknown as PersonView]])
  let sent = (_failed: string | null) => {}
  const send = () =>
    new Promise<string | null>((done) => {
      sent = done
    })
  const rests: string[] = []
  const onSent = (rest: string) => rests.push(rest)
  using page = await render(
    <CommentForm draft="a" label="Comment" plan="" people={people} onSend={send} onSent={onSent} />,
  )
  const area = page.find<HTMLTextAreaElement>('textarea')
  const write = (text: string) =>
    act(async () => {
      const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')
      value?.set?.call(area, text)
      area.setSelectionRange(text.length, text.length)
      area.dispatchEvent(new Event('input', { bubbles: true }))
    })
  await act(async () => area.focus())
  await write('Ask @Me')
  expect(page.root.querySelectorAll('[role=option]')).toHaveLength(1)
  area.setSelectionRange(2, 2)
  await page.key(area, 'Enter')
  expect(area.value).toBe('Ask @Me')
  await write('First')
  await page.key(area, 'Enter', { ctrlKey: true })
  await write('First, and more')
  await act(async () => sent(null))
  expect(area.value).toBe(', and more')
  expect(rests).toEqual([', and more'])
})

test('B83 the dialog of a new comment stays while there are words in it that were typed too late, and sends them behind', async () => {
  const said: [string, unknown][] = []
  let answer = () => {}
  vi.stubGlobal('fetch', (address: string, { body }: RequestInit) => {
    said.push([address, JSON.parse(String(body)).text])
    return new Promise((done) => {
      answer = () => done(Response.json({ seq: 1 }))
    })
  })
  const closed = vi.fn()
  const me = { id: 'p1' } as PersonView
  const state = { me, people: new Map(), record: emptyRecord } as unknown as Drawable
  const dialog = (
    <NewThread
      commitment="c"
      state={state}
      anchor={{ on: 'section', field: 'a' }}
      fieldLabel={() => 'A'}
      onClose={closed}
    />
  )
  using _page = await render(dialog)
  const area = () => {
    const found = document.querySelector<HTMLTextAreaElement>('[role=dialog] textarea')
    if (!found) throw new Error('no dialog')
    return found
  }
  const write = (text: string) =>
    act(async () => {
      const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')
      value?.set?.call(area(), text)
      area().dispatchEvent(new Event('input', { bubbles: true }))
    })
  const send = () =>
    act(async () => {
      const keys = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }
      area().dispatchEvent(new KeyboardEvent('keydown', keys))
    })
  await write('First')
  await send()
  await write('First, second')
  await act(async () => answer())
  expect(closed).not.toHaveBeenCalled()
  expect(area().value).toBe(', second')
  await send()
  await act(async () => answer())
  expect(said.map(([, text]) => text)).toEqual(['First', ', second'])
  expect(closed).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
})

test('U41 a question of the check leads to its words and marks them, however the text has changed since', async () => {
  const template = templateOf('ogp-2022')
  if (!template) throw new Error('no form')
  const field = 'solution'
  const ann = openWriter(1, { fields: [field] })
  opened.push(ann)
  const replica = {
    state: { record: emptyRecord },
    subscribe: () => () => {},
  } as unknown as Replica
  const checking = createChecking(replica, ann.doc, template, atOnce)
  const page = openWriter(1, {
    fields: [field],
    on: ann,
    extensions: [checkMarks(checking, () => checkWords.en)],
  })
  opened.push(page)
  const stop = checking.start()
  type(page.editor, 'Advocate for better records.')
  const asked = (): Question | undefined =>
    checking.get().questions.find(({ quote }) => quote === 'Advocate')
  await until(() => asked() !== undefined)
  const mark = () => page.editor.view.dom.querySelector('.asked')?.textContent
  await until(() => mark() === 'Advocate')
  const question = asked()
  if (!question) throw new Error('no question')
  checking.choose(question.id)
  // as long as before, but another text: the words stand one further on
  await meanwhile(page, 27, 28, '')
  await meanwhile(page, 0, 0, 'X')
  expect(checking.stale()).toBe(true)
  expect(mark()).toBe('Advocate')
  const desk = createDesk()
  desk.add(page.editor)
  goToWords(desk, checking.placeOf(question))
  const { from, to } = page.editor.state.selection
  expect(page.editor.state.doc.textBetween(from, to)).toBe('Advocate')
  await meanwhile(page, 0, 1, '')
  await meanwhile(page, 0, 0, 'We. ')
  await until(() => !checking.stale())
  await until(() => asked() !== undefined)
  expect(checking.chosen()).toBe(asked()?.id)
  stop()
})

/** The rules without a worker, which this page has not. */
const atOnce: Inspector = {
  compareWith: () => {},
  inspect: async (checked) => check(checked),
  stop: () => {},
}
