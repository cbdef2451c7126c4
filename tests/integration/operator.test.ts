import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { accord } from '../../server/cli/accord.ts'
import { dataFile, settings } from '../../server/config.ts'
import { commitments } from '../../shared/api.ts'
import { roles } from '../../shared/roles.ts'
import { closeCode } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { openMeeting } from '../support/meeting.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '../..')

test('O4 on an empty data folder a sample plan opens, with a link per role', async () => {
  await using folder = await newFolder()
  const env = { ACCORD_DATA: folder.path }
  const first = await startServer(env)
  const links = await first.links()
  expect(links.map(({ role }) => role)).toEqual(roles)
  const sample = await listed(first)
  expect(sample.length).toBeGreaterThan(2)
  expect(new Set(sample.map(({ state }) => state))).toEqual(new Set(['discussion']))
  await first.close()

  await using again = await startServer(env)
  expect((await again.links()).map(({ code }) => code)).toEqual(links.map(({ code }) => code))
  expect(await listed(again)).toHaveLength(sample.length)
})

test('O4 no sample is opened when none is asked for', async () => {
  await using server = await startServer({ ACCORD_SAMPLE: 'none' })
  expect(await server.links()).toEqual([])
})

test('O5 links, invite and plan print links that let people in, beside a running server', async () => {
  await using server = await startServer()
  const listing = await run(server, 'links', '--json')
  expect(JSON.parse(listing.lines[0] ?? '')).toEqual(await server.links())
  for (const args of [
    ['invite', 'suggester', '--sector', 'academia', '--uses', '1', '--until', '2999-01-01'],
    ['plan', 'Second', 'plan', '--locale', 'en'],
  ]) {
    const { code, lines } = await run(server, ...args)
    expect(code).toBe(0)
    const url = /\S+$/.exec(lines[0] ?? '')?.[0] ?? ''
    expect(url).toContain(`${server.url}/join/`)
    const invited = await server.request('GET', `/api/invited/${url.split('/').at(-1)}`)
    expect(await invited.json()).toMatchObject(
      args[0] === 'plan'
        ? { role: 'facilitator', plan: { title: 'Second plan' } }
        : { role: 'suggester', sector: 'academia' },
    )
  }
})

test('O5 people are listed with the id that erase asks for; a day that is over makes no dead link', async () => {
  await using server = await startServer()
  const { person } = await server.join('co-author', { name: 'Lin Mei', sector: 'academia' })
  const { lines } = await run(server, 'people')
  expect(lines).toContain([person.id, 'co-author', 'academia', 'Lin Mei', 'Accord'].join('\t'))
  for (const [wrong, says] of [
    [['--until', 'soon'], 'like 2027-03-31'],
    [['--until', '2020-01-01'], 'over already'],
    [['--uses', 'many'], 'a number from 1 on'],
    [['--uses', '0'], 'a number from 1 on'],
  ] as const) {
    const told = await run(server, 'invite', 'observer', ...wrong)
    expect([told.code, told.lines.join()]).toEqual([2, expect.stringContaining(says)])
  }
  expect(JSON.parse((await run(server, 'links', '--json')).lines[0] ?? '')).toHaveLength(4)
})

test('O5 what cannot be understood is answered with the usage', async () => {
  await using server = await startServer()
  for (const args of [['invite', 'king'], ['links', '--xml'], ['erase'], ['plan'], ['nothing']]) {
    const { code, lines } = await run(server, ...args)
    expect([args, code]).toEqual([args, 2])
    expect(lines.length).toBeGreaterThan(0)
  }
})

test('O51 stats tells how much there is, which commitments are largest, and what has been open for longest', async () => {
  await using meeting = await openMeeting()
  using an = await meeting.join('co-author')
  using bo = await meeting.join('suggester')
  an.edit(0, 0, '每年公布採購資料'.repeat(1000))
  await bo.hears(() => bo.text() !== '')
  bo.suggest(2, 4, '公開')
  await an.hears(() => an.replica.state.record.suggestions[1] !== undefined)
  const before = Date.now()
  bo.suggest(20, 22, '公開')
  await bo.saved()
  const { lines } = await run(meeting.server, 'stats', '--json')
  const told = JSON.parse(lines[0] ?? '')
  const verified = (await run(meeting.server, 'verify')).lines.at(-1)
  expect(verified).toBe(`${told.commitments} documents, ${told.entries} entries: 0 findings`)
  expect(told.largest[0]).toMatchObject({ commitment: meeting.commitment })
  expect(told.largest[0].bytes).toBeGreaterThan(9000)
  expect(told.oldestOpen).toMatchObject({ commitment: meeting.commitment, suggestion: 1 })
  expect(Date.parse(told.oldestOpen.since)).toBeLessThanOrEqual(before)
  expect(told.file).toBeGreaterThan(told.bytes)
  const inWords = (await run(meeting.server, 'stats')).lines
  expect(inWords[0]).toContain(`${told.entries} entries`)
  expect(inWords.at(-1)).toContain(`suggestion 1 of ${meeting.commitment}`)
})

