import { expect, test } from 'vitest'
import { OrderState } from '../../../client/exports/OrderState.tsx'
import type { Repair } from '../../../shared/exportStream.ts'
import { locales } from '../../../shared/locale/locale.ts'
import { repairWords } from '../../../shared/locale/repairs.ts'
import { render } from '../../support/page.tsx'

const repairs: readonly Repair[] = [
  { what: 'uncovered', points: ['U+1F984', 'U+F02D'] },
  { what: 'heading' },
  { what: 'decoration' },
]

test.each(locales)('E26 the page says in %s what had to be repaired', async (locale) => {
  const made = { is: 'file', name: '方案.pdf', repairs, file: new Blob([]) } as const
  using page = await render(<OrderState order={{ is: 'over', made }} />, locale)
  const told = [...page.root.querySelectorAll('[role=status] li')].map((one) => one.textContent)
  expect(told).toEqual(repairs.map((repair) => repairWords(repair)[locale]))
  expect(told[0]).toContain('U+1F984 U+F02D')
})
