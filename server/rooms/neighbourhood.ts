import type * as Y from 'yjs'
import { voiceOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { home } from '../../shared/text/identity.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import type { Piece } from '../../shared/text/pending.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { byOwner, type Owned } from './numbering.ts'
import { before, behind, nextOf, type Spot } from './places.ts'
import type { Strikes } from './strikes.ts'
import type { Waiting } from './waiting.ts'

/*
 * What people suggest in the places that an update has touched, and as much of what stands beside them
 * as it takes to know which numbers go on there. Words that others only suggest part nobody's pieces, so
 * a number may go on beyond them: they are walked once to each side and not from each piece, and no
 * further than to the next agreed word, or until everybody who looks for a number has met one.
 */

export type Ground = {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
  readonly waiting: Waiting
  readonly strikes: Strikes
}

/** What a person has in a place; false: it was not touched and only stands beside what was. */
export type Own = Owned & { readonly spot: Spot; readonly touched: boolean }

/** By person, in text order. */
export type People = ReadonlyMap<string, readonly Own[]>

/** What each person has in these places, by the numbers that it has had. */
export function piecesOf(spots: readonly Spot[], ground: Ground): People {
  return gathered([spots.map((spot) => ({ spot, touched: true }))], ground)
}

/**
 * The same, told apart by the text that parts it; and for who has pieces without a number there, what
 * they have beside them. `spots` in text order.
 */
export function amongNeighbours(
  people: People,
  spots: readonly Spot[],
  isNumbered: (piece: Owned) => boolean,
  ground: Ground,
): People {
  const looking = (own: readonly Own[]) => own.filter((piece) => !isNumbered(piece))
  const seeking = new Map<Y.Item, Set<string>>()
  for (const [person, own] of people) {
    for (const { spot } of looking(own)) {
      const known = seeking.get(spot.item) ?? new Set()
      seeking.set(spot.item, known.add(person))
    }
  }
  if (seeking.size === 0) return people
  const runs = runsOf(spots)
  const seekers = runs.map((run) => run.flatMap(({ item }) => [...(seeking.get(item) ?? [])]))
  const onRight = walks(runs, seekers, 'right', ground)
  const onLeft = walks(runs.toReversed(), seekers.toReversed(), 'left', ground).reverse()
  const besides = (way: Way | undefined) =>
    (way?.spots ?? []).map((spot) => ({ spot, touched: false }))
  const parts: Part[][] = [besides(onLeft[0])]
  for (const [at, run] of runs.entries()) {
    parts.at(-1)?.push(...run.map((spot) => ({ spot, touched: true })))
    const [there, back] = [onRight[at], onLeft[at + 1]]
    // all that stands between is known from one side, or nobody's number goes on over it
    const whole = [there, back].find((way) => way?.arrives)
    if (whole) parts.at(-1)?.push(...besides(whole))
    else {
      parts.at(-1)?.push(...besides(there))
      parts.push(besides(back))
    }
  }
  return gathered(parts, ground)
}

/** Spots without other live text in between. */
function runsOf(spots: readonly Spot[]): Spot[][] {
  const runs: Spot[][] = []
  let last: Spot | null = null
  for (const spot of spots) {
    if (!last || !goesOn(last, spot)) runs.push([])
    runs.at(-1)?.push(spot)
    last = spot
  }
  return runs
}

function goesOn(last: Spot, next: Spot): boolean {
  if (last.item === next.item) return next.from <= last.to
  return last.to === last.item.length && next.from === 0 && nextOf(last.item) === next.item
}

/** What stands beside a run on one side, in text order, and whether that is all up to the next run. */
type Way = { readonly spots: readonly Spot[]; readonly arrives: boolean }

/** From each run to the one behind it, for who looks for a number there or has found none before. */
function walks(
  runs: readonly Spot[][],
  seekers: readonly string[][],
  side: 'left' | 'right',
  ground: Ground,
): Way[] {
  const ways: Way[] = []
  let missing = new Set<string>()
  for (const [at, run] of runs.entries()) {
    for (const person of seekers[at] ?? []) missing.add(person)
    const from = side === 'right' ? run.at(-1) : run[0]
    const next = runs[at + 1]
    const goal = side === 'right' ? next?.[0] : next?.at(-1)
    const way = from ? walk(from, side, missing, goal, ground) : { spots: [], arrives: false }
    if (!way.arrives) missing = new Set()
    ways.push(way)
  }
  return ways
}

/** Takes those out of `missing` of whom it has met something. */
function walk(
  from: Spot,
  side: 'left' | 'right',
  missing: Set<string>,
  goal: Spot | undefined,
  ground: Ground,
): Way {
  const next = side === 'right' ? behind : before
  const spots: Spot[] = []
  let arrives = false
  let unit = next(from)
  let span = 1
  while (unit && missing.size > 0) {
    arrives = goal !== undefined && isIn(unit, goal)
    if (arrives) break
    const spot = widened(unit, side, span, goal)
    const isOver = !waits(spot, ground)
    if (isOver && span > 1) {
      span >>= 1
      continue
    }
    spots.push(spot)
    if (isOver) break
    for (const person of piecesAt(spot, 0, ground).people.keys()) missing.delete(person)
    span = 2 * (spot.to - spot.from)
    unit = next(spot)
  }
  return { spots: side === 'right' ? spots : spots.reverse(), arrives }
}

function isIn({ item, from, to }: Spot, goal: Spot): boolean {
  return item === goal.item && from >= goal.from && to <= goal.to
}

/** A unit with up to so many of its item, but not beyond the goal. */
function widened(
  { item, from, to }: Spot,
  side: 'left' | 'right',
  span: number,
  goal: Spot | undefined,
): Spot {
  const edge = goal?.item === item ? goal : null
  if (side === 'right') {
    const end = edge && edge.from >= to ? edge.from : item.length
    return { item, from, to: Math.min(end, from + span) }
  }
  const start = edge && edge.to <= from ? edge.to : 0
  return { item, from: Math.max(start, to - span), to }
}

/** True for words that are only suggested. */
function waits({ item, from, to }: Spot, { waiting }: Ground): boolean {
  if (separatorOf(item)) return false
  const { client, clock } = item.id
  for (let at = clock + from; at < clock + to; ) {
    const { by, until } = waiting.pendingUnder(client, at)
    if (by === null) return false
    at = until
  }
  return true
}

type Part = { readonly spot: Spot; readonly touched: boolean }

/** Pieces of parts that stand in text order; between two of them is what parts everybody's. */
function gathered(parts: readonly (readonly Part[])[], ground: Ground): People {
  const people = new Map<string, Own[]>()
  let base = 0
  for (const part of parts) {
    for (const { spot, touched } of part) {
      const found = piecesAt(spot, base, ground)
      base = found.base
      for (const [person, pieces] of found.people) {
        const own = people.get(person) ?? []
        people.set(person, own)
        for (const piece of pieces) own.push({ ...piece, touched })
      }
    }
    base += 1
  }
  return people
}

/** In one place; of what a person says twice the first. `base`: as in `Piece`, before and behind it. */
function piecesAt(
  { item, from, to }: Spot,
  base: number,
  ground: Ground,
): {
  readonly people: ReadonlyMap<string, readonly (Owned & { readonly spot: Spot })[]>
  readonly base: number
} {
  const { record, waiting, strikes } = ground
  const { client, clock } = item.id
  const people = new Map<string, (Owned & { readonly spot: Spot })[]>()
  const saidTo = new Map<string, number>()
  const struck = strikes.within([client, clock + from, to - from], record.origins)
  const isBreak = separatorOf(item) !== null
  const text = isBreak ? '\n' : (charactersOf(item) ?? '')
  const add = (
    what: Piece['what'],
    who: number,
    [start, end]: readonly [number, number],
    { base, waits }: Pick<Piece, 'base' | 'waits'>,
  ) => {
    const binding = bindingOf(record.clients, home(who))
    if (!binding) return
    const person = voiceOf(binding)
    const own = people.get(person) ?? []
    people.set(person, own)
    const said = `${what} ${person}`
    if (start < (saidTo.get(said) ?? 0)) return
    saidTo.set(said, end)
    const range: IdRange = [client, clock + start, end - start]
    const words = text.slice(start, end)
    const piece = { what, by: who, range, text: words, index: start, base, waits }
    const parts: Owned[] = []
    byOwner(piece, person, record, waiting, parts)
    for (const part of parts) {
      const at = part.range[1] - clock
      own.push({ ...part, spot: { item, from: at, to: at + part.range[2] } })
    }
  }
  let nth = 0
  let behind = base
  for (let at = from; at < to; ) {
    const here = clock + at
    const { by, until } = waiting.pendingUnder(client, here)
    while (
      (struck[nth]?.range[1] ?? 0) + (struck[nth]?.range[2] ?? 0) <= here &&
      nth < struck.length
    )
      nth++
    const named = struck[nth]
    const covered = named !== undefined && named.range[1] <= here
    const edge = covered ? named.range[1] + named.range[2] : (named?.range[1] ?? clock + to)
    const end = Math.min(to, until - clock, edge - clock)
    const stands = { base: behind, waits: by !== null && !isBreak }
    if (by !== null) add('inserted', by, [at, end], stands)
    if (covered) for (const who of named.by) add('deleted', who, [at, end], stands)
    if (!stands.waits) behind += end - at
    at = end
  }
  return { people, base: behind }
}
