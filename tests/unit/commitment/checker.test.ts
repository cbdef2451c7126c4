import { expect, test } from 'vitest'
import { Checker } from '../../../server/checks/checker.ts'
import { Turns } from '../../../server/turns.ts'
import type { Checked } from '../../../shared/commitment/checks/commitment.ts'
import { templateOf } from '../../../shared/commitment/template.ts'

test('C42 a text that is too long to check is said to be, and the next one is checked', async () => {
  const checker = new Checker(200)
  const long = checker.check('eve', asked('Promote it, and promote it. '.repeat(400_000)))
  const short = checker.check('ann', asked('Advocate for better records.'))
  expect((await long).is).toBe('too-long')
  const answered = await short
  expect(answered.is === 'found' && answered.found.map(({ rule }) => rule)).toContain('T1')
  await checker.close()
})

test('C42 everybody has a turn at the check, and a few waiting at most', async () => {
  const checker = new Checker()
  const done: string[] = []
  const ask = async (person: string) => {
    const { is } = await checker.check(person, asked('Advocate for better records.'))
    done.push(is === 'found' ? person : is)
  }
  await Promise.all(['eve', 'eve', 'eve', 'eve', 'eve', 'eve', 'ann'].map(ask))
  expect(done).toEqual(['too-many', 'eve', 'eve', 'ann', 'eve', 'eve', 'eve'])
  const left = checker.check('ann', asked('One more.'))
  await checker.close()
  expect(await left).toEqual({ is: 'failed', detail: 'closed' })
})

test('H101 texts are compared in the thread: what is too long is said to be, and the loop goes on', async () => {
  const words = (seed: number) =>
    Array.from({ length: 20_000 }, (_, at) => `w${(at * seed) % 9973}`).join(' ')
  const field = (text: string) => [
    { name: 'problem', blocks: [{ id: 'b', kind: 'p', runs: [{ text }] }] },
  ]
  const compared = (text: string, other: string) =>
    ({ from: field(text), to: field(other), locale: 'en' }) as const
  const checker = new Checker(1)
  const long = checker.compare('eve', compared(words(31), words(17)))
  expect((await long).is).toBe('too-long')
  await checker.close()

  const patient = new Checker(60_000)
  let turns = 0
  let over = false
  const count = () => {
    turns += 1
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const told = await patient.compare('eve', compared(words(31), words(17)))
  over = true
  expect(told.is === 'found' && told.found.map(({ name }) => name)).toEqual(['problem'])
  expect(turns).toBeGreaterThan(5)
  const honest = await patient.compare('ann', compared('Open the data.', 'Open the land data.'))
  expect(honest).toEqual({
    is: 'found',
    found: [
      {
        name: 'problem',
        parts: [
          { is: 'same', text: 'Open the ' },
          { is: 'added', text: 'land ' },
          { is: 'same', text: 'data.' },
        ],
      },
    ],
  })
  await patient.close()
})

test('E80 turns go round, whoever asks for much', () => {
  const turns = new Turns<string>(3)
  expect(['e1', 'e2', 'e3', 'e4'].map((job) => turns.add('eve', job))).toEqual([
    true,
    true,
    true,
    false,
  ])
  turns.add('ann', 'a1')
  turns.add('bo', 'b1')
  turns.add('ann', 'a2')
  expect(turns.inOrder()).toEqual(['e1', 'a1', 'b1', 'e2', 'a2', 'e3'])
  expect([turns.next(), turns.next(), turns.isFull('eve')]).toEqual(['e1', 'a1', false])
  expect([turns.drop('e2'), turns.drop('e2')]).toEqual([true, false])
  expect(turns.clear()).toEqual(['b1', 'e3', 'a2'])
  expect(turns.next()).toBeUndefined()
})

function asked(text: string) {
  const template = templateOf('ogp-2022')
  if (!template) throw new Error('no form')
  const fields = Object.fromEntries(
    template.fields.map(({ name }) => [name, [{ kind: 'p' as const, text }]]),
  )
  const checked: Checked = { template, fields, rows: [] }
  return { checked, others: [], previous: [] }
}
