import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, type Ground } from '../../../server/rooms/admission.ts'
import { birthId } from '../../../shared/text/birthId.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { twin } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { markerOf, separatorOf } from '../../../shared/text/items.ts'
import { proposalKey, readEntry } from '../../../shared/text/proposals.ts'
import { insertText } from '../../../shared/text/write.ts'
import { type ForgedItem, forge } from '../../support/forge.ts'
import { fuzzed, seeds } from '../../support/seeds.ts'
import { copyOf, type Person, seeded, World } from '../../support/textWorld.ts'

const [seed = 0] = seeds('attacks', 1, 77).slice(-1)
/** Of each attack; together they are more than ten thousand attempts. */
const times = fuzzed(170)
const random = seeded(seed)
const pick = (count: number) => Math.floor(random() * count)
const oneOf = <T>(values: readonly T[]): T => {
  const value = values[pick(values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

const world = World.start(random)
world.play(random, 1500)
world.settle()
const [editor, , suggester, other] = world.people as [Person, Person, Person, Person]
// the room's first text holds a surrogate pair, and one of the suggester's ranges is agreed text
world.room.transact((transaction) => {
  insertText(transaction, fieldText(world.room, 'a'), 0, '😀😀', null)
})
for (const one of world
  .open()
  .filter(({ person, inserted }) => person === suggester.name && inserted.length > 0)
  .slice(0, 5)) {
  world.answer(one, 'adopted')
}
/** As of a session that never says what it has seen. */
const ground: Ground = { ...world.ground, accepted: new IdSet(world.record.accepted) }

const me = suggester.ids.suggesting
const us = editor.ids.editing
const state = (client: number) => Y.getState(world.room.store, client)
const items = (root: string, filter: (item: Y.Item) => boolean = () => true): Y.Item[] => {
  const type = world.room.share.get(root)
  const found: Y.Item[] = [...(type?._map.values() ?? [])]
  for (let item = type?._start ?? null; item; item = item.right) found.push(item)
  return found.filter((item) => !item.deleted && filter(item))
}
const texts = (filter?: (item: Y.Item) => boolean) => [
  ...items('f:a', filter),
  ...items('f:b', filter),
]
const idOf = (item: Y.Item) => [item.id.client, item.id.clock] as const
const entry = (item: Y.Item) => [item.id.client, [[item.id.clock, 1]]] as const

/** A text item of `client` behind something of field a, with changes. */
const typed = (client: number, change: Partial<ForgedItem> = {}): ForgedItem => ({
  client,
  clock: state(client),
  origin: idOf(oneOf(items('f:a', (item) => item.countable && item.length === 1))),
  text: 'x',
  ...change,
})
const asMe = (change?: Partial<ForgedItem>) => forge([[typed(me, change)]])
const asUs = (change?: Partial<ForgedItem>) => forge([[typed(us, change)]])
const noText = { text: undefined as never, origin: undefined }
const embed = (client: number, value: unknown) =>
  forge([[typed(client, { text: undefined as never, embed: value })]])
const deletionOf = (item: Y.Item) => forge([], [entry(item)])
const pair = () =>
  oneOf(items('f:a', (item) => (item.content as Y.ContentString).str?.includes('😀')))
const mine = (item: Y.Item) => suggester.isOwn(item.id.client)
/** What the room wrote again for somebody, beside what it had decided, is that person's entry. */
const isTheirs = (item: Y.Item) => {
  const { arr = [] } = item.content as Y.ContentAny
  return arr.every((value) => !suggester.isOwn(readEntry(value, item.id.client)?.by ?? 0))
}
/** As what a text item's first unit was suggested, whoever has moved it or put it back; null: by nobody. */
const suggestedAs = (item: Y.Item) => ground.roots(...idOf(item)).root
const suggestedBy = (item: Y.Item) => suggestedAs(item)?.client ?? null
const isFrozen = (root: { client: number; clock: number } | null) =>
  root !== null && suggester.isOwn(root.client) && ground.accepted.has(root.client, root.clock)
/** Breaks that stand as they were born; of one that was put back two may come at once, under one id. */
const breaks = (filter: (item: Y.Item) => boolean = () => true) =>
  texts((item) => separatorOf(item)?.b === birthId(item.id.client, item.id.clock) && filter(item))
const ownBirth = () => birthId(twin(me), state(twin(me)))
const into = (root: string, any: unknown[], key?: string): Partial<ForgedItem> => ({
  ...noText,
  parent: root,
  any,
  ...(key !== undefined && { key }),
})

/** What a suggester must not achieve. */
const bySuggester: Record<string, () => Uint8Array> = {
  'write as an editor': () => forge([[typed(us)]]),
  'write as another suggester': () => forge([[typed(other.ids.suggesting)]]),
  'write under an unbound editing id': () => forge([[typed(500_000_000 + pick(1000))]]),
  'write under an unbound suggesting id': () => forge([[typed(2 ** 32 + 5 + pick(9))]]),
  'write as the room': () => forge([[typed(2)]]),
  'write under an id between the bands': () => forge([[typed(2 ** 33 + pick(1000))]]),
  'delete agreed text': () =>
    deletionOf(oneOf(texts((item) => item.countable && suggestedBy(item) === null))),
  'delete another suggestion': () =>
    deletionOf(oneOf(texts((item) => !suggester.isOwn(suggestedBy(item) ?? me)))),
  'delete own text that is agreed and known to be': () =>
    deletionOf(oneOf(texts((item) => isFrozen(suggestedAs(item))))),
  'delete a format marker': () => deletionOf(oneOf(texts((item) => markerOf(item) !== null))),
  'delete an entry of another': () => deletionOf(oneOf(items('deletions', isTheirs))),
  'delete a proposed kind of another': () =>
    deletionOf(oneOf(items('kindProposals', (item) => !mine(item)))),
  'delete a kind': () => deletionOf(oneOf(items('kinds'))),
  'delete what another has yet to write': () =>
    forge([], [[us, [[state(us) + pick(50), 1 + pick(500)]]]]),
  'delete what they have yet to write themselves': () => forge([], [[me, [[state(me) + 3, 50]]]]),
  'delete ids of nobody': () => forge([], [[123456, [[0, 1 + pick(9)]]]]),
  'format text': () => forge([[typed(me, { text: undefined as never, format: ['bold', true] })]]),
  'set a kind': () => asMe(into('kinds', ['h1'], 'a^')),
  'set a kind through an origin': () =>
    asMe({ ...noText, origin: idOf(oneOf(items('kinds'))), any: ['h1'] }),
  'write a row': () => asMe(into('rows', ['2026-01-01'], 'abcdef12/start')),
  'take the key of another’s proposal': () =>
    asMe(into('kindProposals', ['h1'], proposalKey('a^', other.ids.suggesting))),
  'replace another’s proposal through its origin': () =>
    asMe({
      ...noText,
      origin: idOf(oneOf(items('kindProposals', (item) => !mine(item)))),
      any: ['h1'],
    }),
  'propose what is no kind': () =>
    asMe(into('kindProposals', [oneOf(['h9', 7, { a: 1 }, 'javascript:'])], proposalKey('a^', me))),
  'propose a kind for a block that never was': () =>
    asMe(into('kindProposals', ['h1'], proposalKey(birthId(twin(us), 1e6), me))),
  'name junk in a deletion': () =>
    asMe(
      into('deletions', [
        oneOf([{ a: 1 }, [1, 2], ['x', 0, 1], [us, 0, 1e12], [2, 0.5, 1], [2, 0, 0], null]),
      ]),
    ),
  'name an author in a deletion': () => asMe(into('deletions', [[2, 0, 3, other.ids.suggesting]])),
  'suggest deleting what is no text': () => {
    const kind = oneOf(items('kinds'))
    return asMe(into('deletions', [[kind.id.client, kind.id.clock, 1]]))
  },
  'put text among the deletions': () => asMe({ origin: undefined, parent: 'deletions' }),
  'start a block that ends marks': () => embed(twin(me), { b: ownBirth() }),
  'take the id of a live block': () => {
    const theirs = oneOf(breaks((item) => !mine(item)))
    return embed(twin(me), { b: separatorOf(theirs)?.b, n: 1 })
  },
  'restore another’s block': () => embed(twin(me), { b: birthId(twin(us), 0), n: 1 }),
}

/** What nobody may achieve; here an editor tries. */
const byEditor: Record<string, () => Uint8Array> = {
  'send garbage': () => Uint8Array.from({ length: 1 + pick(40) }, () => pick(256)),
  'leave a gap': () => asUs({ clock: state(us) + 1 + pick(100) }),
  'send what was collected': () => forge([[{ client: us, clock: state(us), gc: 5 }]]),
  'send a skip': () =>
    forge([[{ client: us, clock: state(us), skip: 5 }, typed(us, { clock: state(us) + 5 })]]),
  'name an origin that does not exist': () => asUs({ origin: [2, state(2) + 7] }),
  'name its own clock as origin': () => asUs({ origin: [us, state(us)] }),
  'go round in a circle': () =>
    forge([
      [typed(us, { origin: [twin(us), state(twin(us))] })],
      [typed(twin(us), { origin: [us, state(us)], text: undefined as never, deleted: 1 })],
    ]),
  'name a parent by id': () => asUs({ origin: undefined, parent: idOf(oneOf(items('f:a'))) }),
  'name origins in two lists': () => asUs({ rightOrigin: idOf(oneOf(items('deletions'))) }),
  'write an item without length': () => asUs({ text: '' }),
  'delete something for ever long': () => asUs({ text: undefined as never, deleted: 2 ** 41 }),
  'write two sections for one client': () =>
    forge([[typed(us)], [typed(us, { clock: state(us) + 1 })]]),
  're-hang a known item behind a later one': () =>
    forge([[typed(us, { clock: 0, origin: [us, state(us) + 3] })]]),
  're-hang the rest of a known item elsewhere': () =>
    forge([
      [typed(us, { clock: state(us) - 1, origin: idOf(oneOf(items('kinds'))), text: 'xyz' })],
    ]),
  'open a new root': () =>
    asUs({ origin: undefined, parent: oneOf(['accepted', 'f:zz', 'f:', '']) }),
  'open a new root with a known item': () => asUs({ clock: 0, origin: undefined, parent: 'evil' }),
  'hide an attribute on a text': () => asUs({ ...noText, parent: 'f:a', key: 'x', any: [1] }),
  'bring a line end': () => asUs({ text: oneOf(['a\nb', '\r', 'x\ufffc', '\u0000', 'a\u007f']) }),
  'bring a mark that we do not have': () =>
    asUs({ text: undefined as never, format: [oneOf(['color', 'class', '__proto__']), 'red'] }),
  'bring a mark with another value': () =>
    asUs({ text: undefined as never, format: ['bold', 'x'] }),
  'bring a link that runs code': () =>
    asUs({
      text: undefined as never,
      format: ['link', oneOf(['javascript:alert(1)', 'data:text/html,x', ' https://x', { a: 1 }])],
    }),
  'bring an embed that is no separator': () =>
    embed(
      twin(us),
      oneOf([
        { img: 'x' },
        { b: 1 },
        'x',
        null,
        { b: birthId(twin(us), state(twin(us))), onload: 1 },
      ]),
    ),
  'start a block of no kind': () =>
    embed(twin(us), { b: birthId(twin(us), state(twin(us))), k: 'h9<script>' }),
  'take the id of a live block as an editor': () =>
    embed(twin(us), { b: separatorOf(oneOf(breaks()))?.b }),
  'type under a twin': () => forge([[typed(twin(us))]]),
  'suggest under an editing id': () => asUs(into('deletions', [[2, 0, 1]])),
  'delete a suggestion of a deletion': () => deletionOf(oneOf(items('deletions'))),
  'tear a surrogate pair by an origin': () => asUs({ origin: idOf(pair()) }),
  'tear a surrogate pair by a deletion': () => deletionOf(pair()),
  'put values into a text': () => asUs({ text: undefined as never, any: [1] }),
  'set a kind of no block': () =>
    asUs(into('kinds', ['h1'], oneOf(['zz^', 'x', birthId(twin(us), 1e6)]))),
  'set what is no kind': () => asUs(into('kinds', [oneOf(['h9', 1, null, ['p']])], 'a^')),
  'put a list item into a map': () => asUs(into('kinds', ['h1'])),
  'write a row under no key': () =>
    asUs(into('rows', ['x'], oneOf(['short/a', 'abcdef12', 'ABCDEF12/start', 'abcdef12/a/b']))),
  'write an object into a row': () =>
    asUs(into('rows', [oneOf([{ a: 1 }, [1], 7, 'x'.repeat(201)])], 'abcdef12/start')),
  'repeat a deletion to keep the room busy': () =>
    forge(
      [],
      [
        [
          us,
          [
            [0, 2],
            [0, 2],
          ],
        ],
      ],
    ),
}

function isNoop(update: Uint8Array): boolean {
  const copy = copyOf(world.room, 3)
  const roots = copy.share.size
  const before = Y.encodeStateAsUpdate(copy)
  Y.applyUpdate(copy, update)
  const after = Y.encodeStateAsUpdate(copy)
  return (
    copy.share.size === roots &&
    copy.store.pendingStructs === null &&
    copy.store.pendingDs === null &&
    Buffer.from(before).equals(Buffer.from(after))
  )
}

describe.each([
  ['a suggester', suggester, bySuggester],
  ['an editor', editor, byEditor],
] as const)('forged by %s', (_, person, attacks) => {
  test.each(Object.entries(attacks))('A6 nobody can %s', (_name, attack) => {
    for (let time = 0; time < times; time++) {
      const update = attack()
      const verdict = admit(update, person.writer(), ground)
      if (verdict.admitted) expect(verdict.changes || !isNoop(update)).toBe(false)
    }
  })
})

test('A7 nothing enters a closed section, and an observer changes nothing', () => {
  const update = asUs()
  const closed = { ...ground, section: () => 'closed' as const }
  expect(admit(update, editor.writer(), closed)).toEqual({
    admitted: false,
    code: 'section-closed',
  })
  const observer = { ...editor.writer(), mayEdit: false, maySuggest: false }
  expect(admit(update, observer, ground)).toEqual({ admitted: false, code: 'not-allowed' })
})
