import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyAll } from '../../server/cli/verify.ts'
import { type Decider, type DecisionRefusal, decideTogether } from '../../server/rooms/decisions.ts'
import { reopen } from '../../server/rooms/reopening.ts'
import type { Act } from '../../server/rooms/room.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import type { Outcome } from '../../shared/record/states.ts'
import type { Role } from '../../shared/roles.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { textOf, type View } from '../../shared/text/views.ts'
import { accessToAll } from '../support/accessToAll.ts'
import { newFolder } from '../support/folder.ts'
import { MovingPage } from '../support/movingPage.ts'
import { commitment, startRooms } from '../support/room.ts'
import { seeds } from '../support/seeds.ts'
import { seeded } from '../support/textWorld.ts'
import { until } from '../support/until.ts'
import { doubledByTheRoom, unnumbered } from '../support/wholeness.ts'

const fields = ['problem', 'causes']
const acts = 60

const host: Decider = { person: 'host', alike: new Set(), sector: 'public', facilitates: true }
const outcomes: readonly Outcome[] = ['adopted', 'adopted', 'declined', 'later']

/** What became of a character: who typed it, and whether anybody has taken it out and not put it back. */
type Fate = { readonly by: string; removed: boolean }

test.each(seeds('taken back, over sockets', 100))(
  'T84 pages come and go, write, strike, move and undo while answers are given and taken back: no word is lost, no answer is untrue, and all can be taken back (seed %i)',
  play,
)

