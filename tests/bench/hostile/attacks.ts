import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import * as Y from 'yjs'
import { bounds } from '../../../server/api/bounds.ts'
import { limits } from '../../../server/rooms/limits.ts'
import { joined } from '../../../shared/api.ts'
import type { Role } from '../../../shared/roles.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { type ForgedItem, forge } from '../../support/forge.ts'
import { until } from '../../support/until.ts'
import { RawLine } from './line.ts'

/** Where an attack goes, and as whom. */
export type Target = {
  readonly port: number
  readonly plan: string
  readonly commitment: string
  /** A field with a long text. */
  readonly field: string
  /** Of the attacker, who has the role that the attack asks for. */
  readonly token: string
  /** By which the attacker came. */
  readonly code: string
  /** Ids of single characters in that field, far apart. */
  readonly places: readonly (readonly [client: number, clock: number])[]
}

/** What somebody does, and whom it is measured beside. */
export type Attack = {
  readonly role: Role
  /** The honest writer, where that is not a co-author who writes very fast. */
  readonly beside?: { readonly role: Role; readonly writesPerSecond: number }
  /** Resolves when everything has been sent; what it waits for then is the server's. */
  run(target: Target): Promise<void>
}

/** What one person of a low role can do to everybody, as it was done in July 2026. */
export const attacks: Readonly<Record<string, Attack>> = {
  'text that is slow to check': {
    role: 'suggester',
    async run(target) {
      const line = await connected(target)
      line.update(text(line, target, `We will publish. ${'1  '.repeat(40)}z`))
      await settled(line)
      void post(target, `/api/commitments/${target.commitment}/checks`, null, 'GET')
    },
  },
  '84 kB of one-character pieces': {
    role: 'suggester',
    async run(target) {
      const line = await connected(target)
      line.update(pieces(line, target, 8400))
      await settled(line)
    },
  },
  'the same in 200 small updates': {
    role: 'suggester',
    async run(target) {
      const line = await connected(target)
      for (let at = 0; at < 200; at++) line.update(pieces(line, target, 42, at * 42))
      await settled(line)
    },
  },
  '32 kB of suggested deletions': {
    role: 'suggester',
    async run(target) {
      const line = await connected(target)
      const client = line.ids.suggesting
      const [named = [0, 0]] = target.places
      const any = Array.from({ length: 2400 }, (_, at) => [named[0], at, 15_000])
      line.update(forge([[{ client, clock: 0, parent: bodyRoots.deletions, any }]]))
      await settled(line)
    },
  },
  '5,000 deletions and 20,000 other characters': {
    role: 'co-author',
    async run(target) {
      const line = await connected(target)
      const client = line.ids.editing
      const [named = [0, 0]] = target.places
      const ranges = Array.from({ length: 5000 }, (_, at) => [named[0], at * 3, 1] as const)
      const long = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode(0x4e00 + at))
      const item = { client, clock: 0, origin: named, text: long.join('') }
      const deletions = ranges.map(([, clock, length]) => [clock, length] as const)
      line.update(forge([[item]], [[named[0], deletions]]))
      await settled(line)
    },
  },
  '500 suggestions of one sign': {
    role: 'suggester',
    async run(target) {
      const line = await connected(target)
      const client = line.ids.suggesting
      target.places.slice(0, 500).forEach((origin, clock) => {
        const rightOrigin = [origin[0], origin[1] + 1] as const
        line.update(forge([[{ client, clock, origin, rightOrigin, text: '.' }]]))
      })
      await settled(line)
    },
  },
  'claims about where words are from': {
    role: 'co-author',
    async run(target) {
      const line = await connected(target)
      const client = line.ids.editing
      for (let at = 0; at < 20; at++) {
        const clock = at * 10_000
        const to = [client, clock, 10_000]
        const claim = { to, from: target.places[0], how: 'copied' }
        line.say({ type: 'origins', origins: Array.from({ length: 1000 }, () => claim) })
        const item = { client, clock, origin: target.places[at], text: '字'.repeat(10_000) }
        line.update(forge([[item]]))
      }
      await settled(line)
    },
  },
  '2,000 speak frames': {
    role: 'suggester',
    async run(target) {
      const line = await connected(target)
      for (let at = 0; at < 1900; at++) {
        const ids = { editing: 10_000_000 + at, suggesting: 2 ** 32 + 10_000_000 + at }
        line.say({ type: 'speak', ...ids, onBehalfOf: null })
      }
    },
  },
  'sync step 1 by somebody who never reads': {
    role: 'observer',
    async run(target) {
      const vector = Y.encodeStateVector(new Map([[77_777_777, 1]]))
      for (const line of await deaf(target)) for (let at = 0; at < perSocket; at++) line.ask(vector)
    },
  },
  'asking for presence, and never reading': {
    role: 'observer',
    async run(target) {
      for (const line of await deaf(target))
        for (let at = 0; at < perSocket; at++) line.socket.send(Uint8Array.of(3))
    },
  },
  '2,900 answers that nobody reads': {
    role: 'observer',
    async run({ port }) {
      for (let at = 0; at < 2900; at++) {
        const line = connect(port, '127.0.0.1')
        line.on('error', () => undefined)
        line.pause()
        line.write('GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n')
        if (at % 50 === 0) await new Promise((rest) => setTimeout(rest, 20))
      }
    },
  },
  '2,900 who ask by a code at once, at another address': {
    role: 'observer',
    async run({ port }) {
      const who = { code: 'none-such-code', name: 'N', organisation: 'N', sector: 'public' }
      const body = JSON.stringify({ ...who, organisation: 'N'.repeat(150) })
      // twice over: more than wait are there again when the first are answered
      const ask = async () => {
        for (let time = 0; time < 2; time++) {
          const asked = request({
            port,
            localAddress: '127.0.0.2',
            method: 'POST',
            path: '/api/join',
          })
          await new Promise<void>((done) => {
            asked.on('error', () => done())
            asked.on('response', (answer) => answer.resume().on('close', () => done()))
            asked.end(body)
          })
        }
      }
      await Promise.all(Array.from({ length: 2900 }, ask))
    },
  },
  '60 uploads by nobody': {
    role: 'observer',
    async run({ port, commitment }) {
      const chunk = Buffer.alloc(2 ** 20, 'x')
      for (let at = 0; at < 60; at++) {
        const upload = request({
          port,
          method: 'POST',
          path: `/api/commitments/${commitment}/import/preview`,
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
        })
        upload.on('error', () => undefined)
        for (let part = 0; part < 20; part++) upload.write(chunk)
      }
      await new Promise((done) => setTimeout(done, 2000))
    },
  },
  '1,600 threads with long anchors': {
    role: 'suggester',
    async run(target) {
      const ranges = Array.from({ length: 3500 }, (_, at) => [1_000_000_000, at * 2, 1])
      const anchor = { on: 'text', field: target.field, ranges, quote: 'x'.repeat(2000) }
      const path = `/api/commitments/${target.commitment}/threads`
      const one = () => post(target, path, { anchor, text: 'x' })
      for (let at = 0; at < 200; at++)
        await Promise.all([one(), one(), one(), one(), one(), one(), one(), one()])
    },
  },
  '60 selves by one code': {
    role: 'suggester',
    run: (target) => sixtySelves(target, 'suggesting'),
  },
  '60 selves by the writer’s own code': {
    role: 'co-author',
    beside: { role: 'co-author', writesPerSecond: 5 },
    run: (target) => sixtySelves(target, 'editing'),
  },
  'the same beside somebody who suggests': {
    role: 'suggester',
    beside: { role: 'suggester', writesPerSecond: 5 },
    run: (target) => sixtySelves(target, 'suggesting'),
  },
  '150 public records, as many at once as one may': {
    role: 'observer',
    async run(target) {
      let left = 150
      const ask = async () => {
        while (left > 0) {
          left -= 1
          const status = await post(target, `/api/plans/${target.plan}/export.zip`, null, 'GET')
          if (status === 429) await new Promise((rest) => setTimeout(rest, 200))
        }
      }
      await Promise.all(Array.from({ length: bounds.personAtOnce }, ask))
    },
  },
}

