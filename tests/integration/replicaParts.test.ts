import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RecordEvent } from '../../shared/record/events.ts'
import { frameType, maxFrame } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf, type TestReplica } from '../support/replica.ts'
import { commitment, field, startRooms } from '../support/room.ts'

const other = 'solution'
const closed: RecordEvent = { type: 'section-set', field, state: 'closed', reason: 'Agreed' }
const pages = 30
/** About 120 kB each. */
const page = (number: number) => `第${number}頁${'開放政府'.repeat(10_000)}。`

async function offline() {
  const folder = await newFolder()
  const server = await startRooms({ path: join(folder.path, 'accord.db') })
  const network = await startProxy(server.url)
  const ann = replicaOf(network, 'ann')
  await ann.saved()
  network.target = null
  await ann.reaches(({ status }) => status.type === 'offline')
  return {
    server,
    network,
    ann,
    [Symbol.asyncDispose]: async () => {
      ann.replica.close()
      await network[Symbol.asyncDispose]()
      await server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

function write(ann: TestReplica): void {
  for (let number = 0; number < pages; number++) {
    ann.type(page(number), { field: number % 3 === 0 ? field : other })
  }
  ann.erase(0, 1)
}

test('R20 more than the room reads at once arrives in parts, though the network goes in between', async () => {
  await using here = await offline()
  const { ann, network, server } = here
  write(ann)
  let passed = 0
  network.toServer = (frame) => {
    const counts = frame[0] === frameType.sync && frame[1] !== 0
    if (counts && ++passed === 3) network.target = null
    return passed < 3
  }
  network.target = server.url
  await ann.reaches(() => passed >= 3, 'a part was lost')
  expect(ann.state.unsent).toBe(pages + 1)
  network.toServer = (frame) => {
    expect(frame.length).toBeLessThan(maxFrame)
    return true
  }
  network.target = server.url
  await ann.saved()
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  for (const each of [field, other]) expect(bo.text(each)).toBe(ann.text(each))
  expect(bo.text(other)).toContain(page(29))
  expect(ann.state.generation).toBe(0)
})

test('R20 of parts that the room refuses, only what it refuses is put aside, and once', async () => {
  await using here = await offline()
  const { ann, network, server } = here
  write(ann)
  const live = await server.rooms.open(commitment)
  await live?.act({ person: 'founder' }, () => ({ events: [closed] }))
  network.target = server.url
  await ann.reaches(({ aside, status }) => aside.length > 0 && status.type === 'saved')
  const told = ann.state.aside.map(({ text }) => text).join('')
  const text = ann.text(other)
  for (let number = 0; number < pages; number++) {
    const words = page(number)
    const [here, there] = number % 3 === 0 ? [told, text] : [text, told]
    expect([here.split(words).length, there.includes(words)], `${number}`).toEqual([2, false])
  }
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  for (const each of [field, other]) expect(bo.text(each)).toBe(ann.text(each))
})

test('R20 a change that is larger than a frame arrives as well', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: join(folder.path, 'accord.db') })
  using ann = replicaOf(server, 'ann')
  await ann.saved()
  const before = ann.text()
  const words = '很長的話。'.repeat(150_000)
  ann.type(words)
  ann.type('還可以寫。', { field: other })
  await ann.saved()
  expect(ann.state.aside).toEqual([])
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  expect([bo.text(), bo.text(other)]).toEqual([before + words, '還可以寫。'])
})
