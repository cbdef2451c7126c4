import { expect, test } from 'vitest'
import { railKey } from '../../../client/rail/keys.ts'
import { type Card, clusters, stack } from '../../../client/rail/stack.ts'
import { seeded } from '../../support/textWorld.ts'

const gap = 8

function card(id: string, anchor: number, height = 100): Card {
  return { id, anchor, height }
}

test('P22 cards stand at their words where there is room, and below the card above where there is none', () => {
  const cards = [card('a', 0), card('b', 300), card('c', 310)]
  expect(stack(cards, null, gap)).toEqual([0, 300, 408])
})

test('P22 the active card stands at its words and the others make room on both sides', () => {
  const cards = [card('a', 200), card('b', 220), card('c', 240), card('d', 250)]
  expect(stack(cards, 'c', gap)).toEqual([24, 132, 240, 348])
})

test('P22 the top of the rail pushes the active card down rather than losing the cards above it', () => {
  const cards = [card('a', 10), card('b', 20), card('c', 30)]
  expect(stack(cards, 'c', gap, 50)).toEqual([50, 158, 266])
})

test('P22 random cards never overlap, keep their order, and none leaves the rail', () => {
  const seed = Number(process.env.ACCORD_SEED ?? 41)
  const random = seeded(seed)
  for (let round = 0; round < 300; round++) {
    let anchor = 0
    const cards = Array.from({ length: 1 + Math.floor(random() * 30) }, (_, at) => {
      anchor += Math.floor(random() * 150)
      return card(String(at), anchor, 40 + Math.floor(random() * 300))
    })
    const active = random() < 0.7 ? String(Math.floor(random() * cards.length)) : null
    const tops = stack(cards, active, gap, 50)
    for (const [at, top] of tops.entries()) {
      const above = cards[at - 1]
      const free = above ? (tops[at - 1] ?? 0) + above.height + gap : 50
      expect(top, `seed ${seed}, round ${round}`).toBeGreaterThanOrEqual(free)
    }
  }
})

test('P22 signs that would touch are one, with their count', () => {
  const places = [0, 10, 39, 40, 200].map((anchor) => ({ anchor }))
  expect(clusters(places, 40).map((cluster) => cluster.length)).toEqual([3, 1, 1])
})

const plain = {
  code: '',
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
}

test('P23 letters are keys of the rail on a card, in either case', () => {
  const here = document.createElement('li')
  const meaning = (key: string) => railKey({ ...plain, key }, here)
  expect(['j', 'K', 'a', 'd', 'x', 'Enter', 'Escape', 'ArrowDown', 'q'].map(meaning)).toEqual([
    'next',
    'previous',
    'adopt',
    'decline',
    'select',
    'open',
    'leave',
    'next',
    null,
  ])
})

test('P23 nobody who writes, composes or holds a modifier decides anything by a letter', () => {
  const area = document.createElement('textarea')
  expect(railKey({ ...plain, key: 'a' }, area)).toBeNull()
  expect(railKey({ ...plain, key: 'Escape' }, area)).toBe('leave')
  const here = document.createElement('li')
  expect(railKey({ ...plain, key: 'a', isComposing: true }, here)).toBeNull()
  expect(railKey({ ...plain, key: 'd', ctrlKey: true }, here)).toBeNull()
  expect(railKey({ ...plain, key: 'Enter' }, document.createElement('button'))).toBeNull()
})
