import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { exportedCommitment } from '../../server/exports/json.ts'
import { copies } from '../../server/exports/model.ts'
import { formats, planFormats } from '../../server/exports/write.ts'
import { newFolder } from '../support/folder.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { wordsIn } from '../support/wordsIn.ts'

const run = promisify(execFile)

/** A plan in which two people wrote, one struck and undid, and its public record; each test goes on in it. */
let recorded: Awaited<ReturnType<typeof record>>
beforeAll(async () => {
  recorded = await record()
})
afterAll(() => recorded.server.close())

async function record() {
  const server = await startServer()
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const wu = await server.join('co-author', { name: '吳大同', sector: 'civil-society' })
  const { id, plan } = await firstCommitment(server, lin)
  using hers = await penOf(server, lin, id)
  using his = await penOf(server, wu, id)
  await hers.write('problem', '主管機關𠊎補充說明。')
  await his.write('problem', '民間團體補充。', '主管機關')
  await his.suggest('solution', '修法', '全面修法')
  const ask = async (path: string) => {
    const answer = await server.request('GET', path, { token: wu.token })
    if (!answer.ok) throw new Error(await answer.text())
    return new Uint8Array(await answer.arrayBuffer())
  }
  const zip = await ask(`/api/plans/${plan}/export.zip`)
  return { ...{ server, lin, wu, id, plan, ask, zip }, files: unzipSync(zip) }
}

test('W50 whoever is to be named by organisation or sector is so in every public document, by whomever mentioned', async () => {
  const server = await startServer()
  await using _ = server
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const by = { organisation: '港邊聯盟', sector: 'civil-society' } as const
  const people = [
    { ...(await server.join('co-author', { ...by, name: '吳大同' })), as: 'organisation' },
    { ...(await server.join('suggester', { ...by, name: '陳阿英' })), as: 'sector' },
  ]
  const { id, plan } = await firstCommitment(server, lin)
  const say = (who: typeof lin, text: string) =>
    server.request('POST', `/api/commitments/${id}/threads`, {
      token: who.token,
      body: { anchor: { on: 'section', field: 'problem' }, text },
    })
  for (const who of people) {
    using pen = await penOf(server, who, id)
    await pen.suggest('problem', '', `由${who.as}提出。`)
    await say(who, '請補充。')
    await say(lin, `@${who.person.name} 已補充。`)
    const chosen = await server.request('PATCH', `/api/plans/${plan}/people/${who.person.id}`, {
      token: who.token,
      body: { appearsAs: who.as },
    })
    expect(chosen.status).toBe(200)
  }
  const ask = async (path: string) => {
    const answer = await server.request('GET', path, { token: lin.token })
    expect([path, answer.status]).toEqual([path, 200])
    return wordsIn(new Uint8Array(await answer.arrayBuffer()))
  }
  const named = (words: string) => ['吳大同', '陳阿英'].filter((name) => words.includes(name))
  for (const format of formats) {
    for (const copy of copies)
      expect(named(await ask(`/api/commitments/${id}/export.${format}?copy=${copy}`))).toEqual([])
  }
  for (const format of planFormats)
    expect(named(await ask(`/api/plans/${plan}/export.${format}?copy=record`))).toEqual([])
  expect(named(await ask(`/api/plans/${plan}/export.zip`))).toEqual([])
  const record = await ask(`/api/commitments/${id}/export.html?copy=record`)
  expect(record).toContain('@港邊聯盟 已補充。')
  expect(record).toContain('@公民社會 已補充。')
  // the facilitator's own record stays complete
  const whole = await ask(`/api/commitments/${id}/export.html?copy=record&people=complete`)
  expect(named(whole)).toEqual(['吳大同', '陳阿英'])
  expect(whole).toContain('@陳阿英 已補充。')
})

