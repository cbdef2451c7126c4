import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { commitments, type Joined } from '../../shared/api.ts'
import { closeCode } from '../../shared/wire.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const opcode = { text: 1, binary: 2, ping: 9, pong: 10 } as const

/** As many empty frames as go into 64 KB, from a client. */
function emptyFrames(kind: number): Buffer {
  return Buffer.alloc(64 * 1024, Buffer.from([0x80 | kind, 0x80, 0, 0, 0, 0])).subarray(0, 65532)
}

for (const kind of ['ping', 'pong'] as const) {
  test(`H70 a socket that is full of empty ${kind}s is cut, and its person opens no more for a while`, async () => {
    await using server = await startServer()
    const observer = await server.join('observer')
    const path = `/sync/${await firstCommitment(server, observer)}?token=${observer.token}`
    using honest = await entered(server, path)
    for (let nth = 0; nth < 3; nth++) {
      using flood = await entered(server, path)
      flood.line.write(emptyFrames(opcode[kind]))
      await until(() => flood.ended, 'the flood to be cut')
    }
    using late = await entered(server, path)
    expect(late.status).toMatch(/^HTTP\/1\.1 429 /)
    // what they have open and others open goes on
    const other = await server.join('observer')
    using beside = await entered(server, path.replace(observer.token, other.token))
    expect(beside.status).toMatch(/^HTTP\/1\.1 101 /)
    expect(honest.ended).toBe(false)
  })
}

test('H70 a few pings a minute, as clients other than browsers send them, are nothing', async () => {
  await using server = await startServer()
  const observer = await server.join('observer')
  const path = `/sync/${await firstCommitment(server, observer)}?token=${observer.token}`
  using client = await entered(server, path)
  const before = client.heard
  client.line.write(emptyFrames(opcode.ping).subarray(0, 30 * 6))
  // each is answered by an empty pong
  await until(() => client.heard >= before + 30 * 2, 'the pongs')
  expect(client.ended).toBe(false)
})

test('H133 messages that are begun and not ended are cut by parts and by person, and others are not', async () => {
  await using server = await startServer()
  const observer = await server.join('observer')
  const path = `/sync/${await firstCommitment(server, observer)}?token=${observer.token}`
  /** A part of a binary message that goes on. */
  const part = (length: number, isFirst: boolean) => {
    const frame = Buffer.alloc(8 + length)
    frame[0] = isFirst ? opcode.binary : 0
    frame[1] = 0x80 | 126
    frame.writeUInt16BE(length, 2)
    return frame
  }
  using small = await entered(server, path)
  small.line.write(Buffer.concat(Array.from({ length: 3000 }, (_, nth) => part(1, nth === 0))))
  await until(() => small.ended, 'many small parts to be cut')

  const other = await server.join('observer')
  const theirs = path.replace(observer.token, other.token)
  const begun: Awaited<ReturnType<typeof entered>>[] = []
  for (let nth = 0; nth < 6; nth++) begun.push(await entered(server, theirs))
  for (const { line } of begun)
    line.write(Buffer.concat(Array.from({ length: 15 }, (_, nth) => part(60_000, nth === 0))))
  await until(() => begun.some(({ ended }) => ended), 'the person’s sockets to be cut')
  expect(begun.filter(({ ended }) => !ended).length).toBeGreaterThan(3)
  for (const each of begun) each[Symbol.dispose]()
})

test('H160 a message of empty parts is cut before it holds anybody up, and one of many parts is not', async () => {
  await using server = await startServer()
  const observer = await server.join('observer')
  const path = `/sync/${await firstCommitment(server, observer)}?token=${observer.token}`
  const part = (length: number, isFirst: boolean) =>
    Buffer.concat([
      Buffer.of(isFirst ? opcode.binary : 0, 0x80 | 126, length >> 8, length & 255, 0, 0, 0, 0),
      Buffer.alloc(length),
    ])
  using long = await entered(server, path)
  for (let nth = 0; nth < 1000; nth++) long.line.write(part(900, nth === 0))
  using empty = await entered(server, path)
  const parts = Array.from({ length: 3000 }, (_, nth) => part(nth === 0 ? 1 : 0, nth === 0))
  empty.line.write(Buffer.concat(parts))
  await until(() => empty.ended, 'many empty parts to be cut')
  expect(long.ended).toBe(false)
})

for (const [who, kind] of [
  ['a stranger', 'text'],
  ['a stranger', 'pong'],
  ['an observer', 'text'],
] as const) {
  test(`H71 after the close nothing is read: ${kind} frames of ${who}`, async () => {
    await using server = await startServer()
    const observer = await server.join('observer')
    const query = who === 'a stranger' ? '' : `?token=${observer.token}`
    const path = `/sync/${await firstCommitment(server, observer)}${query}`
    using client = await entered(server, path)
    const chunk = emptyFrames(opcode[kind])
    client.line.write(chunk.subarray(0, 6))
    const code = who === 'a stranger' ? closeCode.noSession : closeCode.malformed
    await until(() => client.codes.length > 0 || client.ended, 'a close code')
    expect(client.codes).toEqual([code])
    let given = 0
    while (!client.ended && given < 64 * 2 ** 20) {
      given += chunk.length
      if (!client.line.write(chunk)) await Promise.race([once(client.line, 'drain'), client.end])
    }
    // what the system itself keeps of a line that nobody reads is less than that
    expect(given).toBeLessThan(48 * 2 ** 20)
    await client.end
  })
}

async function firstCommitment(server: TestServer, { plan, token }: Joined): Promise<string> {
  const answer = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  return commitments.parse(await answer.json()).commitments[0]?.id ?? ''
}

/** A line that asked to be a WebSocket, and was answered. */
async function entered(server: TestServer, path: string) {
  const line: Socket = connect(server.port, '127.0.0.1')
  const client = {
    line,
    status: '',
    heard: 0,
    codes: [] as number[],
    ended: false,
    end: once(line, 'close').then(
      () => undefined,
      () => undefined,
    ),
    [Symbol.dispose]: () => line.destroy(),
  }
  line.on('error', () => undefined)
  line.on('close', () => {
    client.ended = true
  })
  line.on('data', (data: Buffer) => {
    const behind = client.status === '' ? data.indexOf('\r\n\r\n') + 4 : 0
    if (client.status === '') client.status = data.toString('latin1', 0, behind)
    const frames = data.subarray(behind)
    client.heard += frames.length
    const close = frames.indexOf(Buffer.from([0x88, 0x02]))
    if (close >= 0) client.codes.push(frames.readUInt16BE(close + 2))
  })
  line.write(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  )
  await until(() => client.status !== '' || client.ended, 'an answer to the upgrade')
  return client
}
