import { expect, test } from 'vitest'
import { broken, type Judged, judge } from '../support/oracle.ts'

/** Of each class; the thousands are played by `npm run bench -- attribution`. */
const sessions = Math.ceil(12 * Number(process.env.ACCORD_FUZZ ?? 1))
const first = Number(process.env.ACCORD_SEED ?? 1)

test('W15 through every class of operation each character stays its author’s', {
  timeout: 1_800_000,
}, async () => {
  console.info(`seeds ${first} to ${first + sessions - 1}`)
  const judged: Judged[] = []
  for await (const one of judge(first, sessions)) {
    judged.push(one)
    expect.soft(broken(one)).toEqual([])
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
