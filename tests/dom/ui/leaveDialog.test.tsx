import { act } from 'react'
import { expect, test } from 'vitest'
import { LeaveDialog } from '../../../client/ui/LeaveDialog.tsx'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

test('U149 whoever says that they are somebody else is told of the person by name, never as “you”', async () => {
  const person = { id: 'ada', name: 'Ada' }
  for (const [locale, said, you] of [
    ['en', 'This device forgets who Ada is. What Ada wrote stays under that name.', /\byou/i],
    ['zh-Hant-TW', '這台裝置不再記得Ada；Ada寫的文字仍列在Ada名下。', /您|你/],
  ] as const) {
    using page = await render(
      <LeaveDialog as="other" person={person} to="/" onClose={() => undefined} />,
      locale,
    )
    const dialog = () =>
      (document.querySelector('[role=dialog]')?.textContent ?? '').replace(/[\u2066-\u2069]/g, '')
    await act(() => until(() => dialog().includes(said), 'the person is named'))
    const title =
      locale === 'en' ? 'I am somebody else on this device' : '我是這台裝置的另一位使用者'
    expect(dialog().replace(title, '')).not.toMatch(you)
    expect(page.root).toBeTruthy()
  }
})
