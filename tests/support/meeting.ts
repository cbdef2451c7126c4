import { WebSocket } from 'ws'
import { openReplica } from '../../client/sync/replica.ts'
import type { Replica } from '../../client/sync/state.ts'
import { commitments, type Joined } from '../../shared/api.ts'
import { pendingOf } from '../../shared/authorship/pending.ts'
import type { Role } from '../../shared/roles.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { suggestReplace, type Token } from '../../shared/text/suggest.ts'
import { insertText, remove } from '../../shared/text/write.ts'
import { startServer, type TestServer } from './server.ts'
import { until } from './until.ts'

/** Somebody in a commitment of a real server: a replica over a real socket, and HTTP beside it. */
export type Participant = Disposable & {
  readonly id: string
  readonly joined: Joined
  readonly replica: Replica
  /** Replaces `[from, to)` of the field, as agreed text. */
  edit(from: number, to: number, words: string, field?: string): void
  /** The same as a suggestion. */
  suggest(from: number, to: number, words: string, field?: string): void
  text(field?: string): string
  saved(): Promise<void>
  /** Resolves when this page has what the server has at `seq`. */
  hears(holds: () => boolean, what?: string): Promise<void>
  get(path: string): Promise<Response>
  send(method: string, path: string, body?: unknown): Promise<Response>
}

export type Meeting = AsyncDisposable & {
  readonly server: TestServer
  readonly commitment: string
  readonly plan: string
  /** `elsewhere`: another commitment of the plan. */
  join(
    role: Role,
    who?: Parameters<TestServer['join']>[1],
    elsewhere?: string,
  ): Promise<Participant>
  /** Somebody who has joined any plan of the server, in a commitment of theirs. */
  enter(joined: Joined, commitment: string): Promise<Participant>
}

/** The field that people write in; the sample leaves it to them. */
export const field = 'causes'

/** Opens an empty commitment on a server of its own. */
export async function openMeeting(): Promise<Meeting> {
  const server = await startServer()
  const host = await server.join('facilitator', { name: 'Host' })
  const plan = host.plan.id
  const created = await server.request('POST', `/api/plans/${plan}/commitments`, {
    token: host.token,
    body: { template: 'ogp-2022', title: 'Open data', locale: 'en' },
  })
  if (!created.ok) throw new Error(await created.text())
  const { id: commitment } = await created.json()
  const enter = async (joined: Joined, where: string) => {
    const participant = participantOf(server, where, joined)
    await participant.hears(() => participant.replica.state.status.type === 'saved', 'the room')
    return participant
  }
  return {
    server,
    commitment,
    plan,
    enter,
    join: async (role, who, elsewhere = commitment) =>
      enter(await server.join(role, who), elsewhere),
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/** The ids of the sample's real commitments, and of what was opened since. */
export async function sampleOf({ server, plan }: Meeting, token: string): Promise<string[]> {
  const response = await server.request('GET', `/api/plans/${plan}/commitments`, { token })
  const all = commitments.parse(await response.json()).commitments
  return all.filter(({ template }) => template !== 'plan-introduction').map(({ id }) => id)
}

function participantOf(server: TestServer, commitment: string, joined: Joined): Participant {
  const { token, person } = joined
  const replica = openReplica({
    server: `ws://127.0.0.1:${server.port}/sync`,
    commitment,
    token,
    me: person,
    storage: 'none',
    socket: WebSocket as unknown as typeof globalThis.WebSocket,
    random: () => 0,
  })
  const hears = (holds: () => boolean, what = String(holds)) =>
    until(holds, `${person.id}: ${what}`)
  const request = (method: string, path: string, body?: unknown) =>
    server.request(method, path.startsWith('/') ? path : `/api/commitments/${commitment}/${path}`, {
      token,
      ...(body === undefined ? {} : { body }),
    })
  return {
    id: person.id,
    joined,
    replica,
    edit(from, to, words, into = field) {
      const { doc, ids } = replica.state
      doc.clientID = ids.editing
      doc.transact((transaction) => {
        const text = fieldText(doc, into)
        if (to > from) remove(transaction, text, from, to - from)
        insertText(transaction, text, from, words, null)
      })
    },
    suggest(from, to, words, into = field) {
      const { doc, ids, record } = replica.state
      doc.clientID = ids.suggesting
      const pendingUnder = pendingOf(record)
      const suggester = {
        isOwn: (client: number) => home(client) === ids.suggesting,
        isPending: (client: number, clock: number) => pendingUnder(client, clock).by !== null,
        ownsPending: (client: number, clock: number) => {
          const { by } = pendingUnder(client, clock)
          return by !== null && home(by) === ids.suggesting
        },
        origins: () => record.origins,
      }
      const tokens: Token[] = words === '' ? [] : [{ text: words }]
      doc.transact((transaction) => {
        suggestReplace(transaction, fieldText(doc, into), from, to, tokens, suggester)
      })
    },
    text: (of = field) => fieldText(replica.state.doc, of).toString(),
    saved: () => hears(() => replica.state.status.type === 'saved', 'saved'),
    hears,
    get: (path) => request('GET', path),
    send: request,
    [Symbol.dispose]: () => replica.close(),
  }
}
