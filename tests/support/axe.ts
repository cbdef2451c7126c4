import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const grave = new Set(['serious', 'critical'])

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** All of axe's rules, or some, on the whole page or on what matches `within`; `moderate` ones, too. */
export type Asked = {
  readonly rules?: readonly string[]
  readonly within?: string | undefined
  readonly moderate?: boolean
}

/** What axe calls serious or critical on the page as it stands, as `rule: element`. */
export async function barriersOn(
  page: Page,
  { rules, within, moderate = false }: Asked = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await source)
  const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) }
  const asked = [within ?? ':root', options].map((part) => JSON.stringify(part)).join()
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${asked})`)
  return violations
    .filter(({ impact }) => grave.has(impact ?? '') || (moderate && impact === 'moderate'))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) =>
        [`${id}: ${target.join(' ')}`, html.slice(0, 200), failureSummary].join(' · '),
      ),
    )
}
