import { expect, test } from 'vitest'
import { type Job, Press } from '../../server/exports/press.ts'
import { errorBody } from '../../shared/api.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { firstCommitment } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { Draft } from '../unit/exports/draft.ts'

const model = new Draft('tw-nap').write('problem', ['一句話。']).model('clean')
const job: Job = { of: 'commitment', model, format: 'md' }

test('E80 a small document goes between large ones, and what waits is not prepared yet', async () => {
  const press = new Press()
  const [done, prepared]: [string[], string[]] = [[], []]
  const order = async (name: string, by: string, isLarge: boolean) => {
    const work = async () => {
      prepared.push(name)
      return job
    }
    const { ok } = await press.order(work, () => {}, { by, isLarge }).done
    done.push(ok ? name : `no ${name}`)
  }
  const all = [1, 2, 3, 4, 5, 6].map((nth) => order(`zip ${nth}`, 'eve', true))
  all.push(order('bo’s zip', 'bo', true), order('page', 'ann', false))
  expect(press.isFull('eve', true)).toBe(true)
  await until(() => done.length === 1)
  expect(done).toEqual(['no zip 6'])
  expect(prepared).toEqual(['zip 1'])
  await Promise.all(all)
  expect(done).toEqual([
    'no zip 6',
    'zip 1',
    'page',
    'zip 2',
    'bo’s zip',
    'zip 3',
    'zip 4',
    'zip 5',
  ])
  press.close()
})

test('E81 what fails, or is gone, before it is made ends alone, and the next is made', async () => {
  const press = new Press()
  const failed = press.order(() => Promise.reject(new Error('no such text')))
  const nothing = press.order(async () => null)
  let release = (_: Job) => {}
  const held = press.order(() => new Promise((resolve) => (release = resolve)))
  const next = press.order(job)
  expect(await failed.done).toMatchObject({ ok: false, code: 'failed' })
  expect(await nothing.done).toMatchObject({ ok: false, code: 'nothing' })
  held.cancel()
  release(job)
  expect(await held.done).toMatchObject({ ok: false, code: 'cancelled' })
  expect(await next.done).toMatchObject({ ok: true })
  press.close()
})

test('E81 whoever orders very many is told when to come back, and others get theirs', async () => {
  await using server = await startServer()
  const [eve, ann] = [await server.join('observer'), await server.join('observer')]
  const { id } = await firstCommitment(server, ann)
  const leaving = new AbortController()
  const answers: Response[] = []
  const zips = Array.from({ length: 20 }, async () => {
    const answer = await fetch(`${server.url}/api/plans/${eve.plan.id}/export.zip`, {
      headers: { authorization: `Bearer ${eve.token}`, 'accept-language': 'zh-TW' },
      signal: leaving.signal,
    })
    answers.push(answer)
  })
  await until(() => answers.length >= 15)
  for (const answer of answers) {
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    const { error } = errorBody.parse(await answer.json())
    expect(error).toMatchObject({ code: 'too-many', message: errorWords['too-many']['zh-Hant-TW'] })
  }
  const before = answers.length
  const path = `/api/commitments/${id}/export.md`
  const page = await server.request('GET', path, { token: ann.token })
  expect(page.status).toBe(200)
  expect(answers.length - before).toBeLessThanOrEqual(1)
  leaving.abort()
  await Promise.allSettled(zips)
})