test('H151 what a plan publishes names people by ids of its own, the same for good, from which no other plan’s tells who is who', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const wu = await server.join('co-author', { name: '吳大同', sector: 'civil-society' })
  const send = async (method: string, path: string, body: object, token = lin.token) => {
    const answer = await server.request(method, path, { token, body })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.status === 204 ? null : answer.json()
  }
  const first = await firstCommitment(server, lin)
  const { id: plan } = await send('POST', '/api/plans', { title: 'Two', locale: 'en' })
  const form = { template: 'ogp-2022', title: 'Open data', locale: 'en' }
  const { id } = await send('POST', `/api/plans/${plan}/commitments`, form)
  const published: string[] = []
  for (const each of [first, { id, plan }]) {
    using pen = await penOf(server, lin, each.id)
    await pen.write('problem', '補充說明。')
    await pen.suggest('solution', '', '修法')
    const text = `@${lin.person.name} 與 @${wu.person.name} 請看`
    const anchor = { on: 'section', field: 'problem' }
    const commented = `/api/commitments/${each.id}/threads`
    await send('POST', commented, { anchor, text, mentions: [lin.person.id] })
    const ask = async (path: string) => {
      const answer = await server.request('GET', path, { token: lin.token })
      expect(answer.status).toBe(200)
      return new Uint8Array(await answer.arrayBuffer())
    }
    const files = unzipSync(await ask(`/api/plans/${each.plan}/export.zip`))
    const json = await ask(`/api/commitments/${each.id}/export.json?copy=tracked`)
    for (const [name, bytes] of Object.entries({ ...files, json })) {
      const inside = /\.(docx|odt)$/.test(name) ? Object.values(unzipSync(bytes)) : [bytes]
      for (const part of inside) {
        const said = strFromU8(part)
        for (const { person } of [lin, wu])
          expect([name, said.includes(person.id)]).toEqual([name, false])
      }
    }
    const idIn = (bytes: Uint8Array) =>
      Object.keys(JSON.parse(strFromU8(bytes)).people as Record<string, { name: string }>)
    const journal = Object.entries(files).find(([name]) => name.endsWith('journal.json'))?.[1]
    const ids = idIn(journal ?? new Uint8Array())
    expect(idIn(json).every((one) => ids.includes(one))).toBe(true)
    published.push(...ids)
    // somebody who writes goes on under the same one
    await pen.write('problem', '再補充。')
    expect(idIn(await ask(`/api/commitments/${each.id}/export.json?copy=tracked`))).toEqual(
      idIn(json),
    )
  }
  expect(new Set(published).size).toBe(published.length)
})

test('E45 the public record holds every commitment in every format, and the hash of each file', async () => {
  const { files, zip, ask, plan } = recorded
  const names = Object.keys(files)
  const sums = strFromU8(files.SHA256SUMS as Uint8Array)
    .trimEnd()
    .split('\n')
  expect(sums).toHaveLength(names.length - 1)
  for (const line of sums) {
    const [sum, name = ''] = line.split('  ')
    expect(
      createHash('sha256')
        .update(files[name] as Uint8Array)
        .digest('hex'),
    ).toBe(sum)
  }
  const index = strFromU8(files['index.html'] as Uint8Array)
  const links = [...index.matchAll(/href="([^"]+)"/g)].map(([, link = '']) =>
    decodeURIComponent(link),
  )
  for (const link of links) expect(names).toContain(link)
  for (const name of names.filter((each) => each.startsWith('commitments/'))) {
    expect(links).toContain(name)
  }
  expect(index).not.toMatch(/<script|src=|https?:/)
  expect(Buffer.from(await ask(`/api/plans/${plan}/export.zip`)).equals(zip)).toBe(true)
})

