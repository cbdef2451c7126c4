import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { exportedCommitment } from '../../server/exports/json.ts'
import { formats, mediaTypes, planFormats } from '../../server/exports/write.ts'
import { commitment, errorBody, type Joined, textBody } from '../../shared/api.ts'
import { diff, history } from '../../shared/apiHistory.ts'
import { type ExportLine, exportLine } from '../../shared/exportStream.ts'
import { progressType } from '../../shared/exportType.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'

const field = 'problem'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** People of their own in a commitment of their own, one of them with a pen. */
async function drafting() {
  const lin = await server.join('facilitator', {
    name: '林小美',
    organisation: '數位發展部',
    sector: 'government',
  })
  const wu = await server.join('co-author', {
    name: '吳大同',
    organisation: '台灣人權促進會',
    sector: 'civil-society',
  })
  const body = { template: 'tw-nap', title: '資料公開', locale: 'zh-Hant-TW' }
  const path = `/api/plans/${lin.plan.id}/commitments`
  const opened = await server.request('POST', path, { token: lin.token, body })
  const { id } = commitment.parse(await opened.json())
  const pen = await penOf(server, wu, id)
  return {
    ...{ server, lin, wu, id, pen },
    path: `/api/commitments/${id}`,
    [Symbol.dispose]: () => pen[Symbol.dispose](),
  }
}

async function json(server: TestServer, { token }: Joined, path: string) {
  const answer = await server.request('GET', path, { token })
  if (!answer.ok) throw new Error(await answer.text())
  return exportedCommitment.parse(await answer.json())
}

async function post(server: TestServer, { token }: Joined, path: string, body: unknown) {
  const answer = await server.request('POST', path, { token, body })
  return { status: answer.status, body: (await answer.json()) as { seq: number } }
}

test('E38 every format of a commitment and a plan is one request, named and measured', async () => {
  using room = await drafting()
  const { server, lin, path } = room
  const asked = [
    ...formats.map((format) => [`${path}/export.${format}`, format] as const),
    ...planFormats.map((format) => [`/api/plans/${lin.plan.id}/export.${format}`, format] as const),
  ]
  for (const [address, format] of asked) {
    const answer = await server.request('GET', `${address}?copy=tracked`, { token: lin.token })
    const bytes = await answer.arrayBuffer()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(mediaTypes[format])
    expect(Number(answer.headers.get('content-length'))).toBe(bytes.byteLength)
    const disposition = answer.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''\S+$/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toMatch(
      new RegExp(`示範行動方案.*\\.${format}$`),
    )
  }
})

test('E91 a header says in the reader’s language of which script a PDF lacks letters', async () => {
  using room = await drafting()
  const { server, wu, path, pen } = room
  await pen.write(field, 'Gothic 𐌰 and 한글')
  for (const [language, name] of [
    ['en', 'Gothic'],
    ['zh-TW', '歌德文'],
  ] as const) {
    const headers = { 'accept-language': language }
    const answer = await server.request('GET', `${path}/export.pdf`, { token: wu.token, headers })
    const [, words = ''] =
      /^UTF-8'[^']+'(.+)$/.exec(answer.headers.get('accord-notice') ?? '') ?? []
    expect(decodeURIComponent(words)).toContain(`${name}`)
    expect(decodeURIComponent(words)).not.toMatch(/U\+|한/)
    await answer.arrayBuffer()
  }
})

test('E39 people appear as they chose; only a facilitator may have the complete record', async () => {
  using room = await drafting()
  const { server, lin, wu, path, pen } = room
  await pen.write(field, '由吳大同補充。')
  const change = (appearsAs: string) =>
    server.request('PATCH', `/api/plans/${lin.plan.id}/people/${wu.person.id}`, {
      token: lin.token,
      body: { appearsAs },
    })
  const peopleIn = async (query: string, who: Joined): Promise<Record<string, { name: string }>> =>
    (await json(server, who, `${path}/export.json?copy=record${query}`)).people
  // under the id that this plan publishes, which stays; others here have the same name
  const before = await peopleIn('', wu)
  await change('organisation')
  const after = await peopleIn('', wu)
  const changed = Object.keys(before).filter((id) => before[id]?.name !== after[id]?.name)
  expect(changed).toHaveLength(1)
  const [published = ''] = changed
  const shown = async (query: string, who: Joined) => {
    const people = await peopleIn(query, who)
    return people[query.includes('complete') ? wu.person.id : published]
  }

  expect(before[published]).toMatchObject({ name: '吳大同', organisation: '台灣人權促進會' })
  expect(after[published]).toMatchObject({ name: '台灣人權促進會', organisation: '' })
  await change('sector')
  expect(await shown('', wu)).toMatchObject({ name: '公民社會', organisation: '' })
  expect(await shown('&locale=en', wu)).toMatchObject({ name: 'Civil society' })
  const all = '&people=complete'
  expect(await shown(all, lin)).toMatchObject({ name: '吳大同', organisation: '台灣人權促進會' })
  const refused = await server.request('GET', `${path}/export.json?copy=record${all}`, {
    token: wu.token,
  })
  expect(refused.status).toBe(403)
})

