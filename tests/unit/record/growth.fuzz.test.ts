import { expect, test } from 'vitest'
import type { RecordEvent } from '../../../shared/record/events.ts'
import { fold, foldAll } from '../../../shared/record/fold.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { growth, mostGrowth } from '../../support/growth.ts'

const field = 'problem'
const content = { field, inserted: [], deleted: [], kinds: {}, added: 'x', removed: '' }

/** What the n-th event of each kind of life says; each is about something of its own. */
const lives: Readonly<Record<string, (nth: number) => RecordEvent>> = {
  'ids bound': (nth) => ({ type: 'ids-bound', editing: 2 ** 31 + nth }),
  'authors brought': (nth) => ({
    type: 'authors-brought',
    authors: [{ client: 2 ** 31 + nth, person: 'an', onBehalfOf: null }],
  }),
  origins: (nth) => ({
    type: 'origins-found',
    origins: [{ to: [7, nth, 1], from: [8, nth], how: 'undo' }],
  }),
  suggestions: (nth) => ({ type: 'suggestion-opened', suggestion: nth, content }),
  'suggestions that are decided and seen': (nth) => {
    const suggestion = Math.floor(nth / 3)
    const reason = ''
    if (nth % 3 === 0) return { type: 'suggestion-opened', suggestion, content }
    if (nth % 3 === 2) return { type: 'accepted-seen', suggestion }
    const accepted: [number, number, number][] = [[9, nth, 1]]
    return { type: 'suggestion-decided', suggestion, outcome: 'adopted', reason, accepted, content }
  },
  'suggestions that are decided, seen, and half of them reopened': reopened,
  threads: (nth) => ({
    type: 'thread-opened',
    thread: `t${nth}`,
    anchor: { on: 'section', field },
    text: 'x',
  }),
  'replies and their changes': (nth) =>
    nth === 0
      ? { type: 'thread-opened', thread: 't', anchor: { on: 'section', field }, text: 'x' }
      : nth % 2
        ? { type: 'thread-replied', thread: 't', comment: `c${nth}`, text: 'x' }
        : { type: 'comment-edited', thread: 't', comment: `c${nth - 1}`, text: 'y' },
  versions: (nth) => ({ type: 'version-named', name: `v${nth}`, hash: 'x' }),
  'questions set aside': (nth) => ({
    type: 'check-dismissed',
    ...{ rule: 'T1', field, quote: `q${nth}`, reason: 'x' },
  }),
  roles: (nth) => ({ type: 'role-set', person: `p${nth}`, role: 'observer' }),
  sections: (nth) => ({ type: 'section-set', field: `f${nth}`, state: 'closed', reason: 'x' }),
}

/** Each fourth event reopens one of the earlier half, so that what is accepted goes on growing. */
function reopened(nth: number): RecordEvent {
  const suggestion = Math.floor(nth / 4)
  const reason = 'x'
  if (nth % 4 === 0) return { type: 'suggestion-opened', suggestion, content }
  if (nth % 4 === 2) return { type: 'accepted-seen', suggestion }
  if (nth % 4 === 3) {
    const earlier = Math.floor(suggestion / 2)
    return { type: 'suggestion-reopened', suggestion: earlier, reason, content }
  }
  const accepted: [number, number, number][] = [[9, suggestion, 1]]
  return { type: 'suggestion-decided', suggestion, outcome: 'adopted', reason, accepted, content }
}

test.for(Object.entries(lives))(
  'C44 the fold of twice as many events takes twice as long: %s',
  {
    timeout: 120_000,
  },
  ([, event]) => {
    const events = (size: number) =>
      Array.from({ length: size }, (_, nth) => ({
        ...{ seq: nth + 1, at: nth, person: 'an', onBehalfOf: null },
        event: event(nth),
      }))
    const few = events(60)
    const half = foldAll(emptyRecord, few.slice(0, 30))
    const before = JSON.stringify(half)
    expect(foldAll(half, few.slice(30))).toEqual(few.reduce(fold, emptyRecord))
    expect(JSON.stringify(half)).toBe(before)
    expect(growth(events, (all) => foldAll(emptyRecord, all))).toBeLessThanOrEqual(mostGrowth)
  },
)
