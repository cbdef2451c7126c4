import { WebSocket } from 'ws'
import { openReplica } from '../../client/sync/replica.ts'
import type { Replica } from '../../client/sync/state.ts'
import { type Commitment, commitments, type Joined } from '../../shared/api.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { suggestReplace } from '../../shared/text/suggest.ts'
import { insertText, remove } from '../../shared/text/write.ts'
import type { TestServer } from './server.ts'
import { until } from './until.ts'

/** Somebody who writes in a commitment of a whole server, without a page. */
export type Pen = Disposable & {
  readonly replica: Replica
  text(field: string): string
  /** Writes after the first `after`, or at the end; resolves when it is saved. */
  write(field: string, text: string, after?: string): Promise<void>
  erase(field: string, words: string): Promise<void>
  /** Suggests to put `text` in the place of `words`; either may be empty. */
  suggest(field: string, words: string, text: string): Promise<void>
}

export async function penOf(server: TestServer, who: Joined, commitment: string): Promise<Pen> {
  const replica = openReplica({
    server: `ws://127.0.0.1:${server.port}/sync`,
    commitment,
    token: who.token,
    me: who.person,
    storage: 'none',
    socket: WebSocket as unknown as typeof globalThis.WebSocket,
    random: () => 0,
  })
  const saved = () =>
    until(() => replica.state.status.type === 'saved' && replica.state.unsent === 0, 'saved')
  await saved()
  const text = (field: string) => fieldText(replica.state.doc, field)
  /** A block's start counts as one unit, and is a line break here. */
  const units = (field: string) =>
    (text(field).toDelta() as { insert: unknown }[])
      .map(({ insert }) => (typeof insert === 'string' ? insert : '\n'))
      .join('')
  const place = (field: string, words: string) => {
    const found = units(field).indexOf(words)
    if (found < 0) throw new Error(`${words} is not in ${field}`)
    return found
  }
  return {
    replica,
    text: units,
    async write(field, words, after) {
      const { doc, ids } = replica.state
      doc.clientID = ids.editing
      const at = after === undefined ? text(field).length : place(field, after) + after.length
      doc.transact((transaction) => insertText(transaction, text(field), at, words, null))
      await saved()
    },
    async erase(field, words) {
      const { doc, ids } = replica.state
      doc.clientID = ids.editing
      doc.transact((transaction) =>
        remove(transaction, text(field), place(field, words), words.length),
      )
      await saved()
    },
    async suggest(field, words, instead) {
      const { doc, ids } = replica.state
      doc.clientID = ids.suggesting
      const at = place(field, words)
      const suggester = {
        isOwn: (client: number) => client === ids.suggesting,
        isPending: (client: number) => client === ids.suggesting,
        origins: () => replica.state.record.origins,
      }
      const tokens = instead === '' ? [] : [{ text: instead }]
      doc.transact((transaction) => {
        suggestReplace(transaction, text(field), at, at + words.length, tokens, suggester)
      })
      await saved()
    },
    [Symbol.dispose]: () => replica.close(),
  }
}

/** The oldest commitment of somebody's plan. */
export async function firstCommitment(
  server: TestServer,
  { token, plan }: Joined,
): Promise<Commitment> {
  const answer = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const [first] = commitments.parse(await answer.json()).commitments
  if (!first) throw new Error('The plan has no commitment')
  return first
}
