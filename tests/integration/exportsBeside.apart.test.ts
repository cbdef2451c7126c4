import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'

// The press's child is a process of its own, where nothing is mocked.
vi.mock('../../server/exports/model.ts', async (actual) => ({
  ...(await actual<object>()),
  modelOf: () => {
    throw new Error('a model is made in the process that serves writers')
  },
}))

let server: TestServer
let lin: Awaited<ReturnType<TestServer['join']>>
let id: string
let plan: string

beforeAll(async () => {
  server = await startServer()
  lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  ;({ id, plan } = await firstCommitment(server, lin))
  using pen = await penOf(server, lin, id)
  await pen.write('problem', '資訊應主動公開。')
})
afterAll(() => server[Symbol.asyncDispose]())

async function ask(path: string) {
  const answer = await server.request('GET', path, { token: lin.token })
  const name = decodeURIComponent(answer.headers.get('content-disposition')?.split("''")[1] ?? '')
  return { status: answer.status, name, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

test('E86 a document, a past one too, a plan and its record are read from a copy in the press’s child', async () => {
  const said = strFromU8((await ask(`/api/commitments/${id}/export.md`)).bytes)
  expect(said).toContain('資訊應主動公開。')
  const past = await ask(`/api/commitments/${id}/export.json?copy=record&at=1`)
  expect(past.name).toMatch(/_record_.*\.json$/)
  expect(strFromU8(past.bytes)).not.toContain('資訊應主動公開。')
  expect(await ask(`/api/plans/${plan}/export.docx`)).toMatchObject({ status: 200 })
  const record = await ask(`/api/plans/${plan}/export.zip`)
  expect(record.name).toMatch(/\.zip$/)
  const folds = Object.entries(unzipSync(record.bytes)).filter(([name]) =>
    name.endsWith('journal.json'),
  )
  expect(folds.map(([, bytes]) => strFromU8(bytes)).join()).toContain('資訊應主動公開。')
})

test('E86 so is what a file that comes back is compared with', async () => {
  const { bytes } = await ask(`/api/commitments/${id}/export.md`)
  const form = new FormData()
  const changed = strFromU8(bytes).replace('主動公開', '全部主動公開')
  form.set('file', new File([changed], 'back.md'))
  const answer = await fetch(`${server.url}/api/commitments/${id}/import/preview`, {
    method: 'POST',
    headers: { authorization: `Bearer ${lin.token}` },
    body: form,
  })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('全部')
})
