import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { en } from '../../../client/locale/en.ts'
import { zhHantTW } from '../../../client/locale/zh-Hant-TW.ts'
import { addRow, moveRow, setRemoved, setValue } from '../../../client/milestones/milestoneRows.ts'
import { lengthOf } from '../../../client/outline/count.ts'
import { waitingBySection } from '../../../client/outline/waiting.ts'
import type { Present } from '../../../client/presence/presence.ts'
import { presenceNews } from '../../../client/presence/useAnnouncements.ts'
import { saveWords } from '../../../client/room/saveState.ts'
import { type Rights, rightsNews } from '../../../client/room/useRightsNews.ts'
import type { Status } from '../../../client/sync/state.ts'
import { sectionsOf, stretchesOf } from '../../../client/text/form.ts'
import { modesOf } from '../../../client/text/useMode.ts'
import { asLink } from '../../../client/toolbar/link.ts'
import { codeIn } from '../../../client/ui/CodeForm.tsx'
import { initials } from '../../../client/ui/initials.ts'
import { templates } from '../../../shared/commitment/template.ts'
import type { Suggestion } from '../../../shared/record/record.ts'
import { readRows } from '../../../shared/text/rows.ts'
import { closeCode } from '../../../shared/wire.ts'

const told = (status: Status) => [saveWords(status, zhHantTW).text, saveWords(status, en).text]

test('U3 the save state says in words what the replica knows, and asks for care only then', () => {
  expect(told({ type: 'saved' })).toEqual(['已儲存', 'Saved'])
  expect(told({ type: 'saving' })).toEqual(['儲存中…', 'Saving…'])
  expect(told({ type: 'offline', unsent: 3 })).toEqual([
    '離線，3 筆未送出',
    'Offline, 3 changes not sent',
  ])
  expect(told({ type: 'offline', unsent: 0 })).toEqual(['離線', 'Offline'])
  const tones = (
    [
      { type: 'connecting' },
      { type: 'saved' },
      { type: 'saving' },
      { type: 'offline', unsent: 1 },
      { type: 'journal-failing', unsent: 1 },
      { type: 'ended', code: closeCode.notAllowed },
    ] as const
  ).map((status) => saveWords(status, en).tone)
  expect(tones).toEqual(['wait', 'calm', 'wait', 'care', 'care', 'care'])
})

test('U3 each way a connection ends for good has words of its own', () => {
  const codes = [closeCode.noSession, closeCode.notAllowed, closeCode.noSuchCommitment, 4999]
  const words = codes.map((code) => saveWords({ type: 'ended', code }, zhHantTW).text)
  expect(new Set(words).size).toBe(codes.length)
})

test('U5 a role is offered the modes that it may write in', () => {
  expect(modesOf('facilitator')).toEqual(['edit', 'suggest', 'view'])
  expect(modesOf('co-author')).toEqual(['edit', 'suggest', 'view'])
  expect(modesOf('suggester')).toEqual(['suggest', 'view'])
  expect(modesOf('observer')).toEqual(['view'])
  expect(modesOf(null)).toEqual(['view'])
})

test('U6 every field of every form stands on the page once, in the form’s order', () => {
  for (const template of templates) {
    const names = template.fields.map(({ name }) => name)
    const shown = stretchesOf(template).flatMap((stretch) =>
      stretch.type === 'text' ? stretch.fields : [stretch.field],
    )
    expect(shown.map(({ name }) => name)).toEqual(names)
    for (const locale of ['en', 'zh-Hant-TW'] as const) {
      const outlined = sectionsOf(template, locale).flatMap(({ fields }) => fields)
      expect(outlined.map(({ name }) => name)).toEqual(names)
    }
  }
})

test('U7 length is counted as people count it: characters in Chinese, words in English', () => {
  expect(lengthOf('政府資訊公開，人人可用。', 'zh-Hant-TW')).toBe(12)
  expect(lengthOf('第 2 版 Open Data 平台', 'zh-Hant-TW')).toBe(7)
  expect(lengthOf('The ministry’s data are open: 3.5 sets a day.', 'en')).toBe(9)
  expect(lengthOf('', 'en')).toBe(0)
})

test('U8 a link opens a page or a letter, and nothing else', () => {
  expect(asLink('ogp.org.tw')).toBe('https://ogp.org.tw/')
  expect(asLink(' https://data.gov.tw/x ')).toBe('https://data.gov.tw/x')
  expect(asLink('mailto:a@b.tw')).toBe('mailto:a@b.tw')
  for (const wrong of ['', '不是網址', 'javascript:alert(1)', 'data:text/html,x', 'localhost']) {
    expect(asLink(wrong), wrong).toBeNull()
  }
})

