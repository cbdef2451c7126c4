import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Joined } from '../../shared/api.ts'
import type { ClientMessage } from '../../shared/protocol.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { drawClientIds } from '../../shared/text/identity.ts'
import { frameType, protocolVersion } from '../../shared/wire.ts'
import { field, type Meeting } from './meeting.ts'
import { until } from './until.ts'

/** What is asked for at a route that writes, so that it would be done. */
export type Act = {
  /** Put for `:parameters`. */
  readonly at?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Everything that an act may be about, in a plan with one commitment. */
export type ActScene = {
  readonly plan: string
  readonly commitment: string
  /** Somebody of the plan, whom nothing else is about. */
  readonly somebody: string
  /** Who came in a second time, and as whom. */
  readonly twice: { readonly person: string; readonly into: string }
  /** A suggester with a suggestion of their own that waits. */
  readonly suggester: string
  /** Suggestions that wait, and one that was answered; of others than `suggester`. */
  readonly waiting: readonly [number, number]
  readonly answered: number
  /** With a comment by who acts. */
  readonly threads: readonly { readonly thread: string; readonly comment: string }[]
}

/** At every route that writes, but joining, leaving, and what has neither a body nor a turn. */
export function actsIn(scene: ActScene): Readonly<Record<string, Act>> {
  const { plan: id, commitment: of, somebody, twice, suggester, waiting, answered, threads } = scene
  const plan = '/api/plans/:plan'
  const commitment = '/api/commitments/:commitment'
  const person = `${plan}/people/:person`
  const [one, two, three] = threads
  const line = { name: 'Speaker', organisation: '', sector: 'public' }
  const anchor = { on: 'section', field: 'problem' }
  const acts: Record<string, Act> = {
    'post /api/plans': { body: { title: 'Mine', locale: 'en' } },
    [`post ${plan}/previous`]: { body: { plan: null } },
    [`post ${plan}/verified`]: { body: { on: false } },
    [`post ${plan}/two-keys`]: { body: { on: false } },
    [`post ${plan}/invitations`]: { body: { role: 'observer' } },
    [`post ${plan}/people`]: { body: line },
    [`patch ${person}`]: { at: { person: somebody }, body: { muted: true } },
    [`post ${person}/erasure`]: { at: { person: somebody } },
    [`post ${person}/merging`]: { at: { person: twice.person }, body: { into: twice.into } },
    [`post ${plan}/commitments`]: { body: { template: 'ogp-2022', title: 'New', locale: 'en' } },
    [`post ${plan}/commitments/import`]: { body: { data: { title: 'Brought', problem: 'P' } } },
    [`post ${commitment}/answers`]: { body: { seq: 1 } },
    [`post ${commitment}/suggestions/:suggestion/decision`]: {
      at: { suggestion: String(waiting[0]) },
      // needs no sign to be asked for first, which would let others go before it
      body: { outcome: 'declined', reason: 'No.' },
    },
    [`post ${commitment}/suggestions/decisions`]: {
      body: { suggestions: [waiting[1]], outcome: 'declined', reason: 'No.' },
    },
    [`post ${commitment}/suggestions/people/:person/declining`]: {
      at: { person: suggester },
      body: { reason: 'No.' },
    },
    [`post ${commitment}/suggestions/:suggestion/reopening`]: {
      at: { suggestion: String(answered) },
      body: { reason: 'Again.' },
    },
    [`post ${commitment}/threads`]: { body: { anchor, text: 'New.' } },
    [`post ${commitment}/threads/:thread/replies`]: { at: { ...one }, body: { text: 'Reply.' } },
    [`patch ${commitment}/threads/:thread`]: { at: { ...one }, body: { resolved: true } },
    [`patch ${commitment}/threads/:thread/comments/:comment`]: {
      at: { ...two },
      body: { text: 'Other.' },
    },
    [`delete ${commitment}/threads/:thread/comments/:comment`]: { at: { ...three } },
    [`post ${commitment}/state`]: { body: { state: 'discussion', reason: 'So.' } },
    [`post ${commitment}/sections/:field/state`]: {
      at: { field: 'problem' },
      body: { state: 'suggesting', reason: 'So.' },
    },
    [`post ${commitment}/two-keys`]: { body: { field: 'problem', on: true } },
    [`post ${commitment}/checks/dismissals`]: {
      body: { rule: 'S1', field: 'problem', quote: '', reason: 'Known.' },
    },
    [`post ${commitment}/twins/drop`]: { body: { field, ranges: [] } },
    [`post ${commitment}/versions`]: { body: { name: 'Draft' } },
    [`post ${commitment}/restore`]: { body: { seq: 1, reason: 'Back.' } },
  }
  const given = { plan: id, commitment: of }
  return Object.fromEntries(
    Object.entries(acts).map(([route, act]) => [route, { ...act, at: { ...given, ...act.at } }]),
  )
}

/** The address of a route, with what an act puts for its parameters. */
export function addressOf(route: string, { at = {} }: Act): string {
  return (route.split(' ')[1] ?? '').replace(/:(\w+)/g, (_, name: string) => at[name] ?? 'none')
}

/** Has sent more work than their share: what they ask for next waits for seconds. */
export type Debtor = Disposable & {
  /** Sends words behind all that waits. */
  say(words: string): void
  readonly closed: number | null
}

/** Brings somebody into debt with the room, by frames that are dear to take, until no answer comes. */
export async function inDebt(
  { server }: Meeting,
  { token }: Joined,
  commitment: string,
): Promise<Debtor> {
  const url = `ws://127.0.0.1:${server.port}/sync/${commitment}?token=${token}`
  const socket = new WebSocket(url)
  let closed: number | null = null
  let settled = 0
  let sent = 0
  socket.on('close', (code) => {
    closed = code
  })
  socket.on('message', (data: Buffer) => {
    const ack = /"type":"ack","frames":(\d+)/.exec(data.toString('latin1'))
    if (ack) settled = Number(ack[1])
  })
  await until(() => socket.readyState === socket.OPEN, 'an open socket')
  const ids = drawClientIds()
  const presence = ids.editing + 1
  const hello = { version: protocolVersion, epoch: null, ...ids, presence, onBehalfOf: null }
  socket.send(messageFrame({ type: 'hello', ...hello }))
  const doc = new Y.Doc()
  guardBody(doc)
  doc.clientID = ids.editing
  const text = fieldText(doc, field)
  doc.on('update', (update: Uint8Array) => {
    sent += 1
    socket.send(updateFrame(update))
  })
  const dear = () =>
    doc.transact(() => {
      for (let n = 0; n < pieces; n++) text.insert(0, 'x')
    })
  const waits = () => sent - settled
  let [since, before] = [performance.now(), 0]
  await until(() => {
    if (closed !== null) throw new Error(`Closed with ${closed} after ${sent} frames`)
    if (sent > most) throw new Error(`Nothing waits after ${sent} frames`)
    if (waits() < enough) dear()
    if (performance.now() - since < aWhile) return false
    const taken = settled - before
    ;[since, before] = [performance.now(), settled]
    return waits() >= enough && taken <= few
  }, 'a debt')
  return {
    say: (words) => text.insert(0, words),
    get closed() {
      return closed
    },
    [Symbol.dispose]: () => {
      socket.terminate()
      doc.destroy()
    },
  }
}

/** Of a dear frame: about what one may hold. */
const pieces = 4000
/** Frames that wait are so many, and of a while, in ms, only few are taken: the rest takes seconds. */
const [enough, aWhile, few] = [14, 500, 4]
const most = 2000

function messageFrame(message: ClientMessage): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameType.accord)
    encoding.writeVarString(encoder, JSON.stringify(message))
  })
}

function updateFrame(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameType.sync)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(encoder, update)
  })
}
