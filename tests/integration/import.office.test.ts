import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import type { ImportFormat } from '../../server/imports/read.ts'
import { errorBody, type Joined } from '../../shared/api.ts'
import type { ImportedAuthor, ImportPreview } from '../../shared/apiImport.ts'
import { attribution, type SuggestionBody, suggestions, threads } from '../../shared/apiRecord.ts'
import { editAs } from '../support/office.ts'
import { type Pen, penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bringIn, previewOf, upload } from '../support/upload.ts'

const field = 'problem'
const zone = 'Asia/Taipei'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

let rooms = 0

/** People of their own, whom a name tells from others, in a commitment of their own. */
async function drafting() {
  const nth = ++rooms
  const lin = await server.join('facilitator', { name: `林小美${nth}`, sector: 'government' })
  const wu = await server.join('co-author', { name: `吳大同${nth}`, sector: 'civil-society' })
  const amoy = await server.join('co-author', {
    name: `Amoy O’Neill ${nth}`,
    sector: 'civil-society',
  })
  const plan = lin.plan.id
  const id = await openForm({ lin, plan }, '承諾')
  const pens: Pen[] = [await penOf(server, wu, id), await penOf(server, amoy, id)]
  return {
    ...{ server, lin, wu, amoy, id, plan, pens },
    pen: pens[0] as Pen,
    other: pens[1] as Pen,
    [Symbol.dispose]: () => {
      for (const pen of pens) pen[Symbol.dispose]()
    },
  }
}

