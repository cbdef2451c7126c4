import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { ConfigError, dataFile } from '../../server/config.ts'
import { newFolder } from '../support/folder.ts'
import { sampleCommitment } from '../support/page/room.ts'
import { startServer, type TestServer } from '../support/server.ts'

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