test('E40 a past seq or a named version is exported as it stood', async () => {
  using room = await drafting()
  const { server, lin, path, pen } = room
  await pen.write(field, '第一稿。')
  const named = await post(server, lin, `${path}/versions`, { name: '第一稿' })
  await pen.erase(field, '第一稿。')
  await pen.write(field, '第二稿。')
  const textOf = async (query: string) =>
    JSON.stringify((await json(server, lin, `${path}/export.json${query}`)).fields)
  expect(await textOf('')).toContain('第二稿。')
  expect(await textOf('')).not.toContain('第一稿。')
  const version = await json(server, lin, `${path}/export.json?version=第一稿`)
  expect(version.version).toBe('第一稿')
  expect(JSON.stringify(version.fields)).toContain('第一稿。')
  expect(await json(server, lin, `${path}/export.json?at=${named.body.seq}`)).toEqual(version)
  for (const query of ['?version=nope', '?at=99999']) {
    const answer = await server.request('GET', `${path}/export.json${query}`, {
      token: lin.token,
      headers: { 'accept-language': 'zh-TW' },
    })
    expect(answer.status).toBe(404)
    expect(errorBody.parse(await answer.json()).error).toMatchObject({
      code: 'no-such-version',
      message: errorWords['no-such-version']['zh-Hant-TW'],
    })
  }
})

test('E15 E40 a named version is the same bytes in every format, whatever was written since', async () => {
  using room = await drafting()
  const { server, lin, path, pen } = room
  await pen.write(field, '第一稿。')
  await pen.suggest(field, '第一', '第二')
  await post(server, lin, `${path}/versions`, { name: '一讀' })
  const all = async () => {
    const files: Buffer[] = []
    for (const format of formats) {
      const query = `version=${encodeURIComponent('一讀')}&copy=tracked`
      const answer = await server.request('GET', `${path}/export.${format}?${query}`, {
        token: lin.token,
      })
      expect(answer.status).toBe(200)
      files.push(Buffer.from(await answer.arrayBuffer()))
    }
    return files
  }
  const then = await all()
  await pen.write(field, '後來的話。')
  await pen.suggest(field, '後來', '以後')
  const now = await all()
  formats.forEach((format, index) => {
    expect({ format, same: now[index]?.equals(then[index] as Buffer) }).toEqual({
      ...{ format, same: true },
    })
  })
})

test('E19 the published schema, read as a schema, takes every copy and refuses what is none', async () => {
  using room = await drafting()
  const { server, lin, path, pen } = room
  await pen.write(field, '第一稿。')
  await pen.suggest(field, '第一', '第二')
  const published = await server.request('GET', '/api/export-schema.json')
  const schema = z.fromJSONSchema(
    (await published.json()) as Parameters<typeof z.fromJSONSchema>[0],
  )
  for (const copy of ['clean', 'tracked', 'record']) {
    const answer = await server.request('GET', `${path}/export.json?copy=${copy}`, {
      token: lin.token,
    })
    const model = (await answer.json()) as Record<string, unknown>
    expect(schema.safeParse(model).error).toBeUndefined()
    expect(schema.safeParse({ ...model, seq: 'one' }).success).toBe(false)
    const { fields: _, ...others } = model
    expect(schema.safeParse(others).success).toBe(false)
  }
})

test('E41 whoever asks is told where the work is, and gets the same bytes', async () => {
  using room = await drafting()
  const { server, lin, path } = room
  const ask = (accept: string) =>
    server.request('GET', `${path}/export.pdf`, { token: lin.token, headers: { accept } })
  const told = new Uint8Array(await (await ask(progressType)).arrayBuffer())
  const plain = new Uint8Array(await (await ask('*/*')).arrayBuffer())
  const { lines, rest } = linesIn(told)
  expect(lines.slice(0, -1)).toEqual([
    { is: 'progress', stage: 'setting' },
    { is: 'progress', stage: 'sending' },
  ])
  expect(lines.at(-1)).toMatchObject({ is: 'file', length: plain.length, type: mediaTypes.pdf })
  expect(Buffer.from(rest).equals(plain)).toBe(true)
})

