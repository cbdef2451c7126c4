import { expect, test } from 'vitest'
import { PageLedger } from '../../../client/authorship/pageLedger.ts'
import { nextSpeaker, withSpeaker } from '../../../client/authorship/speakers.ts'
import { Tones } from '../../../client/authorship/tones.ts'
import { percent } from '../../../client/authorship/useShares.ts'
import { importedPerson } from '../../../shared/authorship/attribution.ts'
import { Ledger } from '../../../shared/authorship/ledger.ts'
import { noBindings } from '../../../shared/record/bindings.ts'

test('W45 a page stamps what arrives with its own clock, and the room knows better', () => {
  let now = 1_000_000
  const arrivals = new PageLedger(() => now)
  arrivals.learn([[7, 0, 10, 500]])
  arrivals.arrived(new Map([[7, 12]]))
  now += 30_000
  arrivals.arrived(new Map([[7, 15]]))
  now += 90_000
  arrivals.arrived(new Map([[7, 16]]))
  const at = (clock: number) => arrivals.ledger.writtenAt(7, clock).value
  expect([9, 10, 14, 15].map(at)).toEqual([500, 1_000_000, 1_000_000, 1_120_000])
  arrivals.learn([[7, 10, 6, 900]])
  expect(at(15)).toBe(900)
})

test('W46 hues go to whoever wrote first, stay, and are eight at most', () => {
  const ledger = new Ledger()
  const people = Array.from({ length: 10 }, (_, number) => `p${number}`)
  const clients = noBindings.and(
    people.map((person, number) => ({
      ...{ client: 100 + number, person, onBehalfOf: null, mode: 'editing' },
    })),
  )
  ledger.stamp(people.map((_, number) => [100 + number, 0, 5, 1000 - number] as const))
  const tones = new Tones()
  tones.rank(ledger, clients)
  expect(tones.of('p9')).toBe(0)
  expect(tones.of('p2')).toBe(7)
  expect([tones.of('p1'), tones.of('p0'), tones.of('somebody new')]).toEqual([
    'grey',
    'grey',
    'grey',
  ])
  expect(tones.of(importedPerson)).toBe('plain')
  ledger.stamp([[100, 0, 5, 1]])
  tones.rank(ledger, clients)
  expect(tones.of('p9')).toBe(0)
})

test('W47 one key goes round among oneself and the recent speakers', () => {
  const person = (id: string) => ({ id, name: id, organisation: '', sector: 'public' as const })
  let recent = withSpeaker([], person('b'))
  recent = withSpeaker(recent, person('a'))
  const round: (string | null)[] = []
  let present: string | null = null
  for (let step = 0; step < 4; step++) {
    const next = nextSpeaker(recent, present)
    if (next) recent = withSpeaker(recent, next)
    present = next?.id ?? null
    round.push(present)
  }
  expect(round).toEqual(['a', 'b', null, 'a'])
})

test('W44 a small share is not nothing, and beside it a large one is not all', () => {
  const shares = [percent(0, 10), percent(1, 1000), percent(1, 3), percent(999, 1000)]
  expect([...shares, percent(7, 7), percent(5, 0)]).toEqual(['0', '<1', '33', '>99', '100', '0'])
})