test('U9 milestones are added, moved, removed and put back, and replicas agree', () => {
  const here = new Y.Doc()
  const there = new Y.Doc()
  const meet = () => {
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there))
    expect(readRows(there)).toEqual(readRows(here))
  }
  for (const id of ['first1', 'second', 'third3']) addRow(here, id)
  setValue(here, 'first1', 'end', '115年1月')
  meet()
  moveRow(here, 'third3', 0)
  setRemoved(there, 'second', true)
  addRow(there, 'fourth')
  meet()
  expect(readRows(here).map(({ id }) => id)).toEqual(['third3', 'first1', 'fourth'])
  expect(readRows(here)[1]?.end).toBe('115年1月')
  setRemoved(here, 'second', false)
  meet()
  expect(readRows(here).map(({ id }) => id)).toContain('second')
})

test('U9 rows that two people put in one place at once can still be moved apart', () => {
  const here = new Y.Doc()
  const there = new Y.Doc()
  addRow(here, 'aaaaaa')
  addRow(there, 'bbbbbb')
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there))
  moveRow(here, 'bbbbbb', 0)
  expect(readRows(here).map(({ id }) => id)).toEqual(['bbbbbb', 'aaaaaa'])
  moveRow(here, 'bbbbbb', 1)
  expect(readRows(here).map(({ id }) => id)).toEqual(['aaaaaa', 'bbbbbb'])
})

test('U10 initials are those that people use', () => {
  expect(initials('吳柏旻')).toBe('柏旻')
  expect(initials('Mei-Ling Chen')).toBe('MC')
  expect(initials('audrey')).toBe('A')
  expect(initials(' ')).toBe('–')
})

test('U4 a pasted link counts as its code', () => {
  expect(codeIn('https://accord.example/join/4MW7F-73Q6V?x')).toBe('4MW7F-73Q6V')
  expect(codeIn(' 4mw7f 73q6v ')).toBe('4mw7f 73q6v')
})

test('U19 whoever may write otherwise than before is told so, and nobody is told what stayed', () => {
  const before: Rights = { role: 'co-author', state: 'discussion', sections: { values: 'closed' } }
  const news = (now: Partial<Rights>, words = en) =>
    rightsNews(before, { ...before, ...now }, words, (field) => field)
  expect(news({})).toEqual([])
  expect(news({ sections: { values: 'closed', title: 'open' } })).toEqual([])
  expect(news({ role: 'suggester' })).toEqual([
    'Your role here is now: Suggester',
    'What you write is a suggestion. Others decide on it and tell you why.',
  ])
  expect(news({ role: 'facilitator' }, zhHantTW)).toEqual(['您在此的角色現在是：主持人'])
  expect(news({ state: 'final' })).toEqual(['This commitment is now: Final'])
  expect(news({ sections: { title: 'suggesting' } })).toEqual([
    'values: Open',
    'title: Suggestions only',
  ])
  expect(rightsNews({ ...before, role: null }, before, en, String)).toEqual([])
})

test('U20 the outline counts what waits for an answer by section, all milestones as one', () => {
  const at = (field: string, status: Suggestion['status']) => ({ field, status }) as Suggestion
  const counts = waitingBySection({
    1: at('title', 'open'),
    2: at('row.a.output', 'open'),
    3: at('row.b.milestone', 'later'),
    4: at('title', 'adopted'),
    5: at('values', 'emptied'),
  })
  expect([...counts]).toEqual([
    ['title', 1],
    ['milestones', 2],
  ])
})

test('U24 of others as much is announced as was asked for', () => {
  const person = (name: string) => ({ id: name, name, organisation: '', sector: 'public' as const })
  const at = (name: string, field: string | null) => ({ person: person(name), field }) as Present
  const last = [at('Ann', 'title'), at('Bo', null)]
  const now = [at('Ann', 'values'), at('Cy', 'title')]
  const told = (verbosity: 'off' | 'section' | 'all') =>
    presenceNews(last, now, verbosity, 'title', en.announce).map((one) => one((field) => field))
  expect(told('off')).toEqual([])
  expect(told('section')).toEqual(['Cy is writing in title'])
  expect(told('all')).toEqual([
    'Ann is writing in values',
    'Cy has come in',
    'Cy is writing in title',
    'Bo has left',
  ])
  expect(presenceNews(now, now, 'all', 'title', en.announce)).toEqual([])
})

test.each([
  ['שרה כהן (2)', 'ש2'],
  ['“Bo” (Ministry)', 'BM'],
  ['محمد علي', 'مع'],
  ['★', '★'],
  ['（陳）怡君', '怡君'],
  ['陳怡君（小怡）', '怡君'],
  ['陳怡君 (Mei)', '怡君'],
  ['「怡君」', '怡君'],
  ['(陳)', '陳'],
  ['林怡君〔國發會〕', '怡君'],
  ['(Mei) Lin', 'ML'],
  ['Lin (怡君)', '怡君'],
  ['[Bo] «Ek»', 'BE'],
  ['ნინო (მაია)', 'ნმ'],
  ['(❀)', '❀'],
])('U10 the initials of %s are letters', (name, expected) => {
  expect(initials(name)).toBe(expected)
})
