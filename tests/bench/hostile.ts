import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as Y from 'yjs'
import { partsOf } from '../../client/sync/parts.ts'
import { commitments, type Joined, joined } from '../../shared/api.ts'
import type { Role } from '../../shared/roles.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { maxFrame } from '../../shared/wire.ts'
import { until } from '../support/until.ts'
import { type Attack, attacks, type Target } from './hostile/attacks.ts'
import { RawLine } from './hostile/line.ts'
import type { Health } from './hostile/server.ts'
import type { Row } from './report/row.ts'

/** What each attack may cost an honest writer (threat model in ARCHITECTURE.md). */
const promised = { ratio: 2, held: 100, memory: 1.1, rest: 10_000 }

const writesPerSecond = 20
const seconds = Number(process.env.ACCORD_BENCH_SECONDS ?? 6)

/** Beyond this nobody waits for an acknowledgement any more, in ms. */
const patience = 30_000

const field = 'problem'

/**
 * Each attack on a server of its own, beside somebody who writes in the same room: how long until
 * their words are acknowledged, before it and from its beginning on; how long the server's loop was
 * held; what memory is left when it has rested. `ACCORD_BENCH_ONLY` takes the attacks whose name
 * holds it; `ACCORD_BENCH_PROFILE` names a folder for profiles of the server.
 */
export async function run(): Promise<readonly Row[]> {
  const only = process.env.ACCORD_BENCH_ONLY ?? ''
  const rows: Row[] = []
  for (const name of Object.keys(attacks).filter((each) => each.includes(only))) {
    const row = { name, ...(await measure(name)) }
    console.error(JSON.stringify(row))
    rows.push(row)
  }
  return rows
}

async function measure(name: string) {
  const server = start(new URL('./hostile/server.ts', import.meta.url))
  const attacker = start(new URL('./hostile/attacker.ts', import.meta.url), name)
  // elsewhere it has a machine of its own: what the server does is measured, not who gets this processor
  if (attacker.pid !== undefined) setPriority(attacker.pid, constants.priority.PRIORITY_LOW)
  try {
    const [begun] = (await once(server, 'message')) as [Begun]
    const place = await placeOf(begun)
    const filler = await Honest.join(place, 'editing', writesPerSecond)
    const places = await filler.fill()
    const beside = attacks[name]?.beside
    const writer = beside ? await filler.successor(begun, place, beside) : filler
    const role = attacks[name]?.role ?? 'observer'
    const { token } = await join(begun, role)
    const target: Target = { ...place, field, places, token, code: codeOf(begun, role) }
    await writer.write(1)
    await health(server)
    const calm = await writer.write(seconds)
    const before = await health(server)

    attacker.send(target)
    const attacked = await writer.write(seconds)
    const during = await health(server)
    const start = performance.now()
    let after = during
    while (after.memory > before.memory * promised.memory) {
      if (performance.now() - start > promised.rest) break
      await new Promise((rest) => setTimeout(rest, 500))
      after = await health(server)
    }
    const rest = performance.now() - start
    const held = Math.max(during.held, after.held)
    const ratio = attacked.late / calm.late
    const kept =
      ratio <= promised.ratio && held <= promised.held && rest <= promised.rest ? 'yes' : 'no'
    return {
      'p50, ms': `${rounded(calm.usual)} → ${rounded(attacked.usual)}`,
      'p99 before, ms': rounded(calm.late),
      'p99 during, ms': attacked.late >= patience ? `> ${patience}` : rounded(attacked.late),
      ratio: rounded(ratio),
      'loop held, ms': Number.isFinite(held) ? rounded(held) : `> ${patience}`,
      'memory, MB': `${rounded(before.memory)} → ${rounded(during.memory)} → ${rounded(after.memory)}`,
      kept,
    }
  } finally {
    server.kill('SIGKILL')
    attacker.kill('SIGKILL')
  }
}

type Begun = { readonly port: number; readonly codes: readonly (readonly [Role, string])[] }
type Mode = 'editing' | 'suggesting'
type Place = Pick<Target, 'port' | 'plan' | 'commitment' | 'token'>

async function placeOf(begun: Begun): Promise<Place> {
  const { token, plan } = await join(begun, 'co-author')
  const headers = { authorization: `Bearer ${token}` }
  const path = `/api/plans/${plan.id}/commitments`
  const answer = await fetch(`http://127.0.0.1:${begun.port}${path}`, { headers })
  const [first] = commitments.parse(await answer.json()).commitments
  return { port: begun.port, token, plan: plan.id, commitment: first?.id ?? '' }
}

function codeOf({ codes }: Begun, role: Role): string {
  return codes.find(([each]) => each === role)?.[1] ?? ''
}

