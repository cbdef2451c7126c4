import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { ReplicaState } from '../../client/sync/state.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { plainOf } from '../../shared/record/plain.ts'
import type { Role } from '../../shared/roles.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { closeCode, frameType } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf, type TestReplica } from '../support/replica.ts'
import { commitment, field, type RoomServer, startRooms } from '../support/room.ts'
import { seeded } from '../support/textWorld.ts'
import { until } from '../support/until.ts'

const other = 'solution'
const seed = Number(process.env.ACCORD_SEED ?? 12)

async function room(options: Partial<Parameters<typeof startRooms>[0]> = {}) {
  const folder = await newFolder()
  const server = await startRooms({ path: join(folder.path, 'accord.db'), ...options })
  return {
    ...server,
    folder,
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function say(server: RoomServer, ...events: RecordEvent[]) {
  const live = await server.rooms.open(commitment)
  await live?.act({ person: 'founder' }, () => ({ events }))
}

const closed = (into: string): RecordEvent => ({
  type: 'section-set',
  field: into,
  state: 'closed',
  reason: 'Agreed',
})

/** Which of our messages it is. */
function nameOf(frame: Uint8Array): string {
  if (frame[0] !== frameType.accord) return 'presence'
  return /"type":"([a-z-]+)"/.exec(new TextDecoder().decode(frame))?.[1] ?? ''
}

const isOffline = ({ status }: ReplicaState) => status.type === 'offline'

test('R3 what two people write is saved when the room says so, and both see it', async () => {
  await using server = await room()
  using ann = replicaOf(server, 'ann')
  using bo = replicaOf(server, 'bo')
  expect(ann.state.status).toEqual({ type: 'connecting' })
  await ann.saved()
  await bo.saved()
  expect(ann.state.loaded).toBe(true)
  expect(ann.state.role).toBe('co-author')
  ann.type('由安起草。')
  expect(ann.state.status).toEqual({ type: 'saving' })
  expect(ann.state.unsent).toBe(1)
  bo.type('由波補充。')
  await ann.saved()
  await bo.saved()
  await until(() => ann.text() === bo.text())
  expect(ann.text()).toContain('由安起草。')
  expect(ann.text()).toContain('由波補充。')
})

test('R3 a journal that fails is told, and asked no more often than it can answer', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann', { patience: 100 })
  await ann.saved()
  const append = vi.spyOn(server.journal, 'append').mockRejectedValue(new Error('disk full'))
  ann.type('寫在失敗時。')
  await ann.reaches(({ status }) => status.type === 'journal-failing')
  expect(ann.state.status).toEqual({ type: 'journal-failing', unsent: 1 })
  await until(() => append.mock.calls.length > 2, 'attempts to write')
  expect(network.opened).toBe(1)
  append.mockRestore()
  await ann.saved()
})

test('R42 a network that is gone without a word is noticed, by who only reads as well', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  // shorter than for people, and long enough for a server whose machine does other things as well
  const pulse = { silence: 200, answer: 1500, waking: 800 }
  using ann = replicaOf(network, 'ann', { pulse })
  await ann.saved()
  const { opened } = network
  network.silent = true
  await ann.reaches(({ status }) => status.type === 'offline')
  ann.type('沒有網路時。')
  network.silent = false
  await ann.saved()
  expect(network.opened).toBeGreaterThan(opened)
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  expect(bo.text()).toContain('沒有網路時。')
})

test('R4 somebody who is removed is told, and stays away', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  await ann.saved()
  const live = await server.rooms.open(commitment)
  live?.setRole('ann', null)
  await ann.reaches(({ status }) => status.type === 'ended')
  expect(ann.state.status).toEqual({ type: 'ended', code: closeCode.notAllowed })
  expect(network.opened).toBe(1)
})

