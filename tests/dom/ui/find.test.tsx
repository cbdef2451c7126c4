import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { FindBar } from '../../../client/find/FindBar.tsx'
import { Find } from '../../../client/find/finding.ts'
import { ReadFindBar } from '../../../client/find/ReadFindBar.tsx'
import { createDesk } from '../../../client/text/desk.ts'
import {
  exchange,
  openWriter,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'
import { render } from '../../support/page.tsx'

const opened: Writer[] = []
afterEach(() => {
  for (const writer of opened.splice(0)) writer.destroy()
})

/** Ann with the bar open, and Bo, who writes in the same text. */
function twoWriters(text: string) {
  const ann = openWriter(1, { fields: ['a'], extensions: [Find] })
  const bo = openWriter(2, { fields: ['a'] })
  opened.push(ann, bo)
  select(ann.editor, spot(ann.editor, 0, 0))
  type(ann.editor, text)
  exchange(ann, bo)
  const desk = createDesk()
  desk.setUndo(ann.undo)
  desk.add(ann.editor)
  const bar = (isOpen = true) =>
    render(<FindBar desk={desk} mayReplace isOpen={() => isOpen} onClose={() => {}} />)
  const write = (offset: number, words: string) =>
    act(async () => {
      exchange(ann, bo)
      select(bo.editor, spot(bo.editor, 0, offset))
      type(bo.editor, words)
      exchange(ann, bo)
    })
  return { ann, bo, desk, bar, write, text: () => shapeOf(ann).slice(2) }
}

const marked = ({ editor }: Writer, which = '.found') =>
  [...editor.view.dom.querySelectorAll(which)].map((one) => one.textContent)

const query = '.find-row:first-child input'
const replacement = '.find-row + .find-row input'
const replaceOne = '.find-row + .find-row button:nth-of-type(1)'
const replaceAll = '.find-row + .find-row button:nth-of-type(2)'
const next = '.find-row:first-child button:nth-of-type(2)'
const found = '.find-found'

test('U40 Replace pressed again replaces the next place, and never what it has put in', async () => {
  const { ann, bar, text } = twoWriters('The plan is good. The plan is bad.')
  using page = await bar()
  await page.type(query, 'plan')
  await page.type(replacement, 'project')
  expect(page.find(found).textContent).toBe('1 of 2')
  await page.press(replaceOne)
  expect(text()).toBe('The project is good. The plan is bad.')
  expect(marked(ann, '.found-current')).toEqual(['plan'])
  expect(page.find(found).textContent).toBe('1 of 1')
  await page.press(replaceOne)
  await page.press(replaceOne)
  await page.press(replaceOne)
  expect(text()).toBe('The project is good. The project is bad.')
  expect(page.find(found).textContent).toBe('Nothing found')
  await act(async () => ann.undo.undo())
  expect(text()).toBe('The project is good. The plan is bad.')
})

test('U40 what holds the words that are looked for is gone past: a → aa, 平台 → 開放平台', async () => {
  const english = twoWriters('a b a')
  using page = await english.bar()
  await page.type(query, 'a')
  await page.type(replacement, 'aa')
  await page.press(replaceOne)
  await page.press(replaceOne)
  expect(english.text()).toBe('aa b aa')
  const chinese = twoWriters('平台與平台')
  using second = await chinese.bar()
  await second.type(query, '平台')
  await second.type(replacement, '開放平台')
  await second.press(replaceOne)
  await second.press(replaceOne)
  expect(chinese.text()).toBe('開放平台與開放平台')
})

test('U40 what others write before, in and behind the place between two presses stays whole', async () => {
  const { bar, write, text, ann } = twoWriters('The plan is good. The plan is bad.')
  using page = await bar()
  await page.type(query, 'plan')
  await page.type(replacement, 'project')
  await write(0, 'Again: ')
  expect(marked(ann, '.found-current')).toEqual(['plan'])
  await page.press(replaceOne)
  expect(text()).toBe('Again: The project is good. The plan is bad.')
  // the present place is no such word any more: the bar goes on, and changes nothing unseen
  await write('Again: The project is good. The pl'.length, 'easant pl')
  await page.press(replaceOne)
  expect(text()).toBe('Again: The project is good. The pleasant plan is bad.')
  await page.press(replaceOne)
  expect(text()).toBe('Again: The project is good. The pleasant project is bad.')
  await write(0, 'plan, ')
  expect(page.find(found).textContent).toBe('1 of 1')
  await page.press(replaceAll)
  expect(text()).toBe('project, Again: The project is good. The pleasant project is bad.')
})

test('U40 the count follows what others write, and stepping goes on from the words, not from a number', async () => {
  const { bar, write, ann } = twoWriters('one plan, two plan, three plan')
  using page = await bar()
  await page.type(query, 'plan')
  await page.press(next)
  expect(page.find(found).textContent).toBe('2 of 3')
  await write(0, 'plan zero, ')
  expect(page.find(found).textContent).toBe('3 of 4')
  await page.press(next)
  expect(page.find(found).textContent).toBe('4 of 4')
  await page.press(next)
  expect(page.find(found).textContent).toBe('1 of 4')
  expect(marked(ann)).toHaveLength(4)
})

test('U42 every match is marked whatever it is typed with, and only the marked letters are replaced', async () => {
  const { ann, bar, text } = twoWriters('İİ “plan” pla\u0301n PLAN ｐｌａｎ the\u00a0plan')
  using page = await bar()
  await page.type(query, '"plan"')
  expect(marked(ann)).toEqual(['“plan”'])
  await page.type(query, 'plan')
  expect(marked(ann)).toEqual(['plan', 'PLAN', 'ｐｌａｎ', 'plan'])
  await page.type(query, 'the plan')
  expect(marked(ann)).toEqual(['the\u00a0plan'])
  await page.type(replacement, 'a project')
  await page.press(replaceAll)
  expect(text()).toBe('İİ “plan” pla\u0301n PLAN ｐｌａｎ a project')
})

test('U43 Replace all says to the eye what it has done and what it has left, until something else is done', async () => {
  const { ann, bar, text } = twoWriters('plan, plan and plan')
  const said = () => document.querySelector('.find-done')?.textContent
  {
    using closed = await bar(false)
    await closed.type(query, 'plan')
    await closed.type(replacement, 'project')
    await closed.press(replaceAll)
    expect(said()).toMatch(/^0 places replaced. 3 places were left: not open/)
    await closed.press(replaceOne)
    expect(said()).toMatch(/^1 place was left/)
    expect(closed.find(found).textContent).toBe('2 of 3')
    expect(text()).toBe('plan, plan and plan')
  }
  using page = await bar()
  await page.type(query, 'plan')
  await page.type(replacement, 'project')
  expect(said()).toBeUndefined()
  await page.press(replaceAll)
  expect(said()).toBe('3 places replaced.')
  await page.press(replaceAll)
  expect(said()).toBe('Nothing found')
  await page.type(query, 'and')
  expect(said()).toBeUndefined()
  await act(async () => ann.undo.undo())
  expect(text()).toBe('plan, plan and plan')
})

test('U43 Replace all leaves open suggestions to whoever made them; Replace takes one that is looked at', async () => {
  const { ann, desk, bar } = twoWriters('The plan is good.')
  const mei = openWriter(3, { fields: ['a'], mode: 'suggest' })
  opened.push(mei)
  exchange(ann, mei)
  select(mei.editor, spot(mei.editor, 0, 17))
  type(mei.editor, ' A plan helps.')
  exchange(ann, mei)
  desk.setUndo(ann.undo)
  using page = await bar()
  await page.type(query, 'plan')
  await page.type(replacement, 'project')
  await page.press(replaceAll)
  expect(shapeOf(ann).slice(2)).toBe('The project is good. A plan helps.')
  expect(document.querySelector('.find-done')?.textContent).toMatch(
    /^1 place replaced. 1 place was left: .*open suggestion/,
  )
  await page.press(replaceOne)
  await page.press(replaceOne)
  expect(shapeOf(ann).slice(2)).toBe('The project is good. A project helps.')
})

test.each(['all', 'simple'] as const)(
  'U44 what is struck is found where it is seen, and never replaced (%s)',
  async (view) => {
    const ann = openWriter(1, {
      fields: ['a'],
      extensions: [Find],
      hidesStruck: () => view === 'simple',
    })
    const mei = openWriter(2, { fields: ['a'], mode: 'suggest' })
    opened.push(ann, mei)
    type(ann.editor, 'It may go. We may stay. They may too.')
    exchange(ann, mei)
    select(mei.editor, spot(mei.editor, 0, 3), spot(mei.editor, 0, 7))
    mei.editor.view.dispatch(mei.editor.state.tr.deleteSelection())
    exchange(ann, mei)
    const desk = createDesk()
    desk.setUndo(ann.undo)
    desk.add(ann.editor)
    using page = await render(
      <FindBar desk={desk} mayReplace isOpen={() => true} onClose={() => {}} />,
    )
    await page.type(query, 'may')
    expect(page.find(found).textContent).toBe(view === 'all' ? '1 of 3' : '1 of 2')
    await page.type(query, 'it go')
    expect(page.find(found).textContent).toBe(view === 'all' ? 'Nothing found' : '1 of 1')
    await page.type(replacement, 'X')
    await page.press(replaceAll)
    expect(shapeOf(ann).slice(2).replace('Xmay ', 'may X')).toBe(
      view === 'all'
        ? 'It may go. We may stay. They may too.'
        : 'may X. We may stay. They may too.',
    )
    await page.type(query, 'may')
    await page.type(replacement, 'must')
    await page.press(replaceAll)
    expect(shapeOf(ann)).toMatch(/may .*We must stay. They must too/)
    if (view === 'all')
      expect(document.querySelector('.find-done')?.textContent).toContain('1 place was left')
  },
)

test.each([
  [
    'The plan is good. The plan is bad.',
    'plan',
    'planet',
    'The planet is good. The planet is bad.',
  ],
  ['計畫很好。計畫不好。', '計畫', '計畫書', '計畫書很好。計畫書不好。'],
  ['aa aa', 'a', 'aa', 'aaaa aaaa'],
])(
  'U40 Replace goes round once, though what it puts in holds what is looked for: %s',
  async (was, looked, instead, wanted) => {
    const { bar, text } = twoWriters(was)
    using page = await bar()
    await page.type(query, looked)
    await page.type(replacement, instead)
    for (let press = 0; press < 9; press++) await page.press(replaceOne)
    expect(text()).toBe(wanted)
    // whoever goes there on purpose may replace it again
    await page.press(next)
    await page.press(replaceOne)
    expect(text()).not.toBe(wanted)
  },
)

test('B140 what is looked for, and would be put in, stays when the view of the text changes, until the bar is closed', async () => {
  const { ann, bar, desk } = twoWriters('plan, plan and plan')
  const value = (input: string) => document.querySelector<HTMLInputElement>(input)?.value
  {
    using page = await bar()
    await page.type(query, 'plan')
    await page.type(replacement, 'project')
  }
  expect(marked(ann)).toEqual([])
  {
    using page = await render(<ReadFindBar desk={desk} onClose={() => {}} />)
    expect(value(query)).toBe('plan')
    await page.type(query, 'and')
  }
  {
    using page = await bar()
    expect(value(query)).toBe('and')
    expect(value(replacement)).toBe('project')
    expect(page.find(found).textContent).toBe('1 of 1')
    expect(marked(ann)).toEqual(['and'])
    await page.press('.find-row:first-child button:last-of-type')
  }
  using page = await bar()
  expect(value(query)).toBe('')
  expect(page.find(found).textContent).toBe('')
})
