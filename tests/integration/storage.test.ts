import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { ConfigError, dataFile } from '../../server/config.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { storageTrouble } from '../../server/storage.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { newFolder } from '../support/folder.ts'
import { field, sampleCommitment } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

async function run({ config }: TestServer, ...args: string[]) {
  const lines: string[] = []
  const code = await accord(args, { ACCORD_DATA: config.data }, (line) => lines.push(line))
  return { code, lines }
}

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

test('O20 one folder has one server: a second start says so and ends, and the first goes on', async () => {
  await using server = await startServer()
  const second = startServer({ ACCORD_DATA: server.config.data })
  await expect(second).rejects.toThrow(ConfigError)
  await expect(second).rejects.toThrow('runs on this folder already')
  expect((await server.request('GET', '/readyz')).status).toBe(200)
  // the command line works beside it, and when it has ended the folder is free
  expect((await run(server, 'links')).code).toBe(0)
  await server.close()
  await using third = await startServer({ ACCORD_DATA: server.config.data })
  expect((await third.request('GET', '/readyz')).status).toBe(200)
})

test('O21 a backup in an empty folder is all that a restore needs: everybody is still who they were', async () => {
  await using folder = await newFolder()
  await using server = await startServer()
  const { token, person } = await server.join('co-author')
  const { lines } = await run(server, 'backup')
  const file = lines[0] ?? ''
  expect(await mode(file)).toBe('600')
  expect(await mode(dataFile(server.config))).toBe('600')
  for (const name of ['lock', 'address'])
    expect(await mode(join(server.config.data, name))).toBe('600')
  // a second one of that name is no backup of now, and the first is left alone
  const before = await readFile(file)
  const again: string[] = []
  const env = { ACCORD_DATA: server.config.data, ACCORD_SECRET: server.config.secret }
  expect(await accord(['backup', file], env, (line) => again.push(line))).toBe(1)
  expect(again.join()).toContain('Give another name')
  expect((await readFile(file)).equals(before)).toBe(true)
  expect(lines.join()).toContain('accord.sqlite')

  const data = join(folder.path, 'restored')
  await mkdir(data)
  await copyFile(file, join(data, 'accord.sqlite'))
  await using restored = await startServer({ ACCORD_DATA: data })
  const me = await restored.request('GET', '/api/me', { token })
  expect((await me.json()).person.id).toBe(person.id)
  expect((await run(restored, 'verify')).lines.at(-1)).toMatch(/: 0 findings$/)
})

test('O21 a secret that the operator has set is not in a backup, and that is said', async () => {
  await using server = await startServer({ ACCORD_SECRET: 'a secret of sixteen signs' })
  const lines: string[] = []
  const env = { ACCORD_DATA: server.config.data, ACCORD_SECRET: server.config.secret }
  await accord(['backup'], env, (line) => lines.push(line))
  expect(lines.join()).toContain('set the same one')
  const db = new Database(lines[0], { readonly: true })
  expect(db.prepare("select 1 from sqlite_schema where name = 'kept_secret'").get()).toBeUndefined()
  db.close()
})

test('O22 storage that cannot be used is a sentence at start, by its kind', async () => {
  await using folder = await newFolder()
  const at = async (name: string, content: Buffer | 'folder' | null) => {
    const data = join(folder.path, name)
    if (content === null) {
      await writeFile(data, '')
      return data
    }
    await mkdir(data)
    const file = join(data, 'accord.sqlite')
    await (content === 'folder' ? mkdir(file) : writeFile(file, content))
    return data
  }
  await using server = await startServer()
  await run(server, 'backup', join(folder.path, 'whole.sqlite'))
  const torn = Buffer.alloc(40_000, 7)
  torn.write('SQLite format 3\0', 0, 'latin1')
  for (const [data, words] of [
    [await at('no-folder', null), 'is no folder'],
    ['/dev/null/accord', 'is no folder'],
    [await at('no-database', Buffer.alloc(5000, 'x')), 'damaged'],
    [await at('torn', torn), 'damaged'],
    [await at('not-a-file', 'folder'), 'cannot be opened'],
  ] as const) {
    const started = startServer({ ACCORD_DATA: data }).then(
      () => 'started',
      (error: unknown) => (error instanceof ConfigError ? error.message : String(error)),
    )
    expect(await started, data).toContain(words)
    const lines: string[] = []
    expect(await accord(['links'], { ACCORD_DATA: data }, (line) => lines.push(line)), data).toBe(2)
    expect(lines.join(), data).toContain(words)
  }
})