async function play(seed: number): Promise<void> {
  const random = seeded(seed)
  const below = (count: number) => Math.floor(random() * count)
  const one = <Of>(of: readonly Of[]): Of => of[below(of.length)] as Of
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const roles = new Map<string, Role>([
    ['sue', 'suggester'],
    ['tom', 'suggester'],
  ])
  let server = await startRooms({ path, roles })
  const pages: MovingPage[] = []
  for (const person of ['ann', 'bo', 'sue', 'tom', 'ann']) {
    if (pages.length > 2 && random() < 0.4) continue
    pages.push(await MovingPage.open(server.url, person, fields))
  }
  const fates = new Map<string, Fate>()
  let next = 0x4e00
  const fresh = (by: string, length: number) =>
    Array.from({ length }, () => {
      const character = String.fromCharCode(next++)
      fates.set(character, { by, removed: false })
      return character
    }).join('')
  /** While people write it can be refused: what it is about may have gone in that moment. */
  const does = async (act: Act<DecisionRefusal>) => {
    const room = await server.rooms.open(commitment)
    return room?.act({ person: host.person }, act)
  }
  const answer = (numbers: readonly number[], outcome: Outcome) =>
    does(({ doc, record }) => {
      const said = { outcome, reason: 'because', override: false }
      return decideTogether(doc, record, numbers, host, said)
    })
  const takeBack = (number: number) =>
    does(({ doc, record }) => reopen(doc, record, number, 'taken back'))
  const now = async () => {
    const room = await server.rooms.open(commitment)
    if (!room) throw new Error('no room')
    await room.settled()
    return room.read()
  }
  const waiting = ({ suggestions }: CommitmentRecord) =>
    Object.values(suggestions).filter(({ status }) => status === 'open' || status === 'later')

  const write = (page: MovingPage) => {
    const suggests = page.person === 'sue' || page.person === 'tom'
    page.mode = suggests || random() < 0.3 ? 'suggest' : 'edit'
    const field = one(fields)
    const length = page.page.text(field).length
    const from = below(length + 1)
    const to = Math.min(length, from + 1 + below(6))
    const chance = random()
    if (random() < 0.4) page.undo.cut()
    if (chance < 0.4) page.replace(field, from, from, fresh(page.person, 1 + below(4)))
    else if (chance < 0.5) page.replace(field, from, to, fresh(page.person, 1 + below(3)))
    else if (chance < 0.65) page.replace(field, from, to, '')
    else if (chance < 0.85 && page.mode === 'edit')
      page.move(field, from, to, one(fields), random(), random() < 0.5)
    else if (chance < 0.95) page.undo.undo()
    else page.undo.redo()
  }
  const restart = async () => {
    await server.close()
    server = await startRooms({ path, roles })
    for (const { network } of pages) if (network.target !== null) network.target = server.url
  }

  for (let act = 0; act < acts; act++) {
    const page = one(pages)
    const chance = random()
    if (chance < 0.7) {
      const before = page.characters()
      write(page)
      const after = page.characters()
      for (const [character, fate] of fates)
        if ((after.get(character) ?? 0) !== (before.get(character) ?? 0))
          fate.removed = (after.get(character) ?? 0) < (before.get(character) ?? 0)
    } else if (chance < 0.78) page.network.target = page.network.target ? null : server.url
    else if (chance < 0.8) await restart()
    else if (chance < 0.9) {
      const some = waiting((await now()).record).filter(() => random() < 0.4)
      if (some.length > 0) await answer(numbersOf(some), one(outcomes))
    } else if (chance < 0.95) {
      const answered = Object.values((await now()).record.suggestions).filter(isSettled)
      if (answered.length > 0) await takeBack(one(answered).number)
    } else await new Promise((turn) => setTimeout(turn, below(12)))
  }
  for (const { network } of pages) network.target = server.url
  for (const { page } of pages) await page.saved()
  const { doc, record } = await now()
  const shown = ({ page }: MovingPage) => fields.map((field) => page.text(field)).join('\n')
  const text = fields.map((field) => fieldText(doc, field).toString()).join('\n')
  await until(() => pages.every((page) => shown(page) === text), 'all pages equal')

  const aside = new Set(
    pages.flatMap(({ page }) => page.state.aside.flatMap((each) => [...each.text])),
  )
  const answeredEver = new Set(
    Object.values(record.suggestions).flatMap(({ decisions, added, removed }) =>
      decisions.length > 0 ? [...added, ...removed] : [],
    ),
  )
  const lost = [...fates].filter(
    ([character, { removed }]) =>
      !removed &&
      !answeredEver.has(character) &&
      !aside.has(character) &&
      !text.includes(character),
  )
  expect(lost).toEqual([])
  expect(unnumbered(doc, record)).toEqual([])
  expect(doubledByTheRoom(doc, record)).toEqual([])

  const see = async () => {
    const { doc, record } = await now()
    const words = (view: View) =>
      textOf(doc, view, record, fields)
        .map(({ blocks }) => blocks.map(({ runs }) => runs.map((run) => run.text).join('')))
        .join('¶')
    return {
      agreed: words('original'),
      current: words('current'),
      final: words('final'),
      numbers: waiting(record).map(
        ({ number, added, removed }) => `№ ${number} +${added} -${removed}`,
      ),
    }
  }
  const before = await see()
  const open = numbersOf(waiting(record))
  if (open.length > 0) {
    for (const outcome of ['adopted', 'declined'] as const) {
      expect(await answer(open, outcome)).toHaveProperty('seq')
      const { current, agreed } = await see()
      expect([current, agreed]).toEqual(
        outcome === 'adopted' ? [before.final, before.final] : [before.agreed, before.agreed],
      )
      const order = open.map((number) => ({ number, turn: random() }))
      for (const { number } of order.sort((a, b) => a.turn - b.turn))
        expect(await takeBack(number)).toHaveProperty('seq')
      expect(await see()).toEqual(before)
    }
  }
  for (const page of pages) await page.close()
  // what access would know of the commitment is not here
  const findings = await verifyAll(server.journal, accessToAll)
  expect(findings.filter(({ seq }) => seq !== null)).toEqual([])
  await server.close()
}

function numbersOf(suggestions: readonly Suggestion[]): number[] {
  return suggestions.map(({ number }) => number)
}

function isSettled({ status }: Suggestion): boolean {
  return status === 'adopted' || status === 'declined'
}
