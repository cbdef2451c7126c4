import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { replicaOf } from '../support/replica.ts'
import { commitment, field, startRooms } from '../support/room.ts'

// a device of its own
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

/**
 * Found by `replicaFuzz`: a page carried its words over to a new document and sent them, and was
 * closed before the device had the new document. The next page brought the same words again, under
 * their old ids.
 */
test('R11 a page that is closed in the middle of a reset doubles nothing', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: join(folder.path, 'accord.db') })
  using first = replicaOf(server, 'ann', { storage: 'indexeddb' })
  await first.saved()
  const room = await server.rooms.open(commitment)
  await room?.act({ person: 'founder' }, () => ({
    events: [{ type: 'section-set', field, state: 'closed', reason: 'Agreed' }],
  }))
  await first.reaches(({ record }) => record.sections[field] === 'closed')
  first.type('被退回的。')
  first.type('留得住的。', { field: 'solution' })
  await new Promise<void>((reset) => {
    first.replica.subscribe(() => {
      if (first.state.generation > 0) reset()
    })
  })
  first.replica.close()

  using second = replicaOf(server, 'ann', { storage: 'indexeddb' })
  await second.reaches(({ aside, status }) => aside.length > 0 && status.type === 'saved')
  expect(second.text('solution')).toBe('留得住的。')
  expect(second.state.aside).toMatchObject([{ field, text: '被退回的。' }])
})