async function join(begun: Begun, role: Role): Promise<Joined> {
  const { port } = begun
  const who = { code: codeOf(begun, role), name: role, organisation: 'Accord', sector: 'public' }
  const body = JSON.stringify(who)
  const answer = await fetch(`http://127.0.0.1:${port}/api/join`, { method: 'POST', body })
  return joined.parse(await answer.json())
}

/** No answer in time is one, too. */
async function health(server: ChildProcess): Promise<Health> {
  server.send('health')
  const late = new Promise<[Health]>((resolve) => {
    setTimeout(() => resolve([{ held: Number.POSITIVE_INFINITY, memory: 0 }]), patience).unref()
  })
  const [answer] = (await Promise.race([once(server, 'message'), late])) as [Health]
  return answer
}

/** Somebody who goes on writing at the end of their own words. */
class Honest {
  readonly #line: RawLine
  readonly #perSecond: number
  readonly #doc = new Y.Doc()
  readonly #sentAt: number[] = []
  readonly #took: number[] = []

  private constructor(line: RawLine, mode: Mode, perSecond: number, text?: Uint8Array) {
    this.#line = line
    this.#perSecond = perSecond
    if (text) Y.applyUpdate(this.#doc, text)
    this.#doc.clientID = line.ids[mode]
    this.#doc.on('update', (update: Uint8Array) => {
      // as a page of ours sends what is long
      for (const part of partsOf(update, maxFrame / 2)) {
        this.#sentAt.push(performance.now())
        line.update(part.update)
      }
    })
  }

  static async join(
    { port, commitment, token }: Place,
    mode: Mode,
    perSecond: number,
    text?: Uint8Array,
  ): Promise<Honest> {
    const line = new RawLine(port, commitment, token)
    await once(line.socket, 'open')
    const honest = new Honest(line, mode, perSecond, text)
    line.hear((message) => {
      if (message.type !== 'ack') return
      while (honest.#took.length < message.frames) {
        honest.#took.push(performance.now() - (honest.#sentAt[honest.#took.length] ?? 0))
      }
    })
    line.hello()
    line.ask(Y.encodeStateVector(new Y.Doc()))
    return honest
  }

  /** Somebody else, who goes on in the same text; this one leaves. */
  async successor(
    begun: Begun,
    place: Place,
    { role, writesPerSecond }: NonNullable<Attack['beside']>,
  ): Promise<Honest> {
    this.#line.socket.close()
    const { token } = await join(begun, role)
    const mode = role === 'suggester' ? 'suggesting' : 'editing'
    return Honest.join({ ...place, token }, mode, writesPerSecond, Y.encodeStateAsUpdate(this.#doc))
  }

  /** A long text in 4,000 pieces, as people write it; gives places in it. */
  async fill(): Promise<Target['places']> {
    const text = this.#doc.getText(bodyRoots.field + field)
    this.#doc.transact(() => {
      for (let at = 0; at < 4000; at++) {
        text.insert((at * 7919) % (text.length + 1), '開放政府 ')
      }
    })
    await until(() => this.#took.length === this.#sentAt.length, 'the text', patience)
    const client = this.#line.ids.editing
    return Array.from({ length: 1000 }, (_, at) => [client, at * 20] as const)
  }

  /** For so many seconds; median and 99th percentile of what an acknowledgement took, in ms. */
  async write(time: number): Promise<{ readonly usual: number; readonly late: number }> {
    const first = this.#sentAt.length
    const text = this.#doc.getText(bodyRoots.field + field)
    const start = performance.now()
    const total = Math.round(time * this.#perSecond)
    await new Promise<void>((done) => {
      const timer = setInterval(() => {
        const due = Math.min(total, ((performance.now() - start) * this.#perSecond) / 1000)
        while (this.#sentAt.length - first < due) text.insert(text.length, '字')
        if (this.#sentAt.length - first < total) return
        clearInterval(timer)
        done()
      }, 5)
    })
    const all = () => this.#took.length === this.#sentAt.length
    const answered = await until(all, 'all acknowledgements', patience).then(
      () => true,
      () => false,
    )
    if (!answered) return { usual: patience, late: patience }
    const took = this.#took.slice(first).sort((a, b) => a - b)
    const at = (share: number) => took[Math.floor(took.length * share)] ?? 0
    return { usual: at(0.5), late: at(0.99) }
  }
}

function start(what: URL, ...args: string[]): ChildProcess {
  const loads = 'typescript' in process.features ? [] : ['--import', 'tsx']
  return fork(fileURLToPath(what), args, {
    execArgv: ['--expose-gc', ...loads],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}