test('E42 closing the connection cancels the work, and the next is made', async () => {
  using room = await drafting()
  const { server, lin, path } = room
  const address = `http://127.0.0.1:${server.port}${path}/export`
  const headers = { authorization: `Bearer ${lin.token}` }
  for (const accept of ['*/*', progressType]) {
    const leaving = new AbortController()
    const asked = fetch(`${address}.pdf`, {
      headers: { ...headers, accept },
      signal: leaving.signal,
    })
    if (accept === progressType) await (await asked).body?.getReader().read()
    leaving.abort()
    await asked.then(
      () => null,
      () => null,
    )
    const next = await fetch(`${address}.odt`, { headers })
    expect(next.status).toBe(200)
    await next.arrayBuffer()
  }
})

test('E43 history tells who worked when; a moment is read and compared word by word', async () => {
  using room = await drafting()
  const { server, lin, wu, path, pen } = room
  const before = pen.replica.state.record.seq
  await pen.write(field, '政府資訊應主動公開。')
  const { body } = await post(server, lin, `${path}/versions`, { name: '初稿' })
  await pen.erase(field, '主動')
  const get = async (address: string) =>
    (await server.request('GET', `${path}/${address}`, { token: wu.token })).json()
  const told = history.parse(await get('history'))
  expect(told.versions).toMatchObject([{ name: '初稿', seq: body.seq, person: lin.person.id }])
  expect(told.sittings.map(({ person, text, version }) => [person, text, version])).toContainEqual([
    lin.person.id,
    false,
    '初稿',
  ])
  expect(told.sittings.filter(({ person, text }) => person === wu.person.id && text)).toHaveLength(
    2,
  )
  const then = textBody.parse(await get(`at/${body.seq}`))
  expect(then.seq).toBe(body.seq)
  expect(JSON.stringify(then.fields)).toContain('政府資訊應主動公開。')
  const [changed, ...others] = diff.parse(await get(`diff?from=${body.seq}`)).fields
  expect(others).toEqual([])
  expect(changed?.name).toBe(field)
  expect(changed?.parts.filter(({ is }) => is !== 'same')).toEqual([
    { is: 'removed', text: '主動' },
  ])
  expect(diff.parse(await get(`diff?from=${before}&to=${body.seq}`)).fields).toHaveLength(1)
  const again = await post(server, lin, `${path}/versions`, { name: '初稿' })
  expect(again.status).toBe(409)
})

test('E44 restoring makes the agreed text what it was, its authors too; suggestions stay', async () => {
  using room = await drafting()
  const { server, lin, wu, path, pen } = room
  await pen.write(field, '留下的話，會刪的話。')
  const { body } = await post(server, lin, `${path}/versions`, { name: '好的' })
  const then = pen.text(field)
  await pen.erase(field, '會刪的話')
  await pen.write(field, '多出來的。')
  await pen.suggest(field, '留下的話', '建議的話')
  const asked = { seq: body.seq, reason: '會議決定' }
  expect((await post(server, wu, `${path}/restore`, asked)).status).toBe(403)
  const head = async () =>
    (await (await server.request('GET', `${path}/history`, { token: wu.token })).json()).head
  const before = await head()
  expect((await post(server, lin, `${path}/restore`, asked)).status).toBe(200)
  expect(await head()).toBe(before + 1)
  const read = async (view: string) =>
    (await server.request('GET', `${path}/text?view=${view}`, { token: wu.token })).json()
  const textIn = async (view: string) =>
    textBody
      .parse(await read(view))
      .fields.find(({ name }) => name === field)
      ?.blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))
      .join('\n')
  expect(await textIn('original')).toBe(then)
  expect(await textIn('final')).toContain('建議的話')
  const report = await server.request('GET', `${path}/attribution`, { token: wu.token })
  const { fields } = (await report.json()) as {
    fields: { name: string; runs: { text: string; person: string }[] }[]
  }
  const runs = fields.find(({ name }) => name === field)?.runs ?? []
  expect(runs.find(({ text }) => text.includes('會刪的話'))?.person).toBe(wu.person.id)
  const { lines } = await exportOf(server, lin, path)
  expect(lines).toBeGreaterThan(0)
})

async function exportOf(server: TestServer, who: Joined, path: string) {
  const { suggestions } = await json(server, who, `${path}/export.json?copy=tracked`)
  return { lines: suggestions.filter(({ status }) => status === 'open').length }
}

/** The lines of a progress answer, and what follows them. */
function linesIn(bytes: Uint8Array): { lines: ExportLine[]; rest: Uint8Array } {
  const lines: ExportLine[] = []
  let from = 0
  while (lines.at(-1)?.is !== 'file' && lines.at(-1)?.is !== 'failed') {
    const end = bytes.indexOf(10, from)
    lines.push(exportLine.parse(JSON.parse(new TextDecoder().decode(bytes.slice(from, end)))))
    from = end + 1
  }
  return { lines, rest: bytes.slice(from) }
}
