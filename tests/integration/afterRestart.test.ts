import { join } from 'node:path'
import { expect, test } from 'vitest'
import { speakerOf } from '../../shared/record/answering.ts'
import { newFolder } from '../support/folder.ts'
import { MovingPage } from '../support/movingPage.ts'
import { commitment, startRooms } from '../support/room.ts'
import { until } from '../support/until.ts'

test('T85 what is undone after a restart keeps its number and its author, however short it is', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const roles = new Map([['sue', 'suggester' as const]])
  let server = await startRooms({ path, roles })
  const ann = await MovingPage.open(server.url, 'ann', ['problem'])
  const sue = await MovingPage.open(server.url, 'sue', ['problem'])
  const suggestions = () => Object.values(ann.page.state.record.suggestions)
  sue.mode = 'suggest'
  sue.replace('problem', 0, 0, '好')
  await until(() => suggestions()[0]?.status === 'open', 'proposed')
  ann.replace('problem', 0, 1, '')
  await until(() => suggestions()[0]?.status === 'emptied', 'taken out')
  await sue.page.saved()
  await server.close()
  server = await startRooms({ path, roles })
  for (const { network } of [ann, sue]) network.target = server.url
  await ann.page.saved()
  ann.undo.undo()
  await until(() => sue.page.text('problem').startsWith('好'), 'put back')
  await until(() => suggestions()[0]?.status === 'open', 'proposed again')
  expect(suggestions().map((each) => [each.number, speakerOf(each), each.added])).toEqual([
    [1, 'sue', '好'],
  ])
  const room = await server.rooms.open(commitment)
  expect(room?.read().doc.getText('f:problem').toString()).toMatch(/^好開放/)
  await Promise.all([ann.close(), sue.close()])
  await server.close()
})