test('R5 the hello goes first, and origins just before the frame that they are about', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  const sent: string[] = []
  network.toServer = (frame) => {
    sent.push(frame[0] === frameType.sync ? `sync ${frame[1]}` : nameOf(frame))
    return true
  }
  using ann = replicaOf(network, 'ann')
  await ann.reaches(() => sent.includes('sync 1'), 'step 2 has passed')
  await ann.saved()
  expect(sent[0]).toBe('hello')
  sent.splice(0)
  ann.replica.announceOrigins([{ to: [ann.state.ids.editing, 0, 2], how: 'pasted' }])
  ann.type('貼上')
  ann.type('打字')
  await ann.saved()
  expect(sent.filter((name) => name !== 'seen' && name !== 'presence')).toEqual([
    'origins',
    'sync 2',
    'sync 2',
  ])
})

test('R6 somebody who leaves is gone from the others, and comes back', async () => {
  await using server = await room()
  using bo = replicaOf(server, 'bo')
  const here = () =>
    [...bo.state.awareness.getStates().values()].map(({ user }) => user?.id).includes('ann')
  for (let visit = 0; visit < 2; visit++) {
    using ann = replicaOf(server, 'ann')
    ann.state.awareness.setLocalStateField('mode', 'edit')
    await until(here, 'ann came')
    ann.replica.close()
    await until(() => !here(), 'ann went')
  }
})

test('R7 nothing of the room enters the document before the welcome', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  let frames = 0
  network.toPage = (frame) => {
    frames += 1
    return nameOf(frame) !== 'welcome'
  }
  using ann = replicaOf(network, 'ann', { patience: 200 })
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  bo.type('先寫。')
  await bo.saved()
  await until(() => frames > 3)
  expect(ann.text()).toBe('')
  expect(ann.state.loaded).toBe(false)
  network.target = null
  network.toPage = () => true
  network.target = server.url
  await ann.saved()
  expect(ann.text()).toBe(bo.text())
})

test('R15 two pages of one person are two writers', async () => {
  await using server = await room()
  using desk = replicaOf(server, 'ann')
  using phone = replicaOf(server, 'ann')
  await desk.saved()
  await phone.saved()
  for (let round = 0; round < 20; round++) {
    desk.type(`甲${round};`)
    phone.type(`乙${round};`)
  }
  await desk.saved()
  await phone.saved()
  await until(() => desk.text() === phone.text())
  for (let round = 0; round < 20; round++) {
    expect(desk.text().split(`甲${round};`)).toHaveLength(2)
    expect(desk.text().split(`乙${round};`)).toHaveLength(2)
  }
  const { clients } = desk.state.record
  expect(bindingOf(clients, desk.state.ids.editing)?.person).toBe('ann')
  expect(bindingOf(clients, phone.state.ids.editing)?.person).toBe('ann')
})

test('R14 the record follows the room, as do people', async () => {
  const roles = new Map<string, Role | null>()
  await using server = await room({ roles })
  using ann = replicaOf(server, 'ann')
  using bo = replicaOf(server, 'bo')
  await ann.saved()
  await bo.saved()
  await say(server, closed(other))
  await ann.reaches(({ record }) => record.sections[other] === 'closed')
  expect(ann.state.people.get('bo')?.name).toBe('Person bo')
  const live = await server.rooms.open(commitment)
  roles.set('ann', 'observer')
  live?.setRole('ann', 'observer')
  await ann.reaches(({ role }) => role === 'observer')
  await bo.reaches(({ record }) => record.sections[other] === 'closed')
  expect(live && plainOf(live.read().record)).toEqual(plainOf(bo.state.record))
})

