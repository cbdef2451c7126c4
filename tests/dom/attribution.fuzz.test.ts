import { expect, test } from 'vitest'
import { broken, judge, judgedClasses } from '../support/oracle.ts'
import { seeds } from '../support/seeds.ts'

// Of each class; the thousands are played by `npm run bench -- attribution`.
const played = seeds('who wrote it', 36)

test.each(judgedClasses)('W15 each character stays its author’s through %s', async (name) => {
  expect(broken(await judge(name, played))).toEqual([])
})
