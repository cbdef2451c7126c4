import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createAttention, type ItemId } from '../../../client/rail/attention.ts'
import { Review } from '../../../client/review/Review.tsx'
import type { Replica, ReplicaState } from '../../../client/sync/state.ts'
import { createDesk } from '../../../client/text/desk.ts'
import { DraftsOf } from '../../../client/ui/drafts.tsx'
import { emptyRecord, type Suggestion } from '../../../shared/record/record.ts'
import { render } from '../../support/page.tsx'
import { personOf } from '../../support/room.ts'
import { until } from '../../support/until.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const waiting = (number: number, changed: Partial<Suggestion> = {}) =>
  ({
    ...{
      number,
      field: 'problem',
      person: 'an',
      onBehalfOf: null,
      status: 'open',
      emptiedBy: null,
    },
    ...{ keys: [], decisions: [], reopenings: [], added: 'words', removed: '', kinds: {} },
    ...{ inserted: [], deleted: [], formats: [], openedAt: 1, changedAt: 1, ...changed },
  }) as unknown as Suggestion

/** A room with suggestions 1 and 2 beside a text, as a co-author sees it; what is sent is written down. */
async function room(marks = '<i data-items="suggestion:1"></i><i data-items="suggestion:2"></i>') {
  const sent: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, { body }: { body: string }) => {
    sent.push({ path: String(path), body: JSON.parse(body) })
    return Response.json({})
  })
  const text = document.createElement('div')
  text.id = 'text'
  text.innerHTML = `<p id="problem"></p>${marks}`
  document.body.append(text)
  const listeners = new Set<() => void>()
  const record = { ...emptyRecord, seq: 1, suggestions: { 1: waiting(1), 2: waiting(2) } }
  const people = new Map(['an', 'bo', 'me'].map((id) => [id, personOf(id)]))
  let state = {
    ...{ role: 'co-author', me: personOf('me'), people, record, doc: new Y.Doc(), loaded: true },
  } as unknown as ReplicaState
  const replica = {
    get state() {
      return state
    },
    subscribe(changed: () => void) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  } as unknown as Replica
  const attention = createAttention()
  const open = () =>
    render(
      <DraftsOf commitment="c1" person="me">
        <Review
          {...{ replica, attention }}
          commitment="c1"
          desk={createDesk()}
          fieldLabel={(field) => field}
          onList={() => {}}
        />
      </DraftsOf>,
    )
  let page = await open()
  const card = (number: number) =>
    page.root.querySelector<HTMLElement>(`[data-card="suggestion:${number}"]`)
  return {
    sent,
    card,
    page: () => page,
    show: async (number: number) => {
      await act(async () => attention.turnTo(`suggestion:${number}` satisfies ItemId, 'list'))
      // card and discussion are fetched when they are first shown, and drawn at the end of an act
      await until(async () => {
        await act(async () => {})
        return card(number)?.querySelector('.discussion') != null
      })
    },
    area: (number: number) => card(number)?.querySelector('textarea'),
    write: (number: number, words: string) =>
      page.type(`[data-card="suggestion:${number}"] textarea`, words),
    press: async (number: number, label: string) => {
      const button = [...(card(number)?.querySelectorAll('button') ?? [])].find(
        (each) => each.textContent === label,
      )
      await act(async () => button?.click())
      // the form of an answer is fetched when it is first asked for
      await act(async () => void (await import('../../../client/suggestions/DecisionForm.tsx')))
    },
    answered: (number: number, more: Partial<Suggestion>) =>
      act(async () => {
        const suggestions = { ...state.record.suggestions, [number]: waiting(number, more) }
        state = { ...state, record: { ...state.record, suggestions } }
        for (const listener of listeners) listener()
        // what was answered is fetched when it is first shown
        await import('../../../client/suggestions/Answers.tsx')
      }),
    reload: async () => {
      page[Symbol.dispose]()
      page = await open()
    },
    [Symbol.dispose]: () => {
      page[Symbol.dispose]()
      text.remove()
    },
  }
}