test('E46 a script without dependencies counts the contributions again, from the data alone', async () => {
  const { files, lin, wu, ask, id } = recorded
  await using folder = await newFolder()
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder.path, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  const count = () => run(process.execPath, [join(folder.path, 'recompute.mjs')])
  const { stdout } = await count()
  expect(stdout).not.toContain('DIFFERS')
  const model = exportedCommitment.parse(
    JSON.parse(strFromU8(await ask(`/api/commitments/${id}/export.json?copy=record`))),
  )
  const said = model.contributions.flatMap(({ field, shares }) =>
    shares.map(({ person, characters }) => `  ${field}  ${person}  ${characters}`),
  )
  const idOf = (name: string) => Object.values(model.people).find((one) => one.name === name)?.id
  expect(said).toContain(`  problem  ${idOf(lin.person.name)}  10`)
  expect(said).toContain(`  problem  ${idOf(wu.person.name)}  7`)
  for (const line of said) expect(stdout).toContain(line)

  const name = Object.keys(files).find((each) => each.endsWith('contributions.json')) ?? ''
  const path = join(folder.path, name)
  const forged = readFileSync(path, 'utf8').replace(/: 10\b/, ': 11')
  writeFileSync(path, forged)
  await expect(count()).rejects.toThrow()
})

test('O27 the public record carries the journal’s heads; its script and verify find an entry that became another', async () => {
  const { server, files, id, ask, plan, lin } = recorded
  await using folder = await newFolder()
  const unpack = (name: string, record: typeof files) => {
    for (const [path, bytes] of Object.entries(record)) {
      mkdirSync(dirname(join(folder.path, name, path)), { recursive: true })
      writeFileSync(join(folder.path, name, path), bytes)
    }
    return join(folder.path, name, 'heads.json')
  }
  const verify = async (heads: string) => {
    const lines: string[] = []
    const env = { ACCORD_DATA: server.config.data }
    const code = await accord(['verify', '--heads', heads], env, (line) => lines.push(line))
    return { code, said: lines.join('\n') }
  }
  const heads = unpack('first', files)
  const { heads: told } = JSON.parse(readFileSync(heads, 'utf8'))
  const compare = (with_: string) =>
    run(process.execPath, [join(folder.path, 'first', 'recompute.mjs'), with_])
  expect((await compare(heads)).stdout).toContain(`entry ${told[id].seq}, as the other says`)
  expect(await verify(heads)).toMatchObject({ code: 0 })

  // a later record of the same journal stands on another entry, and verify knows the earlier one
  using pen = await penOf(server, lin, id)
  await pen.write('problem', '後來補充。')
  const later = unpack('later', unzipSync(await ask(`/api/plans/${plan}/export.zip`)))
  expect((await compare(later)).stdout).toMatch(/the other says entry \d+: ask the operator/)
  expect(await verify(heads)).toMatchObject({ code: 0 })

  const other = { ...told, [id]: { ...told[id], hash: 'f'.repeat(64) } }
  writeFileSync(later, JSON.stringify({ at: new Date(0).toISOString(), heads: other }))
  await expect(compare(later)).rejects.toThrow()
  expect(await verify(later)).toMatchObject({ code: 1 })
})

test('E47 the command line exports beside a running server, and opens published commitments', async () => {
  const { server, id, plan, ask } = recorded
  const env = { ACCORD_DATA: server.config.data }
  const call = async (...args: string[]) => {
    const lines: string[] = []
    return { code: await accord(args, env, (line) => lines.push(line)), lines }
  }
  const one = await call('export', id, 'docx', '--copy', 'tracked')
  expect(one.code).toBe(0)
  const file = readFileSync(one.lines.at(-1) ?? '')
  expect(file.equals(await ask(`/api/commitments/${id}/export.docx?copy=tracked`))).toBe(true)
  const all = await call('export', plan, 'zip')
  expect(
    readFileSync(all.lines.at(-1) ?? '').equals(await ask(`/api/plans/${plan}/export.zip`)),
  ).toBe(true)
  expect((await call('export', id, 'zip')).code).toBe(2)
  expect((await call('export', 'nobody', 'pdf')).code).toBe(2)

  const data = join(import.meta.dirname, '../../shared/commitment/sample/KE0038.json')
  const made = await call('import', data)
  expect(made.code).toBe(0)
  const [fresh = ''] = made.lines[0]?.split(' ') ?? []
  expect(strFromU8(await ask(`/api/commitments/${fresh}/export.md`)).length).toBeGreaterThan(500)
  expect((await call('import', import.meta.filename)).code).toBe(2)
})
