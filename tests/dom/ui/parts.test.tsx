import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { fetched, fetchWhenIdle } from '../../../client/ui/fetched.tsx'
import { Part } from '../../../client/ui/Part.tsx'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

let broken = true
function Broken() {
  if (broken) throw new RangeError('a fault of ours')
  return <p>whole again</p>
}

const button = '.missing-part button'

test('U72 a part whose file cannot be fetched says so in its place, and comes when it is tried again', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  let there = false
  const Sheet = fetched(async () => {
    if (!there) throw new TypeError('Failed to fetch dynamically imported module')
    return () => <p>the sheet</p>
  })
  using page = await render(
    <>
      <p>the text</p>
      <Sheet />
    </>,
    'zh-Hant-TW',
  )
  await act(() => until(() => page.text().includes('無法載入'), 'the reason'))
  expect(page.text()).toContain('the text')
  there = true
  await page.press(button)
  await act(() => until(() => page.text().includes('the sheet'), 'the sheet'))
  expect(page.root.querySelector('.missing-part')).toBeNull()
  said.mockRestore()
})

test('U72 a fault in one part leaves the others where they are', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  using page = await render(
    <>
      <p>the text</p>
      <Part>
        <Broken />
      </Part>
    </>,
  )
  expect(page.text()).toContain('the text')
  expect(page.text()).toContain('What you have written is not affected.')
  broken = false
  await page.press('.missing-part button:first-of-type')
  expect(page.text()).toContain('whole again')
  said.mockRestore()
})

test('U72 what a page has not needed yet is fetched in idle moments, also behind one that fails', async () => {
  const asked: string[] = []
  for (const name of ['one', 'two', 'three']) {
    fetched(async () => {
      asked.push(name)
      if (name === 'two') throw new TypeError('offline')
      return () => null
    })
  }
  const stop = fetchWhenIdle()
  await until(() => asked.includes('three'), 'all files')
  stop()
  expect(asked).toEqual(['one', 'two', 'three'])
})
