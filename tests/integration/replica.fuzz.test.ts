import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SectionState } from '../../shared/record/states.ts'
import { newFolder } from '../support/folder.ts'
import { type Network, startProxy } from '../support/proxy.ts'
import { replicaOf, type TestReplica } from '../support/replica.ts'
import { commitment, field, startRooms } from '../support/room.ts'
import { seeds } from '../support/seeds.ts'
import { seeded } from '../support/textWorld.ts'
import { until } from '../support/until.ts'

const fields = [field, 'solution', 'causes']
const people = ['ann', 'bo', 'cai']
const steps = 150

/** Somebody at a page, on a network of their own. */
type Seat = {
  readonly person: string
  readonly network: Network
  readonly typed: string[]
  page: TestReplica
  /** Ends what is being composed on the page, while which it stays on its document. */
  letGo: (() => void) | null
}

/**
 * The oracle: every word is unique, so in the end each stands either in the text or among the words
 * put aside for its writer, and nowhere twice, whatever happened to networks, server and sections,
 * refusals in the middle of a composition included.
 */
test.each(seeds('replicas', 3, 279_633))(
  'R11 networks, restarts, reloads and closing sections lose no word and double none (seed %i)',
  play,
)

async function play(seed: number): Promise<void> {
  const random = seeded(seed)
  const pick = <Thing>(things: readonly Thing[]) =>
    things[Math.floor(random() * things.length)] as Thing
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  let server = await startRooms({ path, quiet: 30 })
  const open = (person: string, network: Network) =>
    replicaOf(network, `${person}${seed}`, { storage: 'indexeddb', patience: 300, random })
  const seats: Seat[] = []
  for (const person of people) {
    const network = await startProxy(server.url)
    seats.push({ person, network, typed: [], page: open(person, network), letGo: null })
  }
  await Promise.all(seats.map(({ page }) => page.saved()))

  const setSection = async (state: SectionState) => {
    const live = await server.rooms.open(commitment)
    const events = [{ type: 'section-set', field: pick(fields), state, reason: '' }] as const
    await live?.act({ person: 'founder' }, () => ({ events }))
  }
  const restart = async () => {
    await server.close()
    server = await startRooms({ path, quiet: 30 })
    for (const { network } of seats) if (network.target !== null) network.target = server.url
  }
  const reload = async (seat: Seat) => {
    seat.page.replica.close()
    seat.letGo = null
    seat.page = open(seat.person, seat.network)
    await seat.page.reaches(({ loaded }) => loaded)
  }
  const type = (seat: Seat) => {
    const word = `${seat.person}${seat.typed.length};`
    seat.typed.push(word)
    const mode = random() < 0.3 ? 'suggesting' : 'editing'
    seat.page.type(word, { field: pick(fields), mode })
  }

  for (let step = 0; step < steps; step++) {
    const seat = pick(seats)
    const chance = random()
    if (chance < 0.69) type(seat)
    else if (chance < 0.75) {
      seat.letGo?.()
      seat.letGo = seat.letGo ? null : seat.page.replica.hold()
    } else if (chance < 0.8) seat.network.target = seat.network.target === null ? server.url : null
    else if (chance < 0.84) await setSection(pick(['closed', 'suggesting', 'open', 'open']))
    else if (chance < 0.86) await restart()
    else if (chance < 0.89) await reload(seat)
    else if (chance < 0.92) seat.network.toPage = (frame) => random() < 0.5 || !isAck(frame)
    else if (chance < 0.95) seat.network.toPage = () => true
    else await new Promise((turn) => setImmediate(turn))
  }

  for (const { network, letGo } of seats) {
    letGo?.()
    network.toPage = () => true
    network.target = server.url
  }
  for (const { page } of seats) await page.saved()
  const whole = ({ page }: Seat) => fields.map((each) => page.text(each)).join('\n')
  await until(() => new Set(seats.map(whole)).size === 1, 'all pages equal')
  const text = whole(seats[0] as Seat)
  for (const { person, typed, page } of seats) {
    const aside = page.state.aside.map((words) => words.text).join('\n')
    const places = typed.map((word) => [word, count(text, word) + count(aside, word)])
    expect(places.filter(([, times]) => times !== 1)).toEqual([])
    expect(page.state.status, person).toEqual({ type: 'saved' })
  }
  for (const { page, network } of seats) {
    page.replica.close()
    await network[Symbol.asyncDispose]()
  }
  await server.close()
}

function count(text: string, word: string): number {
  return text.split(word).length - 1
}

function isAck(frame: Uint8Array): boolean {
  return new TextDecoder().decode(frame).includes('"type":"ack"')
}
