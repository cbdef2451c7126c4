import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { attributionOf } from '../../../shared/authorship/attribution.ts'
import { balanceOf } from '../../../shared/authorship/balance.ts'
import { takenOutBy } from '../../../shared/authorship/deletions.ts'
import { descentOf } from '../../../shared/authorship/descent.ts'
import { Ledger, type Written } from '../../../shared/authorship/ledger.ts'
import {
  noOrigins,
  type Origins,
  sourceRanges,
  sourcesOf,
} from '../../../shared/authorship/origins.ts'
import { pendingOf, rootRanges, rootsOf } from '../../../shared/authorship/pending.ts'
import { attributedRuns } from '../../../shared/authorship/runs.ts'
import { sharesOf } from '../../../shared/authorship/shares.ts'
import { twinsOf } from '../../../shared/authorship/twins.ts'
import { bindingsIn } from '../../../shared/record/bindings.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import { type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { type ForgedItem, forge } from '../../support/forge.ts'
import { growth, mostGrowth } from '../../support/growth.ts'

const [an, bo] = [2 ** 31 + 1, 2 ** 31 + 2]
const suggesting = 2 ** 32 + bo
const field = 'problem'
const minute = 60_000

/** A number below `size` that is as good as drawn, and the same in each run. */
const drawn = (nth: number, size: number) => (nth * 7919 + 13) % size

const entry = (seq: number, update: Uint8Array, at = seq * minute): Written => ({
  ...{ seq, at, person: 'an', onBehalfOf: null, update },
})

const insert = (clock: number, text: string, client = an): ForgedItem => ({
  ...{ client, clock, text },
  ...(clock === 0 ? { parent: bodyRoots.field + field } : { origin: [client, clock - 1] }),
})

const journals: Readonly<Record<string, (size: number) => Written[]>> = {
  'keys of one person': (size) =>
    Array.from({ length: size }, (_, nth) => entry(nth + 1, forge([[insert(nth, 'x')]]))),
  'keys under ids of their own': (size) =>
    Array.from({ length: size }, (_, nth) => {
      const item = { client: an + nth, clock: 0, parent: bodyRoots.field + field, text: 'x' }
      return entry(nth + 1, forge([[item]]))
    }),
  'deletions here and there': (size) =>
    Array.from({ length: size }, (_, nth) =>
      entry(nth + 1, forge([], [[an, [[2 * drawn(nth, size), 1]]]])),
    ),
  'one update of many deletions': (size) => [
    entry(1, forge([], [[an, Array.from({ length: size }, (_, nth) => [nth * 2, 1] as const)]])),
  ],
  'deletions that are said again': (size) =>
    Array.from({ length: size }, (_, nth) => entry(nth + 1, forge([], [[an, [[0, nth + 1]]]]))),
}

test.for(Object.entries(journals))(
  'H34 the ledger of a journal twice as long takes twice as long: %s',
  { timeout: 300_000 },
  ([, journal]) => {
    const work = (all: readonly Written[]) => {
      const ledger = new Ledger()
      for (const each of all) ledger.fold(each)
      return ledger.stamps()
    }
    expect(growth(journal, work)).toBeLessThanOrEqual(mostGrowth)
  },
)

const descents: Readonly<Record<string, (nth: number, size: number) => Origin>> = {
  'words put back in their order': (nth) => ({ to: [an, nth, 1], from: [bo, nth], how: 'undo' }),
  'words put back here and there': (nth, size) => ({
    ...{ to: [an, nth, 1], from: [bo, drawn(nth, size)], how: 'moved' },
  }),
  'the same words again and again': (nth) => ({
    to: [an, nth + 1, 1],
    from: [an, nth],
    how: 'undo',
  }),
  'the same words by everybody at once': (nth) => ({
    ...{ to: [an, nth, 1], from: [bo, 0], how: 'undo' },
  }),
  'copies of one place': (nth) => ({ to: [an, nth, 1], from: [bo, 0], how: 'copied' }),
}

test.for(Object.entries(descents).filter(([name]) => !name.startsWith('copies')))(
  'H34 what words are called now costs what is new in the record: %s',
  { timeout: 300_000 },
  ([, origin]) => {
    // by the root of their number at a time: whoever begins anew with each is found out, and the copies
    // of the list are not what is measured
    const lists = (size: number) => {
      const all = Array.from({ length: size }, (_, nth) => origin(nth, size))
      const step = Math.ceil(Math.sqrt(size))
      const grown: Origins[] = []
      for (let from = 0; from < size; from += step)
        grown.push((grown.at(-1) ?? noOrigins).and(all.slice(from, from + step)))
      return grown
    }
    const work = (all: readonly Origins[]) =>
      all.map((origins, nth) => [
        descentOf(origins).ancestors([[an, nth, 1]]),
        descentOf(origins).descendants([[bo, nth, 1]]),
      ])
    expect(growth(lists, work)).toBeLessThanOrEqual(mostGrowth)
  },
)