async function exported(server: TestServer, { token }: Joined, id: string, format: ImportFormat) {
  const query = `copy=tracked&zone=${zone}`
  const path = `/api/commitments/${id}/export.${format}?${query}`
  const answer = await server.request('GET', path, { token })
  return { name: `試.${format}`, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

/** A commitment as its JSON file has it, and the field in it that tests write in. */
async function exportedModel(server: TestServer, who: Joined, id: string) {
  const { bytes } = await exported(server, who, id, 'json')
  const model = JSON.parse(new TextDecoder().decode(bytes))
  return { model, found: model.fields.find(({ name }: { name: string }) => name === field) }
}

async function recordOf(server: TestServer, { token }: Joined, id: string) {
  const get = async (what: string) =>
    (await server.request('GET', `/api/commitments/${id}/${what}`, { token })).json()
  return {
    suggestions: suggestions.parse(await get('suggestions')).suggestions,
    threads: threads.parse(await get('threads')).threads,
    attribution: attribution.parse(await get('attribution')),
  }
}

async function openForm({ lin, plan }: { lin: Joined; plan: string }, title: string) {
  const answer = await server.request('POST', `/api/plans/${plan}/commitments`, {
    token: lin.token,
    body: { template: 'tw-nap', title, locale: 'zh-Hant-TW' },
  })
  return ((await answer.json()) as { id: string }).id
}

async function discuss(server: TestServer, { token }: Joined, id: string, text: string) {
  const body = { anchor: { on: 'section', field }, text }
  const answer = await server.request('POST', `/api/commitments/${id}/threads`, { token, body })
  if (!answer.ok) throw new Error(await answer.text())
}

/** Everybody is whom the preview takes them for; the others are left out. */
function asGuessed({ authors }: ImportPreview): Record<string, ImportedAuthor> {
  return Object.fromEntries(
    authors.map(({ name, person }) => [name, person === null ? null : { person }]),
  )
}

describe.each(['docx', 'odt', 'json'] as const)('%s', (format) => {
  test('E52 a tracked copy brings the same suggestions, threads, authors and moments to the same text', async () => {
    using room = await drafting()
    const { server, lin, wu, amoy } = room
    const [id, copy] = [await openForm(room, '原本'), await openForm(room, '另一份')]
    const [pen, other] = [await penOf(server, wu, id), await penOf(server, amoy, id)]
    const second = await penOf(server, wu, copy)
    room.pens.push(pen, other, second)
    const words = '政府資訊應主動公開，並每年檢討。'
    for (const each of [pen, second]) await each.write(field, words)
    await other.suggest(field, '主動公開', '全部公開')
    await pen.suggest(field, '檢討', '檢討並公布結果')
    await discuss(server, amoy, id, '這裡的「政府」指誰？')
    const { threads: opened } = await recordOf(server, lin, id)
    await server.request('POST', `/api/commitments/${id}/threads/${opened[0]?.id}/replies`, {
      token: wu.token,
      body: { text: '指行政院所屬機關。' },
    })
    const before = await recordOf(server, lin, id)

    const file = await exported(server, lin, id, format)
    const preview = await previewOf(server, lin, copy, file, { zone })
    expect(preview.source).toBe('another')
    expect((await recordOf(server, lin, copy)).suggestions).toEqual([])
    const people = asGuessed(preview)
    people[''] = null
    await bringIn(server, lin, copy, file, { base: preview.base, zone, people })

    const after = await recordOf(server, lin, copy)
    expect(after.suggestions.map(told)).toEqual(before.suggestions.map(told))
    const said = (found: typeof before) =>
      found.threads.map(({ comments, resolved }) => ({
        resolved,
        comments: comments.map((one) => ({
          by: one.onBehalfOf ?? one.person,
          at: inSeconds(one.brought?.at ?? one.at),
          text: one.text,
        })),
      }))
    expect(said(after)).toEqual(said(before))
    // The very people keep their words, and who entered them is told with each
    expect(after.suggestions.map(({ person, brought }) => [person, brought?.source])).toEqual(
      before.suggestions.map(() => [lin.person.id, file.name]),
    )
  })
})

test.each(['docx', 'odt'] as const)(
  'E53 what somebody adds to a %s in LibreOffice is a suggestion of theirs, where it belongs, though people wrote on meanwhile',
  { timeout: 120_000 },
  async (format) => {
    // in one plan a name is one person
    const author = format === 'docx' ? '王專員' : '李專員'
    using room = await drafting()
    const { server, lin, wu, amoy, id, pen, other } = room
    await pen.write(field, '政府資訊應主動公開。')
    await other.suggest(field, '主動', '全部')
    const file = await exported(server, lin, id, format)
    const bytes = await editAs(file.name, file.bytes, {
      author,
      find: '政府資訊應主動',
      add: '（含補助資料）',
    })
    await pen.write(field, '中華民國', '')
    const before = await recordOf(server, lin, id)
    const head = before.attribution.seq

    const preview = await previewOf(server, lin, id, { ...file, bytes }, { zone })
    expect(preview.source).toBe('this')
    expect(preview.base).toBeLessThan(head)
    expect(preview.authors).toMatchObject([{ name: author, suggestions: 1, person: null }])
    expect(preview.suggestions).toMatchObject([
      { field, author, removed: '', added: '（含補助資料）' },
    ])
    expect(preview.threads).toEqual([])
    // Looking changes nothing
    expect(await recordOf(server, lin, id)).toEqual(before)

    const enter = { name: author, organisation: '數位發展部', sector: 'government' } as const
    const about = { base: preview.base, zone, people: { [author]: { enter } } }
    const done = await bringIn(server, lin, id, { ...file, bytes }, about)
    expect(done).toMatchObject({ suggestions: [2], comments: 0 })
    const after = await recordOf(server, lin, id)
    const [first, brought] = after.suggestions as [SuggestionBody, SuggestionBody]
    // what was brought stands within the other's place, which its sign tells
    expect(first.sign).not.toBe(before.suggestions[0]?.sign)
    expect({ ...first, sign: before.suggestions[0]?.sign }).toEqual(before.suggestions[0])
    expect(brought).toMatchObject({
      ...{ status: 'open', added: '（含補助資料）', removed: '', person: lin.person.id },
      brought: { source: file.name },
    })
    const people = await server.request('GET', `/api/plans/${room.plan}/people`, {
      token: lin.token,
    })
    const { people: members } = (await people.json()) as { people: { id: string; name: string }[] }
    expect(members.find(({ id }) => id === brought.onBehalfOf)?.name).toBe(author)
    const runs = after.attribution.fields.find(({ name }) => name === field)?.runs ?? []
    expect(runs.map(({ text }) => text).join('')).toContain('主動（含補助資料）全部公開')
    expect(runs.find(({ text }) => text.includes('補助'))).toMatchObject({
      ...{ how: 'imported', person: lin.person.id, onBehalfOf: brought.onBehalfOf },
      ...{ suggestion: 2, pending: true },
    })

    // Nobody answers what they brought in themselves; others do, and every page hears of it
    const answer = (who: Joined) =>
      server.request('POST', `/api/commitments/${id}/suggestions/2/decision`, {
        token: who.token,
        body: { outcome: 'adopted' },
      })
    expect((await answer(lin)).status).toBe(403)
    expect((await answer(amoy)).status).toBe(200)
    expect(pen.text(field)).toContain('主動（含補助資料）全部公開')

    // The same file once more finds all of it there
    const again = await previewOf(server, lin, id, await exported(server, wu, id, format), { zone })
    expect(again).toMatchObject({ authors: [], suggestions: [], threads: [] })
  },
)

test('E54 only a facilitator imports, every author is answered for, and what is left out stays out', async () => {
  using room = await drafting()
  const { server, lin, wu, id, pen } = room
  await pen.write(field, '第一句。')
  const label = '問題'
  const { model, found } = await exportedModel(server, lin, id)
  found.content.blocks[0].runs.push(
    { text: '甲說的。', inserted: { suggestion: null, person: 'a', at: 1 } },
    { text: '乙說的。', inserted: { suggestion: null, person: 'b', at: 2 } },
  )
  const file = { name: `${label}.json`, bytes: strToU8(JSON.stringify(model)) }
  const preview = await previewOf(server, lin, id, file)
  expect(preview.authors.map(({ name }) => name)).toEqual(['a', 'b'])

  const path = `/api/commitments/${id}/import`
  const send = (who: Joined, people: object) =>
    upload(server, who, path, file, { base: preview.base, people })
  expect((await upload(server, wu, `${path}/preview`, file, {})).status).toBe(403)
  expect((await send(wu, { a: null, b: null })).status).toBe(403)
  expect((await send(lin, { a: null })).status).toBe(400)
  expect((await send(lin, { a: { person: 'nobody' }, b: null })).status).toBe(404)
  expect((await recordOf(server, lin, id)).suggestions).toEqual([])
  await bringIn(server, lin, id, file, {
    base: preview.base,
    people: { a: null, b: { person: wu.person.id } },
  })
  const { suggestions: made } = await recordOf(server, lin, id)
  expect(made).toMatchObject([{ added: '乙說的。', onBehalfOf: wu.person.id }])
})

test('E55 what cannot be read is refused in the reader’s words, and the server goes on', async () => {
  using room = await drafting()
  const { server, lin, id } = room
  const path = `/api/commitments/${id}/import/preview`
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(70 * 1024 * 1024) })
  const entities =
    '<!DOCTYPE x [<!ENTITY a "aaaa">]><office:document-content>&a;</office:document-content>'
  const cases = [
    ['a.docx', strToU8('no zip'), 415, 'not-a-document'],
    ['a.exe', strToU8('MZ'), 415, 'not-a-document'],
    ['a.docx', bomb, 413, 'too-large'],
    ['a.docx', new Uint8Array(18 * 1024 * 1024), 413, 'too-large'],
    ['a.odt', zipSync({ 'content.xml': strToU8(entities) }), 415, 'unsafe-document'],
    ['a.json', strToU8('{"accord":1}'), 415, 'not-a-document'],
  ] as const
  for (const [name, bytes, status, code] of cases) {
    const answer = await upload(server, lin, path, { name, bytes }, {})
    expect({ name, status: answer.status }).toEqual({ name, status })
    expect(errorBody.parse(await answer.json()).error.code).toBe(code)
  }
  const none = await server.request('POST', path, { token: lin.token, body: {} })
  expect(none.status).toBe(400)
  const long = `# 一\n\n## 背景\n\n${'字'.repeat(400_000)}\n`
  const md = await upload(server, lin, path, { name: 'a.md', bytes: strToU8(long) }, {})
  expect(md.status).toBe(200)
})

