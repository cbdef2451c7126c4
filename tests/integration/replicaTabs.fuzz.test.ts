import 'fake-indexeddb/auto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { leftByOthers, leftoversOf } from '../../client/sync/leftovers.ts'
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
  /** Whoever sits there now; those before have lost their session, and cannot come back. */
  person: string
  readonly former: string[]
  readonly network: Network
  readonly typed: string[]
  readonly tabs: Tab[]
}

type Tab = { readonly page: TestReplica; readonly typed: string[] }

/**
 * The oracle: every word is unique, and in the end stands once, in the text or among the words put aside
 * for its writer, although tabs were closed in the middle of anything and most never came back; and
 * whenever a page says "saved", the room's own text has all that was written on that page. Servers come
 * back as they were, or with the text under another epoch. Who is removed comes back; whose session
 * ends, or who leaves, does so as somebody else, who is offered what waits under the former name. That
 * can be in the text, too, when nobody could tell the page any more that it had arrived.
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
  const ended = new Set<string>()
  const options = { path, quiet: 30, roles, ended }
  let server = await startRooms(options)
  const open = (seat: Seat) => {
    const { network, person } = seat
    const kept = { storage: 'indexeddb', patience: 300, random } as const
    seat.tabs.push({ page: replicaOf(network, person, kept), typed: [] })
  }
  const seats: Seat[] = []
  for (const name of ['ann', 'bo']) {
    const network = await startProxy(server.url)
    const seat: Seat = { person: `${name}${seed}`, former: [], network, typed: [], tabs: [] }
    seats.push(seat)
    open(seat)
    open(seat)
  }
  const kill = (seat: Seat, tab: Tab) => {
    tab.page.replica.close()
    seat.tabs.splice(seat.tabs.indexOf(tab), 1)
  }
  const restart = async (anew = false) => {
    await server.close()
    if (anew) underAnotherEpoch(path)
    server = await startRooms(options)
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
  const remove = (seat: Seat) => {
    roles.set(seat.person, roles.get(seat.person) === null ? 'co-author' : null)
    const { target } = seat.network
    seat.network.target = null
    seat.network.target = target
  }
  /** It has ended elsewhere, by itself or by leaving: pages stay until they are closed, or sit there. */
  const endSession = (seat: Seat) => {
    server.endSession(seat.person)
    if (random() < 0.5) for (const tab of [...seat.tabs]) kill(seat, tab)
    seat.former.push(seat.person)
    seat.person = `${seat.person.split('.')[0]}.${seat.former.length}`
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
    } else if (chance < 0.815) await restart()
    else if (chance < 0.825) await restart(true)
    else if (chance < 0.84) remove(seat)
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
    const way = { server: network.url, me: personOf(person), socket: socketOf(person) }
    // a tab that was killed while it opened may hold its place for a moment
    await until(async () => {
      const own = (await waitingHere()).filter((slot) => slot.person === person)
      const sent = own.map((slot) => sendWaiting(slot, { ...way, random: () => 0 }, never))
      return !(await Promise.all(sent)).includes('kept')
    }, 'all that waits is sent')
  }
  for (const seat of seats) open(seat)
  const last = seats.map(({ tabs }) => (tabs[0] as Tab).page)
  for (const page of last) await page.saved()
  const whole = (page: TestReplica) => fields.map((each) => page.text(each)).join('\n')
  await until(() => new Set(last.map(whole)).size === 1, 'all pages equal')
  for (const [at, seat] of seats.entries()) {
    const page = last[at] as TestReplica
    const aside = page.state.aside.map((words) => words.text).join('\n')
    const offered = await offeredTo(seat)
    const lost = seat.typed.filter((word) => {
      const here = count(whole(page), word) + count(aside, word)
      return here > 1 || (here === 0 && count(offered, word) === 0)
    })
    expect(lost).toEqual([])
  }
  for (const page of last) page.replica.close()
  for (const { network } of seats) await network[Symbol.asyncDispose]()
  await server.close()
}

/** What the device holds of those who sat there before, as it is offered to whoever sits there now. */
async function offeredTo({ person, former }: Seat): Promise<string> {
  const told = await leftByOthers(commitment, person)
  const theirs = told.filter((one) => former.includes(one.person))
  const found = await Promise.all(theirs.map((one) => leftoversOf(commitment, one.person)))
  return found.flatMap(({ words }) => words.map(({ text }) => text)).join('\n')
}

/** The same text, as of a document that was made at another time: pages give up what they hold of it. */
function underAnotherEpoch(path: string): void {
  const db = new Database(path)
  db.exec('update entries set at = at - 1000 where seq = 1; delete from checkpoints')
  db.close()
}

function count(text: string, word: string): number {
  return text.split(word).length - 1
}

function isAck(frame: Uint8Array): boolean {
  return new TextDecoder().decode(frame).includes('"type":"ack"')
}
