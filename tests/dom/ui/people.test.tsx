import { act } from 'react'
import { expect, test } from 'vitest'
import { PlanAnswers } from '../../../client/answers/PlanAnswers.tsx'
import { CommentForm } from '../../../client/comments/CommentForm.tsx'
import { MergePeople } from '../../../client/plan/MergePeople.tsx'
import { Sessions } from '../../../client/plan/Sessions.tsx'
import { handFocusOn } from '../../../client/ui/handFocusOn.ts'
import type { Member } from '../../../shared/api.ts'
import { askedServer } from '../../support/asked.ts'
import { type Rendered, render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

const entry = (one: Partial<Member>): Member => ({
  ...{ id: 'x', name: 'X', organisation: '', sector: 'public', role: 'suggester' },
  ...{ muted: false, removed: false, verified: false, appearsAs: 'name', joinedAt: 0 },
  ...{ cameBy: null, merged: null, corrections: [], ...one },
})
const ignore = () => undefined
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '')
const dialog = () => plain(document.querySelector('[role=dialog]')?.textContent ?? '')
const drawn = (holds: () => boolean) => until(() => act(async () => holds()))

test('U211 somebody who has joined since is offered, and nobody is said to be missing before it is asked again', async () => {
  const ann = entry({ id: 'ann', name: 'Ann' })
  await using server = await askedServer({ 'GET /api/plans/p/people': { people: [ann] } })
  const form = (people: readonly Member[]) => (
    <CommentForm
      {...{ draft: 'd', label: 'Comment', plan: 'p', onSend: async () => null }}
      people={new Map(people.map((one) => [one.id, one]))}
    />
  )
  const type = async (page: Rendered, text: string) => {
    await page.type('textarea', text)
    const area = page.find<HTMLTextAreaElement>('textarea')
    await act(async () => area.setSelectionRange(text.length, text.length))
  }
  using page = await render(form([ann]))
  await type(page, '@An')
  await drawn(() => page.root.querySelector('[role=option]') !== null)
  server.says.set('GET /api/plans/p/people', { people: [ann, entry({ id: 'wu', name: 'Wu' })] })
  const time = performance.now.bind(performance)
  performance.now = () => time() + 5000
  try {
    await type(page, '@Wu')
    expect(page.text()).not.toContain('Nobody')
    await drawn(
      () => page.text().includes('Wu') && page.root.querySelector('[role=option]') !== null,
    )
    await type(page, '@Wux')
    await drawn(() => plain(page.text()).includes('Nobody of this plan is called “Wux”.'))
    expect(server.asked).toHaveLength(2)
    // met on the page, and not on the list
    performance.now = () => time() + 10_000
    using other = await render(form([ann, entry({ id: 'bo', name: 'Bo' })]))
    server.says.set('GET /api/plans/p/people', { people: [ann, entry({ id: 'bo', name: 'Bo' })] })
    await type(other, '@')
    await drawn(() => other.text().includes('Bo'))
  } finally {
    performance.now = time
  }
})

test('U212 a session is said to have been used as exactly as it is known', async () => {
  const now = Date.now()
  const session = (id: string, minutes: number, current = false) => ({
    ...{ id, about: id, createdAt: 0, seenAt: now - minutes * 60_000, current, ends: true },
  })
  const sessions = [
    session('own', 23, true),
    session('a', 23),
    session('b', 61),
    session('c', 3000),
  ]
  await using _ = await askedServer({ 'GET /api/plans/p/people/x/sessions': { sessions } })
  for (const [locale, said] of [
    [
      'en',
      ['in use now', 'used within the last hour', 'used within the last 2 hours', '2 days ago'],
    ],
    ['zh-Hant-TW', ['使用中', '一小時內使用過', '2 小時內使用過', '上次使用：']],
  ] as const) {
    using page = await render(
      <Sessions {...{ plan: 'p', person: entry({}), isMe: true, onClose: ignore }} />,
      locale,
    )
    void page
    await drawn(() => document.querySelectorAll('[role=dialog] li').length === 4)
    const rows = [...document.querySelectorAll('[role=dialog] li')].map((row) => row.textContent)
    for (const [row, words] of said.entries()) expect(rows[row]).toContain(words)
    expect(dialog()).not.toContain('minutes')
  }
})

test('J93 who facilitates alone is led to their own entry where nobody else could be the same person', async () => {
  const person = entry({ name: 'ليلى' })
  for (const [locale, words] of [
    ['en', 'If ليلى is you, say so in the menu of your own entry.'],
    ['zh-Hant-TW', '若ليلى就是您本人，請從名單中您自己那一筆的選單合併。'],
  ] as const) {
    using page = await render(
      <MergePeople
        {...{ plan: 'p', person, isMe: false, isAlone: true, others: [] }}
        {...{ onClose: ignore, onDone: ignore }}
      />,
      locale,
    )
    void page
    expect(dialog()).toContain(words)
  }
})

test('U213 what is new for somebody stands first, leads to its thread, and is asked for again when the page is seen', async () => {
  const mention = {
    ...{ commitment: 'c', title: 'T', thread: 'abc', text: '@\u2068ليلى\u2069 3 times' },
    ...{ by: 'x', name: 'Ann', at: 1, seq: 2, unread: true },
  }
  const all = 'GET /api/plans/p/answers'
  await using server = await askedServer({ [all]: { answers: [], mentions: [mention] } })
  using page = await render(<PlanAnswers plan="p" />)
  await drawn(() => page.text().includes('1 new for you'))
  await page.press('button')
  await drawn(() => dialog().includes('3 times'))
  const text = dialog()
  expect(text.indexOf('Comments that name you')).toBeLessThan(text.indexOf('Nobody has answered'))
  const link = document.querySelector('[role=dialog] a')?.getAttribute('href')
  expect(link).toBe('/c/c#thread-abc')
  server.says.set(all, { answers: [], mentions: [{ ...mention, unread: false }] })
  await act(async () => document.dispatchEvent(new Event('visibilitychange')))
  await drawn(() => !page.text().includes('1 new for you'))
})

test('U214 what takes its own button away hands the focus to what stands next to it', async () => {
  const list = document.createElement('ul')
  list.innerHTML =
    '<li><button id="menu"></button><p><button id="part"></button></p></li><li id="gone"><button id="last"></button></li>'
  document.body.append(list)
  const stop = handFocusOn()
  try {
    const leave = async (id: string, what: string) => {
      document.getElementById(id)?.focus()
      // a question over the page has the focus meanwhile
      const question = document.createElement('div')
      question.setAttribute('role', 'alertdialog')
      question.innerHTML = '<button></button>'
      document.body.append(question)
      question.querySelector('button')?.focus()
      document.querySelector(what)?.remove()
      question.remove()
    }
    await leave('part', 'p')
    await until(() => document.activeElement?.id === 'menu')
    await leave('last', '#gone')
    await until(() => document.activeElement?.id === 'menu')
  } finally {
    stop()
    list.remove()
  }
})
