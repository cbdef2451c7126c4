import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sendWaiting, waitingHere } from '../../client/sync/waiting.ts'
import type { Role } from '../../shared/roles.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { newFolder } from '../support/folder.ts'
import { type Network, startProxy } from '../support/proxy.ts'
import { replicaOf, socketOf, type TestReplica } from '../support/replica.ts'
import { commitment, field, personOf, startRooms } from '../support/room.ts'
import { seeds } from '../support/seeds.ts'
import { seeded } from '../support/textWorld.ts'
import { until } from '../support/until.ts'

const fields = [field, 'solution', 'causes']
const steps = 120
const mostTabs = 3

/** A device with several tabs of one commitment, on one network. */
type Seat = {
  readonly person: string
  readonly network: Network
  readonly typed: string[]
  readonly tabs: Tab[]
}

type Tab = { readonly page: TestReplica; readonly typed: string[] }

/**
 * The oracle: every word is unique, and in the end stands once, in the text or among the words put aside
 * for its writer, although tabs were closed in the middle of anything and most never came back; and
 * whenever a page says "saved", the room's own text has all that was written on that page.
 */
test.each(seeds('tabs', 4, 513_000))(
  'R40 tabs, networks, servers and sessions that end at any moment lose no word (seed %i)',
  play,
)

async function play(seed: number): Promise<void> {
  const random = seeded(seed)
  const pick = <Thing>(things: readonly Thing[]) =>
    things[Math.floor(random() * things.length)] as Thing
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const roles = new Map<string, Role | null>()
  let server = await startRooms({ path, quiet: 30, roles })
  const open = (seat: Seat) => {
    const { network, person } = seat
    const options = { storage: 'indexeddb', patience: 300, random } as const
    seat.tabs.push({ page: replicaOf(network, person, options), typed: [] })
  }
  const seats: Seat[] = []
  for (const name of ['ann', 'bo']) {
    const network = await startProxy(server.url)
    const seat: Seat = { person: `${name}${seed}`, network, typed: [], tabs: [] }
    seats.push(seat)
    open(seat)
    open(seat)
  }
  const kill = (seat: Seat, tab: Tab) => {
    tab.page.replica.close()
    seat.tabs.splice(seat.tabs.indexOf(tab), 1)
  }
  const restart = async () => {
    await server.close()
    server = await startRooms({ path, quiet: 30, roles })
    for (const { network } of seats) if (network.target !== null) network.target = server.url
  }
  const type = (seat: Seat, tab: Tab) => {
    const word = `${seat.person}-${seat.typed.length};`
    seat.typed.push(word)
    tab.typed.push(word)
    tab.page.type(word, {
      field: pick(fields),
      mode: random() < 0.3 ? 'suggesting' : 'editing',
    })
  }
  const endSession = (seat: Seat) => {
    roles.set(seat.person, roles.get(seat.person) === null ? 'co-author' : null)
    const { target } = seat.network
    seat.network.target = null
    seat.network.target = target
  }
  const honest = async () => {
    const room = await server.rooms.open(commitment)
    if (!room) return
    const { doc } = room.read()
    const text = fields.map((each) => doc.getText(bodyRoots.field + each).toString()).join('\n')
    for (const { tabs } of seats) {
      for (const { page, typed } of tabs) {
        if (page.state.status.type !== 'saved') continue
        const aside = page.state.aside.map((words) => words.text).join('\n')
        const untrue = typed.filter((word) => !(text + aside).includes(word))
        expect(untrue, `${page.state.me.id} is told that all is saved`).toEqual([])
      }
    }
  }

  for (let step = 0; step < steps; step++) {
    const seat = pick(seats)
    const tab = seat.tabs.length > 0 ? pick(seat.tabs) : null
    const chance = random()
    if (!tab || (chance < 0.06 && seat.tabs.length < mostTabs)) open(seat)
    else if (chance < 0.65) {
      if (tab.page.state.loaded) type(seat, tab)
    } else if (chance < 0.72) kill(seat, tab)
    else if (chance < 0.8) {
      seat.network.target = seat.network.target === null ? server.url : null
    } else if (chance < 0.82) await restart()
    else if (chance < 0.85) endSession(seat)
    else if (chance < 0.88) seat.network.toPage = (frame) => random() < 0.5 || !isAck(frame)
    else if (chance < 0.91) seat.network.toPage = () => true
    else if (chance < 0.95) await new Promise((turn) => setTimeout(turn, random() * 20))
    else await honest()
  }

  for (const seat of seats) {
    roles.set(seat.person, 'co-author')
    seat.network.toPage = () => true
    seat.network.target = server.url
    for (const tab of [...seat.tabs]) kill(seat, tab)
  }
  const never = new AbortController().signal
  for (const { person, network } of seats) {
    const options = { server: network.url, me: personOf(person), socket: socketOf(person) }
    // a tab that was killed while it opened may hold its place for a moment
    await until(async () => {
      const own = (await waitingHere()).filter((slot) => slot.person === person)
      const sent = own.map((slot) => sendWaiting(slot, { ...options, random: () => 0 }, never))
      return !(await Promise.all(sent)).includes('kept')
    }, 'all that waits is sent')
  }
  for (const seat of seats) open(seat)
  const last = seats.map(({ tabs }) => (tabs[0] as Tab).page)
  for (const page of last) await page.saved()
  const whole = (page: TestReplica) => fields.map((each) => page.text(each)).join('\n')
  await until(() => new Set(last.map(whole)).size === 1, 'all pages equal')
  for (const [at, { typed }] of seats.entries()) {
    const page = last[at] as TestReplica
    const aside = page.state.aside.map((words) => words.text).join('\n')
    const places = typed.map((word) => [word, count(whole(page), word) + count(aside, word)])
    expect(places.filter(([, times]) => times !== 1)).toEqual([])
  }
  for (const page of last) page.replica.close()
  for (const { network } of seats) await network[Symbol.asyncDispose]()
  await server.close()
}

function count(text: string, word: string): number {
  return text.split(word).length - 1
}

function isAck(frame: Uint8Array): boolean {
  return new TextDecoder().decode(frame).includes('"type":"ack"')
}
