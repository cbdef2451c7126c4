import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { openReplica } from '../../client/sync/replica.ts'
import type { Joined } from '../../shared/api.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { readFields } from '../../shared/text/read.ts'
import { insertSeparator, insertText } from '../../shared/text/write.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const socket = WebSocket as unknown as typeof globalThis.WebSocket

async function firstCommitment(server: TestServer, { plan, token }: Joined): Promise<string> {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const { commitments } = (await response.json()) as { commitments: { id: string }[] }
  return commitments[0]?.id ?? ''
}

test('S27 two stock clients and a page of ours write one commitment over the real server and converge', async () => {
  await using server = await startServer()
  const base = `ws://127.0.0.1:${server.port}/sync`
  const people = [await server.join('co-author'), await server.join('facilitator')] as const
  const commitment = await firstCommitment(server, people[0])
  const stock = people.map(({ token }) => {
    const doc = new Y.Doc()
    const options = { WebSocketPolyfill: socket, disableBc: true, params: { token } }
    return { doc, provider: new WebsocketProvider(base, commitment, doc, options) }
  })
  const me = await server.join('co-author')
  const { token, person } = me
  const ours = openReplica({ server: base, commitment, token, me: person, storage: 'none', socket })
  try {
    await until(() => stock.every(({ provider }) => provider.synced), 'stock clients are there')
    await until(() => ours.state.status.type === 'saved', 'our page is there')
    const { doc, ids } = ours.state
    for (let round = 0; round < 20; round++) {
      for (const [at, each] of stock.entries()) {
        const text = each.doc.getText('f:problem')
        text.insert(text.length, `stock${at}.${round} `)
        if (round % 5 === 4) text.format(0, 5, { bold: true })
      }
      doc.clientID = ids.editing
      doc.transact((transaction) => {
        const text = fieldText(doc, 'problem')
        insertText(transaction, text, text.length, `ours.${round} `, null)
        if (round % 4 === 3) insertSeparator(transaction, text, text.length, 'b0')
      })
    }
    const shown = () =>
      [...stock.map((each) => each.doc), ours.state.doc].map((each) =>
        JSON.stringify(readFields(each, ['title', 'problem'])),
      )
    await until(() => new Set(shown()).size === 1 && ours.state.status.type === 'saved', 'equal')
    const words = shown()[0] ?? ''
    for (let round = 0; round < 20; round++) {
      for (const word of [`stock0.${round} `, `stock1.${round} `, `ours.${round} `])
        expect(words.split(word), word).toHaveLength(2)
    }
  } finally {
    ours.close()
    for (const { doc, provider } of stock) {
      provider.destroy()
      doc.destroy()
    }
  }
})
