import { act } from 'react'
import { expect, test } from 'vitest'
import { EraseName } from '../../../client/plan/EraseName.tsx'
import { InvitationSheet } from '../../../client/plan/InvitationSheet.tsx'
import { MergePeople } from '../../../client/plan/MergePeople.tsx'
import type { Invitation, Member } from '../../../shared/api.ts'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

const entry = (one: Partial<Member>): Member => ({
  ...{ id: 'x', name: 'X', organisation: '', sector: 'public', role: 'suggester' },
  ...{ muted: false, removed: false, verified: false, appearsAs: 'name', joinedAt: 0 },
  ...{ cameBy: null, merged: null, corrections: [], ...one },
})
const ignore = () => undefined
const dialog = () =>
  (document.querySelector('[role=dialog]')?.textContent ?? '').replace(/[\u2066-\u2069]/g, '')

test('J83 whoever says that two entries are one person reads role and sector of both, and what right the other gets', async () => {
  const ada = entry({ id: 'ada', name: 'Ada', role: 'co-author', sector: 'government' })
  const bo = entry({ id: 'bo', name: 'Bo', sector: 'academia' })
  for (const [locale, stays, offered, gains] of [
    [
      ...['en', 'Ada · Government · Co-author', 'Bo · Academia · Suggester'],
      'Bo, who may suggest, may then edit and decide as co-author.',
    ],
    [
      ...['zh-Hant-TW', 'Ada · 政府 · 共同撰寫人', 'Bo · 學界 · 建議者'],
      'Bo目前可提出建議，合併後成為共同撰寫人，可撰寫內文並決定建議。',
    ],
  ] as const) {
    const choose = async (person: Member, other: Member, isMe = false) => {
      const page = await render(
        <MergePeople
          {...{ plan: 'p', person, others: [other], isMe, onClose: ignore, onDone: ignore }}
        />,
        locale as 'en',
      )
      const button = document.querySelector<HTMLElement>('[role=dialog] .field-select')
      await act(async () => button?.click())
      const [option] = document.querySelectorAll<HTMLElement>('[role=option]')
      const label = (option?.textContent ?? '').replace(/[\u2066-\u2069]/g, '')
      await act(async () => option?.click())
      return { page, label }
    }
    {
      const { page, label } = await choose(ada, bo)
      using _ = page
      expect(label).toContain(offered)
      expect(dialog()).toContain(stays)
      expect(dialog()).toContain(gains)
    }
    // nothing is gained by whoever may as much already, or is muted
    for (const [person, other] of [
      [bo, ada],
      [ada, { ...bo, muted: true }],
      [{ ...ada, muted: true }, bo],
    ] as const) {
      const { page } = await choose(person, other)
      using _ = page
      expect(dialog()).not.toMatch(/may then|合併後成為/)
    }
    const { page, label } = await choose(ada, bo, true)
    using _ = page
    expect(label).toBe('')
    expect(dialog()).toContain(locale === 'en' ? 'another facilitator' : '另一位主持人')
  }
})

test('J84 the dialog that erases a name says every name that goes with it', async () => {
  const ada = entry({ id: 'ada', name: 'Ada' })
  for (const [locale, also] of [
    ['en', 'Bo and Cleo'],
    ['zh-Hant-TW', 'Bo和Cleo'],
  ] as const) {
    const names = ['Ada', 'Bo', 'Cleo']
    using _ = await render(
      <EraseName {...{ plan: 'p', person: ada, names, onClose: ignore, onConfirm: ignore }} />,
      locale,
    )
    await act(() => until(() => dialog().includes(also), 'the other names'))
  }
})

test('J85 a sheet that is shown to people says nothing of whom its maker made it for', async () => {
  const plan = { id: 'p', title: 'Plan', locale: 'en', createdAt: 0, role: 'facilitator' } as const
  const invitation: Invitation = {
    ...{ id: 'i', code: 'ABCD', role: 'co-author', sector: null, label: 'The difficult ones' },
    ...{ expiresAt: null, uses: null, used: 0, closed: false, createdAt: 0, by: null },
    url: 'http://127.0.0.1/join/ABCD',
  }
  using _ = await render(<InvitationSheet {...{ plan, invitation, onClose: ignore }} />)
  expect(dialog()).toContain('ABCD')
  expect(dialog()).toContain('no phone can reach it')
  expect(dialog()).not.toContain('difficult')
})