test('R16 a scribe who changes the speaker writes under new ids, bound to that speaker', async () => {
  await using server = await room()
  using ann = replicaOf(server, 'ann')
  await ann.saved()
  const own = ann.state.ids
  ann.type('我說,')
  ann.replica.speakFor('mei')
  const hers = ann.state.ids
  expect(ann.state.onBehalfOf).toBe('mei')
  ann.type('她說。')
  ann.replica.speakFor(null)
  ann.type('完。')
  await ann.saved()
  expect(new Set([own.editing, hers.editing, ann.state.ids.editing]).size).toBe(3)
  const { clients } = ann.state.record
  expect(bindingOf(clients, own.editing)?.onBehalfOf).toBe(null)
  expect(bindingOf(clients, hers.editing)).toMatchObject({
    person: 'ann',
    onBehalfOf: 'mei',
    mode: 'editing',
  })
  expect(bindingOf(clients, ann.state.ids.suggesting)?.mode).toBe('suggesting')
})

test('R9 a page goes on typing in a section that it knows to be closed: that is put aside, the rest goes on', async () => {
  await using server = await room()
  using ann = replicaOf(server, 'ann')
  using bo = replicaOf(server, 'bo')
  await ann.saved()
  await bo.saved()
  const first = ann.state.doc
  const closing = say(server, closed(field))
  for (let word = 0; word < 40; word++) {
    ann.type(`甲${word};`)
    ann.type(`乙${word};`, { field: other })
    if (word === 10) {
      await closing
      await ann.reaches(({ record }) => record.sections[field] === 'closed')
    }
  }
  await ann.reaches(({ aside, unsent }) => aside.length > 0 && unsent === 0)
  ann.type('繼續。', { field: other })
  await ann.saved()
  await until(() => bo.text(other) === ann.text(other) && bo.text() === ann.text())

  expect(ann.state.generation).toBeGreaterThan(0)
  expect(ann.state.doc).not.toBe(first)
  expect(ann.text(other).endsWith('繼續。')).toBe(true)
  const aside = ann.state.aside.map(({ text }) => text).join('')
  expect(new Set(ann.state.aside.map(({ code, field: where }) => `${code} ${where}`))).toEqual(
    new Set([`section-closed ${field}`]),
  )
  for (let word = 0; word < 40; word++) {
    expect(ann.text(other).split(`乙${word};`)).toHaveLength(2)
    const inText = ann.text().split(`甲${word};`).length - 1
    const inAside = aside.split(`甲${word};`).length - 1
    expect([word, inText + inAside]).toEqual([word, 1])
  }
})

test('R30 sections close and open while three pages write what theirs allow: nothing is refused', async () => {
  await using server = await room()
  const pages = ['ann', 'bo', 'cai'].map((person) => replicaOf(server, person))
  for (const page of pages) await page.saved()
  const random = seeded(seed)
  const pick = <Thing>(things: readonly Thing[]) =>
    things[Math.floor(random() * things.length)] as Thing
  const typed: string[] = []
  const acts: Promise<void>[] = []
  for (let step = 0; step < 400; step++) {
    const chance = random()
    const into = pick([field, other])
    const page = pick(pages)
    const state = page.state.record.sections[into] ?? 'open'
    if (chance < 0.1) {
      const set = pick(['open', 'open', 'suggesting', 'closed'] as const)
      acts.push(say(server, { ...closed(into), state: set } as RecordEvent))
    } else if (chance < 0.4) await new Promise((turn) => setImmediate(turn))
    else if (state !== 'closed') {
      const mode = state === 'open' && random() < 0.7 ? 'editing' : 'suggesting'
      typed.push(`${step};`)
      page.type(` ${step};`, { field: into, mode })
    }
  }
  await Promise.all(acts)
  for (const page of pages) {
    await page.saved()
    expect([page.state.aside, page.state.generation], `seed ${seed}`).toEqual([[], 0])
  }
  const whole = ({ text }: TestReplica) => text() + text(other)
  await until(() => new Set(pages.map(whole)).size === 1, 'all pages equal')
  const words = whole(pages[0] as TestReplica).split(' ')
  expect(typed.filter((word) => words.filter((each) => each === word).length !== 1)).toEqual([])
  for (const { replica } of pages) replica.close()
})