const declined = {
  status: 'declined',
  decisions: [
    { outcome: 'declined', reason: 'Not now', person: 'bo', at: 2, seq: 2, override: false },
  ],
} as unknown as Partial<Suggestion>

test('U100 a comment half written is there again after another card and a reload', async () => {
  using here = await room()
  await here.show(1)
  await here.write(1, 'Half a comment')
  await here.show(2)
  expect(here.area(2)?.value).toBe('')
  await here.show(1)
  expect(here.area(1)?.value).toBe('Half a comment')
  await here.reload()
  await here.show(1)
  expect(here.area(1)?.value).toBe('Half a comment')
  await here.press(1, 'Send')
  expect(here.sent.map(({ body }) => body)).toMatchObject([{ text: 'Half a comment' }])
  expect(here.area(1)?.value).toBe('')
  expect(localStorage.length).toBe(1)
})

test('U100 an answer by somebody else takes neither the reason being written nor its field', async () => {
  using here = await room()
  await here.show(1)
  await here.press(1, 'Decline')
  await here.write(1, 'My long reason')
  const area = here.area(1)
  await here.answered(1, declined)
  expect(here.area(1)).toBe(area)
  expect(area?.value).toBe('My long reason')
  expect(here.card(1)?.textContent).toContain('Your words are kept')
  expect(here.card(1)?.textContent).toContain('Not now')
  await here.press(1, 'Make it a comment')
  expect(here.area(1)?.value).toBe('My long reason')
  await here.press(1, 'Send')
  expect(here.sent).toMatchObject([{ body: { text: 'My long reason' } }])
  expect(here.sent[0]?.path).toContain('threads')
  await here.show(2)
  expect(here.card(1)).toBe(null)
})

test('U100 a comment stays on a card that was answered or emptied, until it is put away', async () => {
  using here = await room()
  await here.show(2)
  await here.write(2, 'On my way')
  await here.answered(2, { status: 'emptied', emptiedBy: 'an' })
  expect(here.area(2)?.value).toBe('On my way')
  await here.press(2, 'Put my words away')
  await act(async () => until(() => here.card(2) === null))
})

test('U100 Adopt with words in the field asks, by button and by key, and sends them as the reason', async () => {
  using here = await room()
  await here.show(1)
  await here.write(1, 'Because it is clearer')
  const card = here.card(1)
  if (!card) throw new Error('no card')
  await here.page().key(card, 'a')
  expect(here.sent).toEqual([])
  await here.press(1, 'Cancel')
  expect(here.area(1)?.value).toBe('Because it is clearer')
  await here.press(1, 'Adopt')
  expect(here.sent).toEqual([])
  expect(here.area(1)?.value).toBe('Because it is clearer')
  await here.press(1, 'Send answer')
  await until(() => here.sent.length > 0, 'sent')
  expect(here.sent).toMatchObject([
    { body: { outcome: 'adopted', reason: 'Because it is clearer' } },
  ])
  await here.show(2)
  await here.press(2, 'Adopt')
  expect(here.sent[1]).toMatchObject({ body: { outcome: 'adopted', reason: '' } })
})

test.each([
  ['one mark for both', '<i data-items="suggestion:1 suggestion:2"></i>'],
  ['a mark that is not drawn', '<i data-items="suggestion:2"></i>'],
])('P63 every suggestion that waits has a card: %s', async (_, marks) => {
  using here = await room(marks)
  await here.show(1)
  await act(async () =>
    until(() => document.querySelectorAll('.rail-sign, [data-card]').length > 0),
  )
  for (const [from, key, to] of [
    [1, 'j', 2],
    [2, 'k', 1],
  ] as const) {
    const card = here.card(from)
    if (card) await here.page().key(card, key)
    await act(async () => until(() => here.card(to) !== null))
  }
})
