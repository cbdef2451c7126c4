import { expect, test } from 'vitest'
import { Seldom } from '../../server/log.ts'
import { Sharing } from '../../server/sharing.ts'

test('H135 who asks the same at once shares an answer, which was begun after they had asked', async () => {
  const sharing = new Sharing()
  let stored = 0
  let made = 0
  const read = async () => {
    made += 1
    const found = stored
    await new Promise((turn) => setImmediate(turn))
    return found
  }
  const first = sharing.ask('text', read)
  stored = 1
  const late = Array.from({ length: 100 }, () => sharing.ask('text', read))
  expect(await first).toBe(0)
  expect(new Set(await Promise.all(late))).toEqual(new Set([1]))
  expect(made).toBe(2)
  // nothing is kept for whoever comes later
  stored = 2
  expect(await sharing.ask('text', read)).toBe(2)
  expect(await sharing.ask('other', read)).toBe(2)
  expect(made).toBe(4)
  // what fails, fails for those who share it
  const failing = () => Promise.reject(new Error('no'))
  const failed = [sharing.ask('text', failing), sharing.ask('text', failing)]
  expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ])
  expect(await sharing.ask('text', read)).toBe(2)
})

test('H136 of what anybody can bring about one line a second is written, with how many there were', () => {
  const failed = new Seldom()
  expect(failed.line(0)).toEqual({ more: 0 })
  for (let at = 1; at < 1000; at++) expect(failed.line(at)).toBe(null)
  expect(failed.line(1000)).toEqual({ more: 999 })
  expect(failed.line(5000)).toEqual({ more: 0 })
})
