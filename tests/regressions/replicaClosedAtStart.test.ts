import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf } from '../support/replica.ts'
import { startRooms } from '../support/room.ts'

// a device of its own
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

/**
 * Found by `replicaFuzz`, seed 279633: a page wrote as soon as it had the room's text, lost its
 * network and was closed. The device had no place for the text yet, so nothing of it was kept.
 */
test('R8 what is written in the first moment of a page stands on the device', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: join(folder.path, 'accord.db') })
  await using network = await startProxy(server.url)
  const first = replicaOf(network, 'ann', { storage: 'indexeddb' })
  await new Promise<void>((loaded) => {
    const stop = first.replica.subscribe(() => {
      if (!first.state.loaded) return
      stop()
      loaded()
    })
  })
  network.target = null
  first.type('第一個字。')
  first.replica.close()

  using second = replicaOf(network, 'ann', { storage: 'indexeddb' })
  await second.reaches(({ loaded }) => loaded)
  expect(second.text()).toBe('開放政府 第一個字。')
  network.target = server.url
  await second.saved()
  using other = replicaOf(server, 'bo')
  await other.saved()
  expect(other.text()).toBe('開放政府 第一個字。')
})
