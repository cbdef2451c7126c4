import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { isRefused } from '../../../server/access/access.ts'
import { errorResponse } from '../../../server/api/errors.ts'
import { Archive } from '../../../server/past/archive.ts'
import { newFolder } from '../../support/folder.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/journals')

test('J118 the past is read in a thread of its own, everybody in turn; where too many wait the next are told when to come again', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.sqlite')
  await copyFile(join(fixtures, 'keptWhole.sqlite'), path)
  const { commitment } = JSON.parse(await readFile(join(fixtures, 'keptWhole.json'), 'utf8'))
  const archive = new Archive(path, { waiting: 4, inAll: 2 })
  const ask = (person: string, seq: number) =>
    archive.ask(
      person,
      { commitment, seq, hidden: [] },
      { as: 'text', view: 'current', form: { template: 'ogp-2022', templateVersion: 1 } },
    )
  let turns = 0
  let over = false
  const count = () => {
    turns += 1
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const answers = await Promise.all(['an', 'bo', 'cy', 'di'].map((who, nth) => ask(who, 250 + nth)))
  over = true
  expect(turns).toBeGreaterThan(5)
  expect(
    answers.slice(0, 3).map((told) => told && !isRefused(told) && told.told.length > 0),
  ).toEqual([true, true, true])
  const [, , , busy] = answers
  if (!busy || !isRefused(busy)) throw new Error('nobody was refused')
  const app = new Hono().get('/', (c) => errorResponse(c, busy.refused, undefined, busy))
  for (const [language, words] of [
    ['en', 'Please wait a moment'],
    ['zh-TW', '請稍候'],
  ] as const) {
    const told = await app.request('/', { headers: { 'accept-language': language } })
    expect([told.status, told.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await told.text()).toContain(words)
  }
  expect(await ask('an', 9999)).toBeNull()
  const left = ask('an', 100)
  await archive.close()
  expect(await left).toEqual({ refused: 'going-away' })
})
