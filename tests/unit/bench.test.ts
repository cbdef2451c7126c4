import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withSection } from '../bench/report/results.ts'

test('O40 each file beside the benchmarks’ runner is one, and results take the place of older ones', () => {
  const folder = join(import.meta.dirname, '../bench')
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  expect(names.length).toBeGreaterThan(5)
  for (const name of names)
    expect(readFileSync(join(folder, name), 'utf8'), name).toContain('export async function run()')

  const one = withSection('# Results\n\nWords.\n', 'room', 'first | table')
  const two = withSection(one, 'checks', 'second')
  const three = withSection(two, 'room', 'third')
  expect(three).toBe('# Results\n\nWords.\n\n## checks\nsecond\n\n## room\nthird\n')
})
