import { strToU8 } from 'fflate'
import { afterEach, expect, test, vi } from 'vitest'
import { Placing } from '../../server/filing/placing.ts'
import type { Joined } from '../../shared/api.ts'
import { suggestions } from '../../shared/apiRecord.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bringIn, previewOf, upload } from '../support/upload.ts'

const field = 'problem'
afterEach(() => vi.restoreAllMocks())

async function get(server: TestServer, { token }: Joined, path: string) {
  return (await server.request('GET', path, { token })).json()
}

/** What an import may touch: suggestions, people, and the journal's end. */
async function standing(server: TestServer, who: Joined, id: string, plan: string) {
  const { seq } = (await get(server, who, `/api/commitments/${id}/attribution`)) as { seq: number }
  const record = suggestions.parse(await get(server, who, `/api/commitments/${id}/suggestions`))
  const members = (await get(server, who, `/api/plans/${plan}/people`)) as {
    people: { name: string }[]
  }
  return { seq, suggestions: record.suggestions, people: members.people.map(({ name }) => name) }
}

test('E60 an import that fails half way has not happened, and can be made again', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const wu = await server.join('co-author', { name: '吳大同', sector: 'civil-society' })
  const { id, plan } = await firstCommitment(server, lin)
  using pen = await penOf(server, wu, id)
  await pen.write(field, '第一句。')
  const made = await server.request('GET', `/api/commitments/${id}/export.json`, {
    token: lin.token,
  })
  const model = JSON.parse(await made.text())
  const found = model.fields.find(({ name }: { name: string }) => name === field)
  found.content.blocks[0].runs.push(
    ...['甲', '乙', '丙'].map((person, index) => ({
      text: `${person}說的。`,
      inserted: { suggestion: null, person, at: index + 1 },
    })),
  )
  const file = { name: 'a.json', bytes: strToU8(JSON.stringify(model)) }
  const { base } = await previewOf(server, lin, id, file)
  const enter = { name: '乙', organisation: '', sector: 'academia' } as const
  const people = { 甲: { person: wu.person.id }, 乙: { enter }, 丙: { person: lin.person.id } }
  const before = await standing(server, lin, id, plan)
  const text = pen.text(field)

  const { write } = Placing.prototype
  let voices = 0
  vi.spyOn(Placing.prototype, 'write').mockImplementation(function (this: Placing, ...call) {
    voices += 1
    const written = write.apply(this, call)
    if (voices === 2) throw new Error('half way')
    return written
  })
  const path = `/api/commitments/${id}/import`
  expect((await upload(server, lin, path, file, { base, people })).status).toBe(500)
  expect(voices).toBe(2)
  expect(await standing(server, lin, id, plan)).toEqual(before)
  expect(pen.text(field)).toBe(text)

  vi.restoreAllMocks()
  await pen.write(field, '再一句。')
  expect(await bringIn(server, lin, id, file, { base, people })).toMatchObject({
    suggestions: [1, 2, 3],
  })
  const after = await standing(server, lin, id, plan)
  expect(after.suggestions.map(({ added }) => added)).toEqual(['甲說的。', '乙說的。', '丙說的。'])
  expect(after.people).toEqual([...before.people, '乙'])
  expect(pen.text(field)).toContain('甲說的。乙說的。丙說的。')
})
