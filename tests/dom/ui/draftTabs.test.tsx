import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { CommentForm } from '../../../client/comments/CommentForm.tsx'
import { Reopen } from '../../../client/suggestions/Reopen.tsx'
import { draftsOn, type Tab } from '../../../client/sync/draftsKept.ts'
import { takeLock } from '../../../client/sync/locks.ts'
import { DraftsOf, openDrafts } from '../../../client/ui/drafts.tsx'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
  sessionStorage.clear()
})

const place = 'c1.me'

/** A tab that is open, under a new name or after a reload of `before`; `close` ends it as a browser does. */
async function openTab(id: string, before: string | null = null) {
  const release = await takeLock(`accord.draft.${id}`, 0)
  const tab: Tab = { id, before }
  return { drafts: openDrafts(place, tab), close: () => release?.() }
}

test('U225 what is half written in one tab is none of another’s: each sends, empties and writes its own', async () => {
  const a = await openTab('a1')
  const b = await openTab('b1')
  for (const key of ['thread:t', 'suggestion:1', 'reopen:2', 'state', 'new']) {
    a.drafts.write(key, 'A long comment')
    b.drafts.write(key, 'x')
    expect(openDrafts(place, { id: 'a2', before: 'a1' }).get(key)).toBe('A long comment')
    a.drafts.drop(key)
    expect(b.drafts.get(key)).toBe('x')
    expect(openDrafts(place, { id: 'b2', before: 'b1' }).get(key)).toBe('x')
  }
  a.close()
  b.close()
})

test('U226 what a closed tab has left half written comes to the next page that has nothing there', async () => {
  const gone = await openTab('g1')
  gone.drafts.write('thread:t', 'From the closed tab')
  gone.drafts.write('new', 'Also left')
  localStorage.setItem('accord.draft.c1.me.state', 'As an earlier version kept it')
  const open = await openTab('o1')
  open.drafts.write('new', 'My own')
  await until(() => open.drafts.get('state') === 'As an earlier version kept it')
  // the other tab was asked before that, and is there
  expect(open.drafts.get('thread:t')).toBe('')
  gone.close()
  const next = openDrafts(place, { id: 'n1', before: null })
  next.write('new', 'Begun at once')
  await until(() => next.get('thread:t') === 'From the closed tab')
  expect(next.get('new')).toBe('Begun at once')
  expect(open.drafts.get('new')).toBe('My own')
  // what was not wanted waits for whoever comes next
  expect([...draftsOn('me', 'c1')].sort()).toEqual([
    'Also left',
    'As an earlier version kept it',
    'Begun at once',
    'From the closed tab',
    'My own',
  ])
  open.close()
})

test('U225 a tab that was doubled lets go of what the first goes on with', async () => {
  const first = await openTab('f1')
  first.drafts.write('new', 'Of the first')
  first.drafts.write('state', 'Of the first too')
  const doubled = openDrafts(place, { id: 'd1', before: 'f1' })
  doubled.write('state', 'Written on')
  await until(() => doubled.get('new') === '', 'it is seen that the first is open')
  expect(doubled.get('state')).toBe('Written on')
  expect(first.drafts.get('new')).toBe('Of the first')
  expect(openDrafts(place, { id: 'f2', before: 'f1' }).get('state')).toBe('Of the first too')
  first.close()
})

test('U227 a device that cannot keep what is being written says so below the form, and asks before the page is left', async () => {
  class Full {
    getItem = () => null
    removeItem() {}
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    }
  }
  vi.stubGlobal('localStorage', new Full())
  for (const [locale, said] of [
    ['en', 'This device cannot keep what you are writing here'],
    ['zh-Hant-TW', '這台裝置無法保存您正在此處書寫的內容'],
  ] as const) {
    using page = await render(
      <DraftsOf commitment="c1" person="me">
        <CommentForm
          draft="new"
          label="Write"
          plan="p"
          people={new Map()}
          onSend={async () => null}
        />
        <div className="other">
          <Reopen number={1} busy={false} problem={null} onReopen={async () => true} />
        </div>
      </DraftsOf>,
      locale,
    )
    const leaves = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leaves()).toBe(true)
    await page.type('.comment-form textarea', 'A long comment')
    expect(page.find('.comment-form').textContent).toContain(said)
    expect(leaves()).toBe(false)
    await page.press('.other button')
    await page.type('.other textarea', 'Because')
    expect(page.find('.other').textContent).toContain(said)
    await page.type('.other textarea', '')
    await act(async () => page.find<HTMLFormElement>('.comment-form').requestSubmit())
    expect(page.find('.comment-form').textContent).not.toContain(said)
    expect(leaves()).toBe(true)
  }
})
