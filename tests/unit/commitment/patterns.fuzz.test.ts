import { expect, test } from 'vitest'
import { attacksOn, textOf } from '../../support/patterns/attacks.ts'
import { buildingFiles, builtPatterns, writtenPatterns } from '../../support/patterns/sources.ts'
import { Counted, type Pattern } from '../../support/patterns/work.ts'
import { seeded } from '../../support/textWorld.ts'

const seed = Number(process.env.ACCORD_SEED ?? 14)
const attacks = Math.ceil(150 * Number(process.env.ACCORD_FUZZ ?? 0.2))

/** So many steps for one character are no growth: the bounds of `{1,300}` and its kin, at their worst. */
const perCharacter = 2000

test('C40 no pattern of the product makes work that grows faster than the text', {
  timeout: 120_000 + attacks * 4_000,
}, async () => {
  console.log(`seed ${seed}, ${attacks} texts for each pattern`)
  const random = seeded(seed)
  const built = []
  for (const file of buildingFiles()) built.push(...(await builtPatterns(file)))
  const patterns = [...writtenPatterns(), ...built]
  expect(patterns.length).toBeGreaterThan(200)
  const grown = patterns.flatMap((pattern) => {
    const counted = new Counted(pattern)
    for (const attack of attacksOn(pattern, random, attacks)) {
      if (grows(counted, (length) => textOf(attack, length))) {
        return [`${pattern.at} /${pattern.source}/${pattern.flags} ${JSON.stringify(attack)}`]
      }
    }
    return []
  })
  expect(grown).toEqual([])
})

test('C40 the count finds what grows, and nothing else', () => {
  const grown = (pattern: Pattern, pump: string, end: string) =>
    grows(new Counted(pattern), (length) => pump.repeat(length / pump.length) + end)
  expect(grown({ source: '(?:a|a)*b', flags: '' }, 'a', 'c')).toBe(true)
  expect(grown({ source: '-+$', flags: '' }, '-', 'c')).toBe(true)
  expect(grown({ source: '\\s*,?\\s*;', flags: 'u' }, ' ', 'c')).toBe(true)
  expect(grown({ source: '(?<!-)-+$', flags: '' }, '-', 'c')).toBe(false)
  expect(grown({ source: '「[^」]{1,200}」', flags: 'g' }, '「', '')).toBe(false)
  expect(grown({ source: '(a)\\1(?=b)|(?<=c)d|^e', flags: 'gm' }, 'aab cd\ne', '')).toBe(false)
})

/** Twice as long a text, more than 2.2 times the work; looked at closely where a short text hints at it. */
function grows(counted: Counted, text: (length: number) => string): boolean {
  const more = (length: number, spare: number) => {
    const once = counted.steps(text(length), length * perCharacter)
    if (once === Number.POSITIVE_INFINITY) return true
    return counted.steps(text(2 * length), once * 2.2 + spare) === Number.POSITIVE_INFINITY
  }
  return more(250, 1000) && more(2500, 1000)
}