test('O6 verify finds nothing in an honest journal, and names the entry that was changed', async () => {
  await using folder = await newFolder()
  const server = await startServer({ ACCORD_DATA: folder.path })
  const [first, second] = await listed(server)
  await write(server, first?.id ?? '', 'Written by a person.')
  const honest = await run(server, 'verify')
  expect(honest.lines.at(-1)).toMatch(/: 0 findings$/)
  expect(honest.code).toBe(0)

  await server.close()
  const db = new Database(dataFile(server.config))
  db.prepare('update entries set at = at + 100000 where document = ? and seq = 1').run(first?.id)
  db.prepare('delete from commitments where id = ?').run(second?.id)
  db.close()
  const tampered = await run(server, 'verify')
  expect(tampered.code).toBe(1)
  expect(tampered.lines).toContain(`${first?.id} 1 the chain of hashes breaks`)
  expect(tampered.lines).toContain(`${first?.id} 2 is older than the one before`)
  expect(tampered.lines).toContain(`${second?.id}  belongs to no plan`)
})

test('O7 a backup is a complete data file', async () => {
  await using folder = await newFolder()
  await using server = await startServer()
  const { token } = await server.join('co-author')
  const { lines } = await run(server, 'backup')
  await mkdir(join(folder.path, 'data'))
  const env = { ACCORD_DATA: join(folder.path, 'data'), ACCORD_SECRET: server.config.secret }
  await copyFile(lines[0] ?? '', join(env.ACCORD_DATA, 'accord.sqlite'))
  await using restored = await startServer(env)
  expect((await restored.request('GET', '/api/me', { token })).ok).toBe(true)
  expect(await listed(restored)).toEqual(await listed(server))
})

test('O8 asked to stop, the process sends sockets away, exits with 0, and has everything again', async () => {
  await using folder = await newFolder()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const server = await spawnServer(folder.path)
    const code = /\/join\/(\S+)/.exec(server.said)?.[1]
    const body = JSON.stringify({ code, name: 'Lin', organisation: '', sector: 'public' })
    const joined = await fetch(`${server.url}/api/join`, { method: 'POST', body })
    const { token, plan } = await joined.json()
    const headers = { authorization: `Bearer ${token}` }
    const list = await fetch(`${server.url}/api/plans/${plan.id}/commitments`, { headers })
    const [commitment] = (await list.json()).commitments
    const address = `${server.url.replace('http', 'ws')}/sync/${commitment.id}?token=${token}`
    const socket = new WebSocket(address)
    await once(socket, 'open')
    socket.send(Uint8Array.of(0, 0, 1, 0))
    await once(socket, 'message')

    const [closed, exited] = [once(socket, 'close'), once(server.process, 'exit')]
    server.process.kill(signal)
    expect((await closed)[0]).toBe(closeCode.goingAway)
    expect(await exited).toEqual([0, null])
  }
})

test('O10 logs hold neither names nor words', async () => {
  await using folder = await newFolder()
  const server = await spawnServer(folder.path)
  const code = /\/join\/(\S+)/.exec(server.said)?.[1]
  const person = { name: 'Lin Mei-hua', organisation: 'Harbour Union', sector: 'public' }
  const body = JSON.stringify({ code, ...person })
  const headers = { 'content-type': 'application/json' }
  const { token } = await (
    await fetch(`${server.url}/api/join`, { method: 'POST', body, headers })
  ).json()
  await fetch(`${server.url}/api/join`, {
    method: 'POST',
    body: `{"name":"${person.name}"`,
    headers,
  })
  const exited = once(server.process, 'exit')
  server.process.kill()
  await exited
  expect(server.said).toContain('"listening"')
  for (const secret of [person.name, person.organisation, token]) {
    expect(server.said).not.toContain(secret)
  }
})

test('O11 packages count as installed exactly when those of the lock file are there', async () => {
  const { isInstalled } = await import(`${root}/server/run/install.mjs`)
  await using folder = await newFolder()
  const write = async (file: string, versions: Record<string, string>) => {
    const packages = Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    )
    await writeFile(join(folder.path, file), JSON.stringify({ packages }))
  }
  await write('package-lock.json', { yjs: '13.6.33', ws: '8.23.0' })
  expect(isInstalled(folder.path)).toBe(false)
  await mkdir(join(folder.path, 'node_modules'))
  await write('node_modules/.package-lock.json', { yjs: '13.6.33' })
  expect(isInstalled(folder.path)).toBe(false)
  await write('node_modules/.package-lock.json', { yjs: '13.6.33', ws: '8.22.0' })
  expect(isInstalled(folder.path)).toBe(false)
  await write('node_modules/.package-lock.json', { yjs: '13.6.33', ws: '8.23.0', more: '1.0.0' })
  expect(isInstalled(folder.path)).toBe(true)
})

