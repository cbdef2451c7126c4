import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { replicaOf } from '../support/replica.ts'
import { field, startRooms } from '../support/room.ts'
import { until } from '../support/until.ts'

test('R45 what a page shows and has not written counts as unsent, and a page that dies has kept it', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: join(folder.path, 'accord.db') })
  const held = { field, text: 'just being typed' }
  const open = () => replicaOf(server, 'held', { storage: 'indexeddb' })
  {
    using ann = open()
    await ann.saved()
    ann.replica.holdBack('one', { field, text: '' })
    expect([ann.state.status.type, ann.state.unsent]).toEqual(['saving', 1])
    ann.replica.holdBack('one', held)
    ann.replica.holdBack('two', { field, text: 'written by now' })
    ann.replica.holdBack('two', null)
    expect([ann.state.status.type, ann.state.unsent]).toEqual(['saving', 1])
    expect(ann.replica.unsentWords()).toEqual([held])
    // nobody is offered what they are just typing
    expect(ann.state.aside).toEqual([])
  }
  {
    using ann = open()
    await until(() => ann.state.aside.length > 0, 'what the page had kept')
    expect(ann.state.aside).toMatchObject([{ ...held, id: 'one', code: 'composed' }])
    await ann.saved()
    ann.replica.dismiss('one')
  }
  using ann = open()
  await ann.saved()
  expect(ann.state.aside).toEqual([])
})