test('E56 a journal with an import verifies', async () => {
  using room = await drafting()
  const { server, lin, wu, id, pen } = room
  await pen.write(field, '第一句。')
  const { model, found } = await exportedModel(server, lin, id)
  found.content.blocks[0].runs.push({
    text: '甲說的。',
    inserted: { suggestion: null, person: 'a', at: 1 },
  })
  const file = { name: 'a.json', bytes: strToU8(JSON.stringify(model)) }
  const { base } = await previewOf(server, lin, id, file)
  await bringIn(server, lin, id, file, { base, people: { a: { person: wu.person.id } } })
  const lines: string[] = []
  const env = { ACCORD_DATA: server.config.data }
  const code = await accord(['verify'], env, (line) => lines.push(line))
  expect({ code, last: lines.at(-1) }).toMatchObject({
    code: 0,
    last: expect.stringContaining(' 0 findings'),
  })
})

function told(one: SuggestionBody) {
  const { added, removed, kinds, status, brought, openedAt, person, onBehalfOf } = one
  const by = onBehalfOf ?? person
  return { added, removed, kinds, status, by, at: inSeconds(brought?.at ?? openedAt) }
}

/** Office files know no fractions of a second. */
function inSeconds(at: number): number {
  return Math.floor(at / 1000)
}