test('O23 while the storage takes nothing, whoever asks for something is told so within seconds', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator')
  const { id } = await sampleCommitment(server, lin)
  const other = new Database(dataFile(server.config))
  other.exec('begin immediate')
  const asked = (name: string) =>
    server.request('POST', `/api/commitments/${id}/versions`, { token: lin.token, body: { name } })
  const invite = server.request('POST', `/api/plans/${lin.plan.id}/invitations`, {
    token: lin.token,
    body: { role: 'observer' },
  })
  for (const response of await Promise.all([asked('first'), asked('second'), invite])) {
    expect(response.status).toBe(503)
    expect((await response.json()).error.code).toBe('not-saved')
  }
  expect((await server.request('GET', '/healthz')).status).toBe(200)
  other.exec('rollback')
  other.close()
  await expect.poll(async () => (await server.request('GET', '/readyz')).status).toBe(200)
  expect((await asked('third')).status).toBe(201)
})

test('O44 while the storage takes nothing, what is read is answered within seconds, with what was saved', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator')
  const { id } = await sampleCommitment(server, lin)
  const at = `/api/commitments/${id}`
  using pen = await penOf(server, lin, id)
  await pen.write(field, 'Kept words. ')
  const ready = () =>
    until(async () => (await server.request('GET', '/readyz')).status === 200, 'ready', 30_000)
  const { doc, ids } = pen.replica.state
  doc.clientID = ids.editing
  const type = (words: string) => fieldText(doc, field).insert(1, words)
  const other = new Database(dataFile(server.config))
  // when somebody was last seen cannot be kept either
  other.exec('update sessions set seen_at = 0')
  other.exec('begin immediate')
  type('Waiting words. ')
  await until(
    async () => (await server.request('GET', '/readyz')).status === 503,
    'the storage to fail',
    30_000,
  )
  const asked = async (path: string) => {
    const headers = { authorization: `Bearer ${lin.token}` }
    const signal = AbortSignal.timeout(30_000)
    const response = await fetch(`${server.url}${at}/${path}`, { headers, signal })
    return [path, response.status, await response.text()] as const
  }
  // the ids under which a plan publishes people are made once, and kept
  const [, status, said] = await asked('export.md')
  expect([status, JSON.parse(said).error.code]).toEqual([503, 'not-saved'])
  const complete = 'export.md?people=complete'
  const paths = ['attribution', 'balance', `people/${lin.person.id}/contributions`, complete]
  const read = await Promise.all(paths.map(asked))
  expect(read.map(([path, status]) => [path, status])).toEqual(paths.map((path) => [path, 200]))
  expect(read.at(-1)?.[2]).toContain('Kept words.')
  expect(read.at(-1)?.[2]).not.toContain('Waiting words.')
  other.exec('rollback')
  await ready()
  expect((await asked('export.md'))[2]).toContain('Waiting words.')
  other.exec('begin immediate')
  // asked before anybody knows that it takes nothing
  type('More words. ')
  const soon = await Promise.all(['balance', 'export.md'].map(asked))
  expect(soon.map(([, status]) => status)).toEqual([200, 200])
  other.exec('rollback')
  other.close()
  await ready()
})