test('R31 edits that come too late for a section become suggestions where it takes them', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  using bo = replicaOf(server, 'bo')
  await ann.saved()
  await bo.saved()
  const agreed = ann.text()
  network.target = null
  await ann.reaches(isOffline)
  ann.type('補一句。')
  ann.erase(0, 2)
  ann.type('不動。', { field: other })
  await say(server, { ...closed(field), state: 'suggesting' } as RecordEvent)
  network.target = server.url
  await ann.reaches(({ status, generation }) => status.type === 'saved' && generation === 1)
  await until(() => bo.text() === ann.text() && bo.text(other) === '不動。', 'both see it')
  expect(ann.state.aside).toEqual([])
  expect(ann.text()).toBe(`${agreed}補一句。`)
  const { suggestions } = ann.state.record
  const texts = Object.values(suggestions).map(({ person, added, removed }) => [
    person,
    added,
    removed,
  ])
  expect(texts).toContainEqual(['ann', '補一句。', ''])
  expect(texts).toContainEqual(['ann', '', agreed.slice(0, 2)])
})

test('R31 what somebody wrote before they were muted becomes a suggestion', async () => {
  const roles = new Map([['ann', 'co-author' as const]]) as Map<string, Role>
  await using server = await room({ roles })
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  await ann.saved()
  network.target = null
  await ann.reaches(isOffline)
  ann.type('先寫好的。')
  roles.set('ann', 'suggester')
  network.target = server.url
  await ann.reaches(({ status, generation }) => status.type === 'saved' && generation === 1)
  expect(ann.state.aside).toEqual([])
  expect(Object.values(ann.state.record.suggestions)).toMatchObject([
    { person: 'ann', added: '先寫好的。', status: 'open' },
  ])
})

test('R32 a document stays on the page for as long as it is held, and what was written goes along', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  await ann.saved()
  network.target = null
  await ann.reaches(isOffline)
  ann.type('關閉的。')
  ann.type('開放的', { field: other })
  const { doc } = ann.state
  const text = fieldText(doc, other)
  const here = Y.createRelativePositionFromTypeIndex(text, text.length, -1)
  const there = Y.createRelativePositionFromTypeIndex(fieldText(doc, field), ann.text().length, -1)
  await say(server, closed(field))
  const letGo = ann.replica.hold()
  network.target = server.url
  await ann.reaches(({ status }) => status.type === 'saving')
  const [first, second] = [ann.replica.hold(), ann.replica.hold()]
  letGo()
  letGo()
  ann.type('部分', { field: other })
  first()
  expect(ann.state.doc).toBe(doc)
  second()
  await ann.reaches(({ generation }) => generation === 1)
  await ann.saved()
  expect(ann.text(other)).toBe('開放的部分')
  const indexOf = (place: Y.RelativePosition) => {
    const now = ann.replica.placeNow(Y.relativePositionToJSON(place))
    const at = Y.createRelativePositionFromJSON(now)
    return Y.createAbsolutePositionFromRelativePosition(at, ann.state.doc)?.index
  }
  // where one was in what was brought along, and in what was not
  expect([indexOf(here), indexOf(there)]).toEqual([3, ann.text().length])
  const [aside] = ann.state.aside
  expect(aside).toMatchObject({ field, text: '關閉的。', code: 'section-closed' })
  expect(indexOf(Y.createRelativePositionFromJSON(aside?.place))).toBe(ann.text().length)
})

test('R9 an edit of somebody who may only suggest is put aside, and suggesting goes on', async () => {
  await using server = await room({ roles: new Map([['sue', 'suggester']]) })
  using sue = replicaOf(server, 'sue')
  using bo = replicaOf(server, 'bo')
  await sue.saved()
  await bo.saved()
  sue.type('可', { mode: 'suggesting' })
  sue.type('不可')
  sue.type('以', { mode: 'suggesting' })
  await sue.reaches(({ aside, status }) => aside.length > 0 && status.type === 'saved')
  expect(sue.state.aside).toMatchObject([{ field, text: '不可', code: 'not-allowed' }])
  await until(() => bo.text() === sue.text())
  expect(bo.text()).toContain('可以')
  sue.erase(0, 2)
  await sue.reaches(({ aside, status }) => aside.length > 1 && status.type === 'saved')
  expect(sue.state.aside[1]).toMatchObject({ field: '', text: '' })
  expect(sue.text()).toBe(bo.text())
})