test('O11 the page is built anew exactly when a source, or a source’s name, has changed', async () => {
  const { hashOf } = await import(`${root}/server/run/build.mjs`)
  await using folder = await newFolder()
  const source = join(folder.path, 'client')
  await mkdir(source)
  await writeFile(join(source, 'a.ts'), 'one')
  const first = hashOf([source])
  await writeFile(join(source, 'a.ts'), 'one')
  expect(hashOf([source])).toBe(first)
  await writeFile(join(source, 'a.ts'), 'two')
  const second = hashOf([source])
  await writeFile(join(source, 'b.ts'), '')
  expect(new Set([first, second, hashOf([source])]).size).toBe(3)
})

test('O12 the last line counts what cannot load, and a run that fails for no test’s sake', async () => {
  const { countTests } = await import(`${root}/server/run/test.mjs`)
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  })
  const green = { numPassedTests: 2, testResults: [file('passed', 'passed', 'passed')] }
  expect(countTests(green, 0)).toEqual({ passed: 2, failed: 0 })
  expect(countTests(green, 1)).toEqual({ passed: 2, failed: 1 })
  const red = {
    numPassedTests: 1,
    testResults: [file('failed', 'passed', 'failed'), file('failed')],
  }
  expect(countTests(red, 1)).toEqual({ passed: 1, failed: 2 })
  expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1 })
})

test('O2 the README lists every setting as it is', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)]
  expect(rows.map(([, name, fallback, help]) => ({ name, fallback, help }))).toEqual(settings)
})

async function run({ config }: TestServer, ...args: string[]) {
  const lines: string[] = []
  const env = { ACCORD_DATA: config.data }
  const code = await accord(args, env, (line) => lines.push(line))
  return { code, lines }
}

async function listed(server: TestServer) {
  const { token, plan } = await server.join('observer')
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  return commitments.parse(await response.json()).commitments
}

/** A stock client writes into the first field; resolves when the server has it. */
async function write(server: TestServer, commitment: string, words: string): Promise<void> {
  const { token } = await server.join('co-author')
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(
    `${server.url.replace('http', 'ws')}/sync`,
    commitment,
    doc,
    {
      params: { token },
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    },
  )
  await new Promise<void>((synced) => provider.once('sync', () => synced()))
  doc.getText('f:title').insert(0, words)
  await until(async () => {
    const path = `/api/commitments/${commitment}/text`
    return (await (await server.request('GET', path, { token })).text()).includes(words)
  }, 'the words to arrive')
  provider.destroy()
}

test('H66 whoever goes away in the middle of a request is no error of the server’s', async () => {
  await using folder = await newFolder()
  const server = await spawnServer(folder.path)
  const { port } = new URL(server.url)
  const ways = [
    'content-length: 100\r\n\r\n{"code":',
    'transfer-encoding: chunked\r\n\r\n5\r\n{"co',
    'transfer-encoding: chunked\r\n\r\nZZ\r\n',
  ]
  for (const rest of ways) {
    for (const reset of [false, true]) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      const head = `POST /api/join HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`
      await new Promise((sent) =>
        socket.write(`${head}content-type: application/json\r\n${rest}`, sent),
      )
      // it has come as far as the body
      await fetch(`${server.url}/healthz`)
      await fetch(`${server.url}/healthz`)
      if (reset) socket.resetAndDestroy()
      else socket.destroy()
      await once(socket, 'close')
      await fetch(`${server.url}/healthz`)
    }
  }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  server.process.kill('SIGTERM')
  await once(server.process, 'exit')
  expect(server.said).toContain('"listening"')
  expect(server.said.split('\n').filter((line) => /"level":(50|60)/.test(line))).toEqual([])
})

/** A server as an operator starts it; resolves when it has printed its last link. */
async function spawnServer(data: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    env: { ...process.env, ACCORD_DATA: data, PORT: '0', ACCORD_LOG: 'debug' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const server = { process: child as ChildProcess, said: '', url: '' }
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${server.said}`)))
    child.stdout.on('data', (chunk) => {
      server.said += chunk
      if (/observer +\S+\n/.test(server.said)) resolve()
    })
  })
  server.url = /Accord is at (\S+)/.exec(server.said)?.[1] ?? ''
  return server
}
