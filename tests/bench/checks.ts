import { check } from '../../shared/commitment/checks/check.ts'
import {
  type Checked,
  type Other,
  paragraphsOf,
} from '../../shared/commitment/checks/commitment.ts'
import { samplePlan } from '../../shared/commitment/sample/plan.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { Row } from './report/row.ts'

/** The largest commitment of the 558 has 4,028 words; a plan may compare it with the plan before. */
const words = 4000
const rounds = 30

/** How long the check of a large commitment takes, alone and against two plans. Limit: 50 ms. */
export async function run(): Promise<readonly Row[]> {
  const others = samplePlan.commitments.map((_, index) => large(index, words / 4))
  const plan: Other[] = [...others, ...others, ...others].map((one, index) => ({
    ...one,
    title: `Other ${index}`,
  }))
  return [
    measured(`check, ${words} words, English`, large(4, words)),
    measured(`check, ${words} words, Chinese`, large(1, words)),
    measured(`check, ${words} words, against ${plan.length} commitments`, large(4, words), plan),
  ]
}

/** A sample commitment, its own paragraphs repeated with a running number until it is so large. */
function large(sample: number, size: number): Checked {
  const commitment = samplePlan.commitments[sample % samplePlan.commitments.length]
  const template = commitment && templateOf(commitment.template, commitment.version)
  if (!commitment || !template) throw new Error('no sample')
  const fields = Object.entries(commitment.fields).map(
    ([name, blocks]) => [name, paragraphsOf(blocks)] as const,
  )
  const once = fields.reduce(
    (sum, [, texts]) => sum + texts.reduce((n, { text }) => n + count(text), 0),
    0,
  )
  const times = Math.max(1, Math.round(size / once))
  return {
    template,
    fields: Object.fromEntries(
      fields.map(([name, texts]) => [
        name,
        Array.from({ length: times }, (_, nth) =>
          texts.map(({ kind, text }) => ({ kind, text: `${text} (${nth})` })),
        ).flat(),
      ]),
    ),
    rows: commitment.rows.map(({ cells, ...dates }, index) => ({
      id: `r${index}`,
      ...dates,
      cells: Object.fromEntries(
        Object.entries(cells).map(([column, blocks]) => [column, paragraphsOf(blocks)]),
      ),
    })),
  }
}

/** Latin words and Chinese characters. */
function count(text: string): number {
  return text.match(/[\u3400-\u9fff]|[\p{L}\p{N}'’-]+/gu)?.length ?? 0
}

function measured(name: string, commitment: Checked, others: readonly Other[] = []): Row {
  const times: number[] = []
  let findings = 0
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    findings = check(commitment, others).length
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((times[Math.floor(share * (rounds - 1))] ?? 0) * 10) / 10
  return { name, 'p50 ms': at(0.5), 'p95 ms': at(0.95), findings }
}