test('R10 step 2 with offline work in an open and in a closed section keeps the open one', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  await ann.saved()
  network.target = null
  await ann.reaches(isOffline)
  ann.type('關閉之前寫的。')
  ann.type('開放的部分。', { field: other })
  expect(ann.state.status).toEqual({ type: 'offline', unsent: 2 })
  await say(server, closed(field))
  network.target = server.url
  await ann.reaches(({ aside, status }) => aside.length > 0 && status.type === 'saved')
  expect(ann.state.aside).toMatchObject([{ field, text: '關閉之前寫的。', code: 'section-closed' }])
  expect(ann.text(other)).toBe('開放的部分。')
})

test('R11 lost acknowledgements are asked for again, and nothing is doubled', async () => {
  await using server = await room()
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann', { patience: 200 })
  using bo = replicaOf(server, 'bo')
  await ann.saved()
  network.toPage = (frame) => nameOf(frame) !== 'ack'
  for (let word = 0; word < 20; word++) ann.type(`${word};`)
  await until(() => network.opened > 1, 'a new socket')
  expect(ann.state.unsent).toBe(20)
  network.toPage = () => true
  await ann.saved()
  await until(() => bo.text() === ann.text())
  expect(ann.text()).toContain(Array.from({ length: 20 }, (_, word) => `${word};`).join(''))
  expect(ann.state.generation).toBe(0)
})

test('R11 a server that restarts under fast typing costs nothing', async () => {
  const folder = await newFolder()
  await using _ = folder
  const path = join(folder.path, 'accord.db')
  let server = await startRooms({ path })
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  using bo = replicaOf(network, 'bo')
  await ann.saved()
  await bo.saved()
  for (let restart = 0; restart < 3; restart++) {
    for (let word = 0; word < 30; word++) {
      ann.type(`甲${restart}.${word};`)
      bo.type(`乙${restart}.${word};`)
      if (word === 10) {
        const gone = server.close()
        network.target = null
        await gone
      }
      await new Promise((turn) => setImmediate(turn))
    }
    expect(ann.state.unsent).toBeGreaterThan(0)
    server = await startRooms({ path })
    network.target = server.url
    await ann.saved()
    await bo.saved()
  }
  await until(() => ann.text() === bo.text())
  for (let restart = 0; restart < 3; restart++) {
    for (let word = 0; word < 30; word++) {
      expect(ann.text().split(`甲${restart}.${word};`)).toHaveLength(2)
      expect(ann.text().split(`乙${restart}.${word};`)).toHaveLength(2)
    }
  }
  expect(ann.state.aside).toEqual([])
  await server.close()
})

test('R17 a replica that differs from the room is replaced, and the room is told', async () => {
  await using server = await room({ quiet: 50 })
  await using network = await startProxy(server.url)
  using ann = replicaOf(network, 'ann')
  using bo = replicaOf(server, 'bo')
  await ann.saved()
  await bo.saved()
  let lost = 0
  network.toPage = (frame) => frame[0] !== frameType.sync || lost++ > 0
  bo.type('安看不到,')
  await ann.reaches(({ generation }) => generation === 1, 'replaced')
  bo.type('現在看到了。')
  await until(() => ann.text() === bo.text() && ann.text().includes('安看不到,現在看到了。'))
  expect(lost).toBeGreaterThan(0)
  expect(ann.state.aside).toEqual([])
  expect(server.incidents.filter(({ level }) => level !== 'info')).toHaveLength(1)
})
