import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { arrive } from '../../../server/rooms/admissionArrivals.ts'
import { Placing } from '../../../server/rooms/admissionPlacing.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { type ForgedItem, forge } from '../../support/forge.ts'
import { seeds } from '../../support/seeds.ts'
import { seeded } from '../../support/textWorld.ts'

const root = `${bodyRoots.field}problem`

/** What arrives of an update: new items, by client. */
function arriving(doc: Y.Doc, update: Uint8Array): Map<number, Y.Item[]> {
  const items = new Map<number, Y.Item[]>()
  for (const struct of Y.decodeUpdate(update).structs) {
    const { client, clock } = struct.id
    if (!(struct instanceof Y.Item)) continue
    if (clock + struct.length <= Y.getState(doc.store, client)) continue
    items.set(client, [...(items.get(client) ?? []), struct])
  }
  return items
}

/** As many items as Yjs looks at to find the places of all that an update brings. */
function stepsOf(doc: Y.Doc, update: Uint8Array): number {
  let added = 0
  const { add } = Set.prototype
  Set.prototype.add = function (value) {
    if (value instanceof Y.Item) added++
    return add.call(this, value)
  }
  try {
    Y.applyUpdate(doc, update)
  } finally {
    Set.prototype.add = add
  }
  // each is put into two sets
  return added / 2
}

/** As many as the room counts before anything is applied. */
function counted(doc: Y.Doc, update: Uint8Array): number {
  const items = arriving(doc, update)
  const arrivals = arrive(doc, items)
  if (typeof arrivals === 'string') throw new Error(arrivals)
  const placing = new Placing(arrivals)
  for (const item of [...items.values()].flat()) {
    const place = arrivals.placeAt(item.id)
    if (place) placing.put(item, place, Number.POSITIVE_INFINITY)
  }
  return placing.steps
}

test('H35 the work of putting an update in its place is known before it is done', () => {
  for (const seed of seeds('placing', 3000)) {
    const random = seeded(seed)
    const below = (most: number) => Math.floor(random() * most)
    const doc = new Y.Doc({ gc: false })
    let next = 0
    for (let round = 0; round < 12; round++) {
      const client = 1000 + below(6)
      const first = Y.getState(doc.store, client)
      const ids: (readonly [number, number])[] = []
      for (const each of doc.store.clients.keys()) {
        for (let at = 0; at < Y.getState(doc.store, each); at++) ids.push([each, at])
      }
      const items: ForgedItem[] = []
      let clock = first
      for (let nth = 0; nth < 1 + below(8); nth++) {
        const any = () => (ids.length > 0 && random() < 0.9 ? ids[below(ids.length)] : undefined)
        const origin = any()
        const rightOrigin = any()
        const text = 'abc'.slice(0, 1 + below(3))
        const parent = origin || rightOrigin ? {} : { parent: root }
        items.push({ client, clock, text, ...parent, origin, rightOrigin })
        for (let at = 0; at < text.length; at++) ids.push([client, clock + at])
        clock += text.length
        next++
      }
      const update = forge([items])
      const expected = counted(doc, update)
      expect(stepsOf(doc, update)).toBe(expected)
    }
    expect(next).toBeGreaterThan(0)
  }
})

test('H35 pieces that name far neighbours are refused, and those of a page cost nothing', () => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 5000
  const text = fieldText(doc, 'problem')
  for (let at = 0; at < 4000; at++) text.insert((at * 7919) % (text.length + 1), 'x')
  const far = Array.from(
    { length: 100 },
    (_, clock): ForgedItem => ({ ...{ client: 6000, clock, text: 'y' }, origin: [5000, 0] }),
  )
  expect(arrive(doc, arriving(doc, forge([far])))).toBe('too-large')
  expect(arrive(doc, arriving(doc, forge([far.slice(0, 1)])))).toHaveProperty('doc')

  const page = new Y.Doc({ gc: false })
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc))
  page.clientID = 6000
  const known = Y.encodeStateVector(page)
  for (let at = 0; at < 2000; at++) fieldText(page, 'problem').insert((at * 31) % 4000, 'y')
  // meanwhile others write, too
  for (let at = 0; at < 1000; at++) text.insert((at * 17) % text.length, 'z')
  const update = Y.encodeStateAsUpdate(page, known)
  expect(counted(doc, update)).toBeLessThan(10_000)
  expect(arrive(doc, arriving(doc, update))).toHaveProperty('doc')
})