/** What one person may send at once, of all their sockets. */
const perSocket = Math.floor((limits.framesBurst - 100) / bounds.personSockets)

/** As many sockets as one person may have, none of which is read. */
function deaf(target: Target): Promise<RawLine[]> {
  return Promise.all(
    Array.from({ length: bounds.personSockets }, async () => {
      const line = await connected(target)
      line.socket.pause()
      return line
    }),
  )
}

/** Each writes as fast as anybody may, in a place of their own. */
async function sixtySelves(target: Target, mode: 'editing' | 'suggesting'): Promise<void> {
  const selves = await Promise.all(
    Array.from({ length: 60 }, async (_, nth) => {
      const who = { code: target.code, name: `S${nth}`, organisation: 'S', sector: 'public' }
      const init = { method: 'POST', body: JSON.stringify(who) }
      const answer = await fetch(`http://127.0.0.1:${target.port}/api/join`, init)
      return joined.parse(await answer.json()).token
    }),
  )
  const lines = await Promise.all(selves.map((token) => connected({ ...target, token })))
  for (let clock = 0; clock < 1000; clock += 10) {
    for (const [nth, line] of lines.entries()) {
      const client = line.ids[mode]
      const [at = 0, unit = 0] = target.places[nth * 10] ?? []
      for (let key = clock; key < clock + 10; key++) {
        const origin = key === 0 ? ([at, unit] as const) : ([client, key - 1] as const)
        const rightOrigin = [at, unit + 1] as const
        line.update(forge([[{ client, clock: key, origin, rightOrigin, text: '.' }]]))
      }
    }
    await new Promise((rest) => setTimeout(rest, 50))
  }
}

async function connected({ port, commitment, token }: Target): Promise<RawLine> {
  const line = new RawLine(port, commitment, token)
  await once(line.socket, 'open')
  const welcome = new Promise<void>((done) => {
    line.hear(({ type }) => {
      if (type === 'welcome') done()
    })
  })
  line.hello()
  await welcome
  return line
}

/** Everything that was sent has been answered, or the line was cut. */
async function settled(line: RawLine): Promise<void> {
  let settled = 0
  line.hear((message) => {
    if (message.type === 'ack') settled = message.frames
  })
  await until(
    () => settled >= line.sent || line.socket.readyState > 1,
    'an answer to the attack',
    60_000,
  ).catch(() => undefined)
}

function text(line: RawLine, { places }: Target, words: string): Uint8Array {
  return forge([[{ client: line.ids.suggesting, clock: 0, origin: places[0], text: words }]])
}

/** Each character an item of its own: written backwards, so that Yjs cannot join them. */
function pieces(line: RawLine, { places }: Target, count: number, from = 0): Uint8Array {
  const client = line.ids.suggesting
  const items = Array.from({ length: count }, (_, at): ForgedItem => {
    const clock = from + at
    const rightOrigin = clock > 0 ? ([client, clock - 1] as const) : undefined
    return { client, clock, origin: places[0], rightOrigin, text: 'x' }
  })
  return forge([items])
}

async function post({ port, token }: Target, path: string, body: unknown, method = 'POST') {
  const headers = { authorization: `Bearer ${token}` }
  const sent = body === null ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...sent })
  await answer.arrayBuffer()
  return answer.status
}
