import { act } from 'react'
import { expect, test } from 'vitest'
import { OrderState } from '../../../client/exports/OrderState.tsx'
import type { Repair } from '../../../shared/exportStream.ts'
import { locales } from '../../../shared/locale/locale.ts'
import { repairWords } from '../../../shared/locale/repairs.ts'
import { render } from '../../support/page.tsx'

const repairs: readonly Repair[] = [
  {
    what: 'uncovered',
    scripts: [
      { script: 'Goth', characters: '𐌰𐌱' },
      { script: 'Qaaa', characters: '\uf02d' },
    ],
  },
  { what: 'heading' },
  { what: 'decoration' },
]

test.each(locales)(
  'E26 E91 the page says in %s what had to be repaired, and gives what lacks letters when asked',
  async (locale) => {
    const made = { is: 'file', name: '方案.pdf', repairs, file: new Blob([]) } as const
    let taken = 0
    const order = { is: 'over', made, offered: true } as const
    using page = await render(<OrderState order={order} onTake={() => taken++} />, locale)
    const told = [...page.root.querySelectorAll('[role=status] li')].map((one) => one.textContent)
    expect(told).toEqual(repairs.map((repair) => repairWords(repair)[locale]))
    expect(told[0]).toContain(locale === 'en' ? 'Gothic' : '歌德文')
    expect(told[0]).not.toMatch(/U\+|Qaaa|\uf02d/)
    await act(async () => page.find('[role=status] button').click())
    expect(taken).toBe(1)
  },
)