test('O45 a command that meets a full disk, a file that is not there or one it may not have says so in a sentence', async () => {
  await using folder = await newFolder()
  await using server = await startServer()
  const lin = await server.join('facilitator')
  const { id } = await sampleCommitment(server, lin)
  for (const [args, words] of [
    [['export', id, 'md', '--to', '/dev/full'], 'The disk is full'],
    [['backup', join(folder.path, 'lock', 'x.sqlite')], 'cannot be opened'],
    [['heads', '--key', join(folder.path, 'no', 'key.pem')], 'cannot be opened'],
  ] as const) {
    await writeFile(join(folder.path, 'lock'), '')
    const { code, lines } = await run(server, ...args)
    expect([code, lines.join()]).toEqual([2, expect.stringContaining(words)])
    expect(lines.join()).toContain(args[0] === 'export' ? '/dev/full' : folder.path)
  }
  // nothing is wrong with what is not there: a mistyped name is no clean bill
  const lines: string[] = []
  const data = join(folder.path, 'mistyped')
  expect(await accord(['verify'], { ACCORD_DATA: data }, (line) => lines.push(line))).toBe(2)
  expect(lines.join()).toContain('no such file')

  const small = new SqliteJournal(join(folder.path, 'small.sqlite'), { maxPages: 12 })
  const entry = { document: 'd', at: 1, person: 'ann', onBehalfOf: null, events: [] }
  const large = { ...entry, seq: 1, update: new Uint8Array(100_000) }
  const error = await small.append([large]).catch((refused: unknown) => refused)
  expect(storageTrouble(error)).toBe('full')
  await small.close()
})

test('O46 what is wrong with a disk or a setting is told without a command’s usage, what was typed wrongly with it', async () => {
  await using folder = await newFolder()
  const said = async (env: Record<string, string>, ...args: string[]) => {
    const lines: string[] = []
    const code = await accord(args, { ACCORD_DATA: folder.path, ...env }, (line) =>
      lines.push(line),
    )
    return [code, lines.join('\n')]
  }
  const plain = [2, expect.not.stringContaining('Usage')]
  expect(await said({}, 'verify')).toEqual(plain)
  expect(await said({ PORT: 'x' }, 'plan', 'A plan')).toEqual(plain)
  const usage = [2, expect.stringContaining('Usage: plan')]
  expect(await said({}, 'plan')).toEqual(usage)
  expect(await said({}, 'plan', 'A plan', '--what')).toEqual(usage)
})

test('O47 while the storage takes nothing, no text, check, overview, comparison or title shows what only waits', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator')
  const { id } = await sampleCommitment(server, lin)
  const get = (path: string) => server.request('GET', path, { token: lin.token })
  const list = await (await get(`/api/plans/${lin.plan.id}/commitments`)).json()
  const other = list.commitments.find((each: { id: string }) => each.id !== id).id
  using pen = await penOf(server, lin, id)
  await pen.write(field, 'Kept words. ')
  const paths = [
    `/api/commitments/${id}/text`,
    `/api/commitments/${id}/text?view=final`,
    `/api/commitments/${id}/checks`,
    `/api/commitments/${other}/comparisons`,
    `/api/plans/${lin.plan.id}/overview`,
    `/api/commitments/${id}`,
  ]
  const read = () =>
    Promise.all(
      paths.map(async (path) => {
        const response = await get(path)
        return [path, response.status, await response.text()] as const
      }),
    )
  const before = await read()
  expect(before[0]?.[2]).toContain('Kept words.')
  expect(before[3]?.[2]).toContain('Kept words.')
  const db = new Database(dataFile(server.config))
  db.exec('begin immediate')
  const { doc, ids } = pen.replica.state
  doc.clientID = ids.editing
  doc.transact(() => {
    fieldText(doc, field).insert(1, 'Stakeholders will be engaged (see annex 12). ')
    fieldText(doc, 'title').insert(1, 'Waiting ')
  })
  // asked before anybody knows that it takes nothing, and after
  expect(await read()).toEqual(before)
  await until(
    async () => (await server.request('GET', '/readyz')).status === 503,
    'trouble',
    30_000,
  )
  expect(await read()).toEqual(before)
  db.exec('rollback')
  db.close()
  await until(async () => (await server.request('GET', '/readyz')).status === 200, 'ready', 30_000)
  expect((await read())[0]?.[2]).toContain('Stakeholders')
})
