import { act } from 'react'
import { expect, test } from 'vitest'
import { JoinForm } from '../../../client/join/JoinForm.tsx'
import { AlreadyHere } from '../../../client/join/JoinPage.tsx'
import type { Invited } from '../../../shared/api.ts'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

declare global {
  interface Window {
    readonly happyDOM: { setURL(url: string): void }
  }
}

const invited: Invited = {
  role: 'suggester',
  sector: null,
  plan: { id: 'plan', title: '示範行動方案', locale: 'zh-Hant-TW' },
}

/** Nothing listens on port 1. */
const nowhere = 'http://127.0.0.1:1/'

test('U4 the join form says what is missing, in the language chosen, and sends nothing', async () => {
  using page = await render(<JoinForm code="X" invited={invited} known={null} />, 'zh-Hant-TW')
  await page.press('button[type=submit]')
  expect(page.text()).toContain('請告訴大家您的姓名。')
  expect(page.text()).toContain('請選擇您的身分別。')
  expect(page.find('input[name=name]').getAttribute('aria-invalid')).toBe('true')
  await page.type('input[name=name]', '林小美')
  await page.press('input[value=academia]')
  expect(page.root.querySelector('[data-invalid]')).toBeNull()
})

test('U4 an invitation that is fixed to a sector asks for none', async () => {
  using page = await render(
    <JoinForm code="X" invited={{ ...invited, sector: 'government' }} known={null} />,
  )
  expect(page.root.querySelector('[role=radiogroup]')).toBeNull()
  expect(page.text()).toContain('This invitation is for Government.')
})

test('U4 when the server cannot be reached the form says so and keeps what was typed', async () => {
  window.happyDOM.setURL(nowhere)
  using page = await render(<JoinForm code="X" invited={invited} known={null} />)
  await page.type('input[name=name]', 'Mei Lin')
  await page.press('input[value=public]')
  await page.press('button[type=submit]')
  await act(() => until(() => page.root.querySelector('[role=alert]') !== null))
  expect(page.find('[role=alert]').textContent).toContain('cannot be reached')
  expect(page.find<HTMLInputElement>('input[name=name]').value).toBe('Mei Lin')
})

test('U4 a person whom this device knows need not type again', async () => {
  const known = { id: 'p', name: '吳柏旻', organisation: 'g0v', sector: 'civil-society' } as const
  using page = await render(<JoinForm code="X" invited={invited} known={known} />)
  expect(page.find<HTMLInputElement>('input[name=name]').value).toBe('吳柏旻')
  expect(page.find<HTMLInputElement>('input[value=civil-society]').checked).toBe(true)
})

test('J86 whoever is in a plan and opens a code for another role is told that they stay what they are', async () => {
  const person = { id: 'ada', name: 'Ada' } as const
  for (const [locale, other, own] of [
    ['en', 'This code is for the role Co-author.', 'your role stays Suggester'],
    ['zh-Hant-TW', '這組代碼的角色是共同撰寫人', '您的角色仍是建議者'],
  ] as const) {
    const offered = async (role: Invited['role']) => {
      using page = await render(
        <AlreadyHere
          person={{ ...person, organisation: '', sector: 'public' }}
          own="suggester"
          offered={role}
          to="/plans/plan"
        />,
        locale,
      )
      return page.text().replace(/[\u2066-\u2069]/g, '')
    }
    expect(await offered('co-author')).toContain(other)
    expect(await offered('co-author')).toContain(own)
    expect(await offered('suggester')).not.toContain(own)
  }
})
