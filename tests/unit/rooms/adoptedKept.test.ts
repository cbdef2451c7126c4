import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../../server/rooms/limits.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import type { Role } from '../../../shared/roles.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { drawClientIds } from '../../../shared/text/identity.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { readFields } from '../../../shared/text/read.ts'
import { MemoryRoom } from '../../support/memoryRoom.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const words = 'Not before the end of the year 2026. '

/** Somebody whose client has sent a suggestion, and never says what it has seen. */
async function adopted(role: Role) {
  const room = new MemoryRoom()
  const ids = drawClientIds()
  const doc = new Y.Doc()
  guardBody(doc)
  room.join('sam', ids, role)
  doc.clientID = ids.suggesting
  const problem = fieldText(doc, 'problem')
  /** True: the room has taken it. */
  const send = async (change: () => void, claims: readonly Origin[] = []) => {
    const before = Y.encodeStateVector(doc)
    const refused = room.refused.length
    doc.transact(change)
    await room.take('sam', Y.encodeStateAsUpdate(doc, before), claims)
    return room.refused.length === refused
  }
  await send(() => problem.insert(0, words))
  const { suggestions } = room.document.record
  const content = suggestions[1]
  if (!content) throw new Error('no suggestion')
  const adopt = () => {
    const answer = { suggestion: 1, outcome: 'adopted', reason: '', content } as const
    room.say([{ type: 'suggestion-decided', ...answer, accepted: [...content.inserted] }])
  }
  const text = (field: string) =>
    readFields(room.document.doc, [field])
      .flatMap(({ blocks }) => blocks.flatMap(({ runs }) => runs.map((run) => run.text)))
      .join('')
  const [range] = content.inserted as [IdRange]
  return { room, ids, doc, problem, send, adopt, text, range }
}

test.each([
  ['a suggester', 'suggester', 0],
  ['a suggester, seconds later', 'suggester', 1000],
  ['a suggester, long after', 'suggester', limits.grace * 2],
  ['a co-author who cannot have heard of it', 'co-author', limits.grace - 1],
] as const)(
  'A80 %s does not take out adopted words by not saying what was seen',
  async (_, role, ms) => {
    const { room, problem, send, adopt, text } = await adopted(role)
    adopt()
    vi.advanceTimersByTime(ms)
    expect(await send(() => problem.delete(0, 4))).toBe(false)
    expect(room.refused).toEqual(['sam: accepted'])
    expect(text('problem')).toBe(words)
    expect(room.document.record.suggestions[1]?.status).toBe('adopted')
  },
)

test('A80 who edits, and has heard or must have, takes agreed words out', async () => {
  for (const hears of [true, false]) {
    const { room, problem, send, adopt, text } = await adopted('co-author')
    adopt()
    if (hears) room.sees('sam')
    else vi.advanceTimersByTime(limits.grace + 1)
    expect(await send(() => problem.delete(0, 4))).toBe(true)
    expect(text('problem')).toBe(words.slice(4))
  }
})

test('A81 adopted words are not moved by who suggests, whatever is claimed', async () => {
  const { room, ids, doc, problem, send, adopt, text, range } = await adopted('suggester')
  adopt()
  const move = (): Origin[] => [
    {
      to: [ids.suggesting, Y.getState(doc.store, ids.suggesting), range[2]],
      from: [range[0], range[1]],
      how: 'moved',
    },
  ]
  const claims = move()
  const isTaken = await send(() => {
    problem.delete(0, words.length)
    fieldText(doc, 'solution').insert(0, words)
  }, claims)
  expect(isTaken).toBe(false)
  expect(room.refused).toEqual(['sam: accepted'])
  expect([text('problem'), text('solution')]).toEqual([words, ''])
})

test.each([
  [limits.grace - 1, 1],
  [limits.grace + 1, 2],
])(
  'A81 words that were taken out before they were adopted come back %i ms later as № %i',
  async (ms, number) => {
    const { room, ids, doc, problem, send, adopt, text, range } = await adopted('suggester')
    expect(await send(() => problem.delete(0, words.length))).toBe(true)
    adopt()
    vi.advanceTimersByTime(ms)
    const to: Origin['to'] = [ids.suggesting, Y.getState(doc.store, ids.suggesting), range[2]]
    const moved: Origin = { to, from: [range[0], range[1]], how: 'moved' }
    expect(await send(() => fieldText(doc, 'solution').insert(0, words), [moved])).toBe(true)
    expect(text('solution')).toBe(words)
    const numbers = Object.keys(room.document.record.suggestions)
    expect(Math.max(...numbers.map(Number))).toBe(number)
  },
)
