import { expect, test } from 'vitest'
import { type Class, classes, playSession } from '../support/sessions.ts'

const sessions = 6 * Number(process.env.ACCORD_FUZZ ?? 1)
const acts = 80
const first = Number(process.env.ACCORD_SEED ?? 1)

/** What becomes a new identity in our text, too: the others must all be right. */
const recreating: readonly Class[] = [
  'moving blocks',
  'undo',
  'undo and redo',
  'cut and paste',
  'drag inside a field',
  'drag between fields',
  'copying a sentence',
]

test('W15 every class of operation keeps each character its author’s', {
  timeout: 900_000,
}, async () => {
  const rows: Record<
    string,
    { characters: number; wrong: number; right: string; byClient: string }
  > = {}
  for (const each of Object.keys(classes) as Class[]) {
    let [characters, wrong, wrongByClient] = [0, 0, 0]
    for (let seed = first; seed < first + sessions; seed++) {
      const outcome = await playSession(seed, [each], acts)
      expect.soft(outcome.comparable, `${each}, seed ${seed}`).toBe(true)
      expect.soft(outcome.refused, `${each}, seed ${seed}`).toEqual([])
      characters += outcome.characters
      wrong += outcome.wrong
      wrongByClient += outcome.wrongByClient
    }
    const percent = (bad: number) => `${(100 - (100 * bad) / characters).toFixed(2)} %`
    rows[each] = { characters, wrong, right: percent(wrong), byClient: percent(wrongByClient) }
    const bound = recreating.includes(each) ? characters * 0.01 : 0
    expect.soft(wrong, each).toBeLessThanOrEqual(bound)
  }
  console.table(rows)
})
