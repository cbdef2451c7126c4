import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { createUndo } from '../../client/editor/binding/undo.ts'
import type { ReplicaState } from '../../client/sync/state.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import { suggestReplace } from '../../shared/text/suggest.ts'
import { textOf } from '../../shared/text/views.ts'
import { remove } from '../../shared/text/write.ts'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf, type TestReplica } from '../support/replica.ts'
import { field, startRooms } from '../support/room.ts'
import { until } from '../support/until.ts'

const kept = { storage: 'indexeddb' } as const
const isOffline = ({ status }: ReplicaState) => status.type === 'offline'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

/** The field as it would be if everything were adopted. */
function final({ state: { doc, record } }: TestReplica): string {
  const [text] = textOf(doc, 'final', record, [field])
  return text?.blocks.flatMap(({ runs }) => runs.map((run) => run.text)).join('') ?? ''
}

function undoOf({ replica }: TestReplica) {
  const undo = createUndo(replica.state.doc, {
    ids: () => replica.state.ids,
    origins: () => replica.state.record.origins,
    onOrigins: (origins) => replica.announceOrigins(origins),
  })
  undo.watch(fieldText(replica.state.doc, field))
  return undo
}

test('P70 words that are put back without a network stay struck, at once, after a reload and for everybody', async () => {
  await using folder = await newFolder()
  const server = await startRooms({ path: join(folder.path, 'accord.db') })
  await using network = await startProxy(server.url)
  using first = replicaOf(network, 'ann', kept)
  await first.saved()
  const before = first.text()
  const start = before.length
  first.type('The secret plan')
  await first.saved()
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  const { doc, ids } = bo.state
  const suggester = {
    isOwn: (client: number) => client === ids.suggesting,
    isPending: () => false,
    origins: () => [],
  }
  doc.clientID = ids.suggesting
  doc.transact((transaction) => {
    suggestReplace(transaction, fieldText(doc, field), start + 4, start + 11, [], suggester)
  })
  await bo.saved()
  await until(() => suggestedDeletions(first.state.doc, []).length > 0, 'struck')
  network.target = null
  await first.reaches(isOffline)

  const undo = undoOf(first)
  undo.transact('edit', (transaction) => {
    remove(transaction, fieldText(first.state.doc, field), start, 15)
  })
  undo.undo()
  expect(first.text()).toBe(`${before}The secret plan`)
  expect(final(first)).toBe(`${before}The plan`)
  const { people } = first.state
  first.replica.close()

  using second = replicaOf(network, 'ann', kept)
  await second.reaches((state) => state.loaded && isOffline(state))
  expect(second.text()).toBe(`${before}The secret plan`)
  expect(final(second)).toBe(`${before}The plan`)
  expect(second.state.people.size).toBe(people.size)
  network.target = server.url
  await second.saved()
  await until(() => bo.text() === second.text(), 'back')
  await until(() => final(bo) === final(second), 'struck for everybody')
  // and the page goes on with what the room says
  expect(second.state.record.origins).toEqual(bo.state.record.origins)
  await server.close()
})
