import { expect, test } from 'vitest'
import { acting, inRoom } from '../../server/api/acting.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { newFolder } from '../support/folder.ts'
import { commitment, startRooms } from '../support/room.ts'

const named = (name: string): RecordEvent => ({ type: 'version-named', name, hash: '' })
const act = (name: string) => () => ({ events: [named(name)] })

test('P61 an act whose room ends under it is done in the next one, once, or its person is told', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: `${folder.path}/journal.sqlite` })
  const { rooms, journal } = server
  // an act asks nothing else of a server
  const parts = { rooms, still: async () => null }
  const versions = async () =>
    (await rooms.open(commitment))?.read().record.versions.map(({ name }) => name)

  let closed = 0
  const done = await inRoom(parts, commitment, async (room) => {
    if (closed++ === 0) void room.close()
    return room.act({ person: 'chen' }, act('put away'))
  })
  expect([closed, done]).toEqual([2, { seq: 2 }])
  expect(await versions()).toEqual(['put away'])

  // another process takes the document
  const entry = { document: commitment, seq: 3, at: Date.now(), person: 'dai', onBehalfOf: null }
  await journal.append([{ ...entry, update: null, events: [named('elsewhere')] }])
  expect(await acting(parts, commitment, 'chen', act('taken over'))).toEqual({ seq: 4 })
  expect(await versions()).toEqual(['put away', 'elsewhere', 'taken over'])

  await rooms.close()
  expect(await acting(parts, commitment, 'chen', act('too late'))).toEqual({
    refused: 'going-away',
  })
})
