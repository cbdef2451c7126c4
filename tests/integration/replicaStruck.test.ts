import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createUndo } from '../../client/editor/binding/undo.ts'
import type { ReplicaState } from '../../client/sync/state.ts'
import { verifyAll } from '../../server/cli/verify.ts'
import { type Answer, type Decider, decide } from '../../server/rooms/decisions.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import { suggestReplace } from '../../shared/text/suggest.ts'
import { textOf } from '../../shared/text/views.ts'
import { insertText, remove } from '../../shared/text/write.ts'
import { accessToAll } from '../support/accessToAll.ts'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf, type TestReplica } from '../support/replica.ts'
import { commitment, field, startRooms } from '../support/room.ts'
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

/** Suggests that these go. */
function strike({ state: { doc, ids } }: TestReplica, from: number, to: number): void {
  const suggester = {
    isOwn: (client: number) => client === ids.suggesting,
    isPending: () => false,
    origins: () => [],
  }
  doc.clientID = ids.suggesting
  doc.transact((transaction) => {
    suggestReplace(transaction, fieldText(doc, field), from, to, [], suggester)
  })
}

const cai: Decider = { person: 'cai', alike: new Set(), sector: 'public', facilitates: true }
const adopted: Answer = { outcome: 'adopted', reason: '', override: false }

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
  strike(bo, start + 4, start + 11)
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

test.each(['as it stands', 'by a server that has begun anew'])(
  'T50 what somebody moves without a network while the room adopts that it goes, goes at its new place for everybody (%s)',
  async (how) => {
    await using folder = await newFolder()
    const path = join(folder.path, 'accord.db')
    let server = await startRooms({ path })
    await using network = await startProxy(server.url)
    using ann = replicaOf(network, 'ann', kept)
    await ann.saved()
    const agreed = ann.text()
    ann.type('The secret plan')
    await ann.saved()
    const { doc, ids } = ann.state
    const clock = Y.getState(doc.store, ids.editing) - 15
    using bo = replicaOf(server, 'bo')
    await bo.saved()
    strike(bo, agreed.length + 4, agreed.length + 11)
    await bo.saved()
    await until(() => suggestedDeletions(doc, []).length > 0, 'struck')
    network.target = null
    await ann.reaches(isOffline)

    const undo = undoOf(ann)
    ann.replica.announceOrigins([
      { to: [ids.editing, clock + 15, 15], from: [ids.editing, clock], how: 'moved' },
    ])
    undo.transact('edit', (transaction) => {
      const text = fieldText(doc, field)
      remove(transaction, text, agreed.length, 15)
      insertText(transaction, text, 0, 'The secret plan', null)
    })
    const room = await server.rooms.open(commitment)
    await room?.act({ person: 'cai' }, (now) => decide(now.doc, now.record, 1, cai, adopted))
    await until(() => bo.text() === `${agreed}The plan`, 'adopted')
    if (how !== 'as it stands') {
      await server.close()
      server = await startRooms({ path })
    }
    network.target = server.url
    await ann.saved()
    using dai = replicaOf(server, 'dai')
    await dai.saved()
    await until(() => ann.text() === `The plan${agreed}`, 'gone at its new place')
    expect(dai.text()).toBe(ann.text())
    expect(final(dai)).toBe(ann.text())

    // undone and done again it does not come back either
    undo.undo()
    await ann.saved()
    await until(() => ann.text() === `${agreed}The plan`, 'undone')
    undo.redo()
    await ann.saved()
    await until(() => ann.text() === `The plan${agreed}`, 'done again')
    await until(() => dai.text() === ann.text(), 'for everybody')
    const found = await verifyAll(server.journal, accessToAll)
    expect(found.filter(({ seq }) => seq !== null)).toEqual([])
    await server.close()
  },
)
