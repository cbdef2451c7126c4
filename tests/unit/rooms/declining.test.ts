import { expect, test } from 'vitest'
import { type Answer, type Decider, decide } from '../../../server/rooms/decisions.ts'
import { declineAllOf } from '../../../server/rooms/declining.ts'
import { renumberAll } from '../../../server/rooms/numbering.ts'
import { awaitsAnswer, speakerOf } from '../../../shared/record/answering.ts'
import { suggestedDeletions, suggestedKinds } from '../../../shared/text/proposals.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { seeded, World } from '../../support/textWorld.ts'

const host: Decider = {
  person: 'host',
  alike: new Set(),
  sector: 'public',
  facilitates: true,
}
const by = { person: 'host', onBehalfOf: null }
const answer: Answer = { outcome: 'declined', reason: 'too many', override: false }

/** Everything that a page would show of it. */
const shown = ({ room, record }: World) => ({
  text: ['a', 'b'].map((field) => readBlocks(room, field)),
  deletions: suggestedDeletions(room, record.origins).map(String).sort(),
  kinds: suggestedKinds(room, record.origins),
  answers: Object.values(record.suggestions).map(({ number, status, added, removed }) => [
    number,
    status,
    ...(status === 'declined' ? [added, removed] : []),
  ]),
})

test('A25 all that one person has waiting is declined in one step, as if one by one; others’ waits on', () => {
  const world = World.start(seeded(25))
  world.play(seeded(26), 500)
  world.settle()
  const counts = new Map<string, number>()
  for (const each of world.open()) {
    counts.set(speakerOf(each), (counts.get(speakerOf(each)) ?? 0) + 1)
  }
  expect(counts.size).toBeGreaterThan(1)
  for (const [person, count] of counts) {
    expect(count).toBeGreaterThan(3)
    const [one, all] = [world.copy(), world.copy()]
    const theirs = Object.values(one.record.suggestions).filter(
      (each) => awaitsAnswer(each) && speakerOf(each) === person,
    )
    for (const { number } of theirs) {
      const act = decide(one.room, one.record, number, host, answer)
      if ('refused' in act) throw new Error(act.refused)
      one.room.transact((transaction) => act.write?.(transaction), 'room')
      one.enter('host', act.events)
    }
    one.enter('host', renumberAll(one.room, one.record, by))

    const act = declineAllOf(all.room, all.record, [person], host, answer.reason)
    if ('refused' in act) throw new Error(act.refused)
    all.room.transact((transaction) => act.write?.(transaction), 'room')
    all.enter('host', act.events)
    all.enter('host', renumberAll(all.room, all.record, by))
    expect(all.open().filter((each) => speakerOf(each) === person)).toEqual([])
    expect(shown(all)).toEqual(shown(one))
  }
})

test('A25 nobody declines their own so, without a reason, or what is not there', () => {
  const world = World.start(seeded(25))
  world.play(seeded(26), 200)
  world.settle()
  const { room, record } = world
  const person = speakerOf(world.open()[0] ?? { person: '', onBehalfOf: null })
  const asked = (whose: string, by: Decider, reason: string) =>
    declineAllOf(room, record, [whose], by, reason)
  expect(asked(person, { ...host, person }, 'why')).toEqual({ refused: 'own-suggestion' })
  expect(asked(person, host, ' ')).toEqual({ refused: 'reason-needed' })
  expect(asked('nobody', host, 'why')).toEqual({ refused: 'not-open' })
})