test('E55 halves of characters, control characters and a paragraph of a megabyte come in clean or not at all, and the journal verifies', async () => {
  using room = await drafting()
  const { server, lin, wu, id, pen } = room
  await pen.write(field, '第一句。')
  const { model, found } = await exportedModel(server, lin, id)
  const bad = 'a\ud83d\u0000\u001b\ufffcb\udc00c'
  found.content.blocks[0].runs.push({
    text: bad,
    inserted: { suggestion: null, person: 'a', at: 1 },
  })
  model.threads.push({
    id: 't',
    anchor: { on: 'section', field },
    comments: [
      {
        ...{ id: 'c', person: 'a', onBehalfOf: null, at: 1, text: `${bad}${'😀'.repeat(6000)}` },
        ...{ editedAt: null, deleted: false, mentions: [] },
      },
    ],
    resolved: null,
  })
  const file = { name: 'a.json', bytes: strToU8(JSON.stringify(model)) }
  const { base, lost } = await previewOf(server, lin, id, file)
  expect(lost).toMatchObject([{ what: 'long-comment', count: 1 }])
  await bringIn(server, lin, id, file, { base, people: { a: { person: wu.person.id } } })
  const after = await recordOf(server, lin, id)
  expect(after.suggestions).toMatchObject([{ added: 'a\ufffdb\ufffdc' }])
  await discuss(server, wu, id, `${bad}\n二`)
  const { threads } = await recordOf(server, lin, id)
  const [brought = '', typed] = threads.map(({ comments: [first] }) => first?.text)
  expect(brought).toMatch(/^a\ufffdb\ufffdc(😀)+$/u)
  expect(typed).toBe('a\ufffdb\ufffdc\n二')
  for (const format of ['docx', 'odt'] as const) {
    expect((await exported(server, lin, id, format)).bytes.length).toBeGreaterThan(1000)
  }

  const name = 'word/document.xml'
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
  const heading =
    '<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>承諾事項將涉及的公共問題</w:t></w:r></w:p>'
  const word = (inside: string) =>
    zipSync({
      [name]: strToU8(`<w:document xmlns:w="w"><w:body>${heading}${inside}</w:body></w:document>`),
      'word/styles.xml': strToU8(
        '<w:styles xmlns:w="w"><w:style w:styleId="h"><w:name w:val="heading 2"/></w:style></w:styles>',
      ),
    })
  const path = `/api/commitments/${id}/import/preview`
  const long = { name: 'long.docx', bytes: word(paragraph('公開政府'.repeat(87_000))) }
  expect([200, 503]).toContain((await upload(server, lin, path, long, {})).status)
  const zero = { name: 'zero.docx', bytes: word(paragraph('a&#0;b')) }
  expect((await upload(server, lin, path, zero, {})).status).toBe(415)
  await pen.write(field, '寫得下去。')
  const lines: string[] = []
  const env = { ACCORD_DATA: server.config.data }
  expect(await accord(['verify'], env, (line) => lines.push(line))).toBe(0)
})
