import { expect, test } from 'vitest'
import { type Judged, judge } from '../support/oracle.ts'

const sessions = 6 * Number(process.env.ACCORD_FUZZ ?? 1)
const first = Number(process.env.ACCORD_SEED ?? 1)

/** What becomes a new identity in our text, too; of everything else each character must be right. */
const recreating: readonly string[] = [
  'moving blocks',
  'undo',
  'undo and redo',
  'cut and paste',
  'drag inside a field',
  'drag between fields',
  'copying a sentence',
  'all of these',
]

test('W15 through every class of operation each character stays its author’s', {
  timeout: 1_800_000,
}, async () => {
  console.info(`seeds ${first} to ${first + sessions - 1}`)
  const judged: Judged[] = []
  for await (const one of judge(first, sessions)) {
    const { name, characters, wrong, incomparable, refused } = one
    judged.push(one)
    expect.soft({ name, incomparable, refused }).toEqual({ name, incomparable: [], refused: [] })
    expect.soft(characters, name).toBeGreaterThan(100 * sessions)
    expect.soft(wrong, name).toBeLessThanOrEqual(recreating.includes(name) ? characters / 100 : 0)
  }
  const right = (wrong: number, of: number) => `${(100 - (100 * wrong) / of).toFixed(2)} %`
  console.table(
    Object.fromEntries(
      judged.map(({ name, acts, characters, wrong, wrongByClient }) => [
        name,
        {
          acts,
          characters,
          wrong,
          right: right(wrong, characters),
          'by clientID alone': right(wrongByClient, characters),
        },
      ]),
    ),
  )
})