test.for(Object.entries(descents))(
  'H34 where twice as many words are from takes twice as long: %s',
  { timeout: 300_000 },
  ([, origin]) => {
    const list = (size: number) => Array.from({ length: size }, (_, nth) => origin(nth, size))
    const work = (origins: readonly Origin[]) => {
      const [sources, roots] = [sourcesOf(origins), rootsOf(origins)]
      const first: IdRange = [an, 0, Math.min(origins.length, 100)]
      return [...sourceRanges(first, sources), ...rootRanges(first, roots)]
    }
    expect(growth(list, work)).toBeLessThanOrEqual(mostGrowth)
  },
)

/** Text in so many pieces, and what the record and the ledger say of it. */
type Text = { readonly doc: Y.Doc; readonly record: CommitmentRecord; readonly ledger: Ledger }

const binding = (person: string, mode: 'editing' | 'suggesting') => ({
  ...{ person, onBehalfOf: null, mode },
})
const clients = bindingsIn({
  [an]: binding('an', 'editing'),
  [bo]: binding('bo', 'editing'),
  [suggesting]: binding('bo', 'suggesting'),
})

function textOf(items: readonly (readonly ForgedItem[])[], origins: readonly Origin[] = []): Text {
  const doc = new Y.Doc({ gc: false })
  const ledger = new Ledger()
  items.forEach((part, nth) => {
    const update = forge([part])
    Y.applyUpdate(doc, update)
    ledger.fold(entry(nth + 1, update))
  })
  return { doc, ledger, record: { ...emptyRecord, clients, origins: noOrigins.and(origins) } }
}

/** Written backwards, so that Yjs cannot join them; behind a unit, or as the first of the field. */
const pieces = (size: number, client: number, origin?: readonly [number, number]): ForgedItem[] =>
  Array.from({ length: size }, (_, clock) => ({
    ...{ client, clock, text: 'x', origin },
    ...(clock > 0 && { rightOrigin: [client, clock - 1] as const }),
    ...(clock === 0 && !origin && { parent: bodyRoots.field + field }),
  }))

const texts: Readonly<Record<string, (size: number) => Text>> = {
  'pieces of one person': (size) => textOf([pieces(size, an)]),
  'pieces of two in turn': (size) =>
    textOf([
      pieces(size, an),
      Array.from({ length: size }, (_, nth) => ({
        ...{ client: bo, clock: nth, text: 'y', origin: [an, nth] as const },
        ...(nth > 0 && { rightOrigin: [an, nth - 1] as const }),
      })),
    ]),
  'pieces that wait': (size) => textOf([pieces(size, suggesting)]),
  'pieces that were moved': (size) =>
    textOf(
      [pieces(size, an)],
      Array.from({ length: size }, (_, nth) => ({
        to: [an, nth, 1],
        from: [bo, nth],
        how: 'moved',
      })),
    ),
  'pieces that stand twice, here and there': (size) =>
    textOf(
      [pieces(size, an), pieces(size, bo, [an, 0])],
      Array.from({ length: size }, (_, nth) => ({
        ...{ to: [bo, nth, 1], from: [an, drawn(nth, size)], how: 'undo' },
      })),
    ),
}

test.for(Object.entries(texts))(
  'H34 who wrote twice as much text takes twice as long: %s',
  { timeout: 300_000 },
  ([, text]) => {
    // all at once: what grows faster than the text would soon be all that is measured
    const work = ({ doc, record, ledger }: Text) => {
      const runs = attributedRuns(doc, field, attributionOf(record, ledger))
      const fields = [{ name: field, runs }]
      return [
        sharesOf(runs, () => 'public'),
        balanceOf(
          fields,
          record,
          () => 'public',
          (name) => name,
        ),
        twinsOf(doc, [field], record.origins),
        pendingOf(record)(suggesting, 0),
      ]
    }
    expect(growth(onceMade(text), work)).toBeLessThanOrEqual(mostGrowth)
  },
)

/** Making a text takes longer than reading it, and nothing here changes it. */
function onceMade<Given>(make: (size: number) => Given): (size: number) => Given {
  const made = new Map<number, Given>()
  return (size) => {
    const given = made.get(size) ?? make(size)
    made.set(size, given)
    return given
  }
}

const removals: Readonly<Record<string, (nth: number, size: number) => IdRange>> = {
  'one after the other': (nth) => [an, nth, 1],
  'here and there': (nth, size) => [an, drawn(nth, size), 1],
}

test.for(Object.entries(removals))(
  'H34 what a person took out twice as often takes twice as long to tell: %s',
  { timeout: 300_000 },
  ([, removal]) => {
    const given = (size: number) => {
      const origins = Array.from(
        { length: size },
        (_, nth): Origin => ({
          ...{ to: [bo, nth, 1], from: [an, 2 * nth], how: 'undo' },
        }),
      )
      const text = textOf([pieces(2 * size, an)], origins)
      for (let nth = 0; nth < size; nth++) {
        const [client, clock, length] = removal(nth, size)
        const update = forge([], [[client, [[clock, length]]]])
        text.ledger.fold({ ...entry(nth + 2, update), person: 'bo' })
      }
      return text
    }
    const work = ({ doc, record, ledger }: Text) =>
      takenOutBy('bo', doc, ledger.deletions(), record, attributionOf(record, ledger))
    expect(growth(onceMade(given), work)).toBeLessThanOrEqual(mostGrowth)
  },
)
