import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { startRooms } from '../support/room.ts'
import { stockClient } from '../support/sockets.ts'
import { until } from '../support/until.ts'

test('S3 two stock y-websocket clients write one commitment and converge', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: join(folder.path, 'accord.db') })
  using ann = stockClient(server, 'ann')
  using bo = stockClient(server, 'bo')
  await until(() => ann.provider.synced && bo.provider.synced, 'both synced')
  ann.type('Ann writes. ')
  bo.type('Bo writes. ')
  await until(() => ann.text() === bo.text() && ann.text().includes('Bo writes.'))
  expect(ann.text()).toContain('Ann writes.')
  expect(ann.text()).toContain('開放政府')
})
