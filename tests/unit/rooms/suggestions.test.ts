import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  type Answer,
  type Decider,
  type Deed,
  decide,
  decideTogether,
} from '../../../server/rooms/decisions.ts'
import { renumber, renumberAll } from '../../../server/rooms/numbering.ts'
import { reopen } from '../../../server/rooms/reopening.ts'
import { awaitsAnswer, takenOutBy } from '../../../shared/record/answering.ts'
import type { RecordEvent } from '../../../shared/record/events.ts'
import { fold } from '../../../shared/record/fold.ts'
import { missingKeys } from '../../../shared/record/keys.ts'
import {
  type CommitmentRecord,
  emptyRecord,
  type Suggestion,
} from '../../../shared/record/record.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { proposalKey, suggestedDeletions } from '../../../shared/text/proposals.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { suggestReplace } from '../../../shared/text/suggest.ts'
import { textOf } from '../../../shared/text/views.ts'
import { insertSeparator, insertText, remove } from '../../../shared/text/write.ts'

const suggesting = 2 ** 32
const ids = { an: suggesting + 100, bo: suggesting + 200 }
const nobody: ReadonlySet<string> = new Set()
const official: Decider = {
  person: 'chen',
  alike: nobody,
  sector: 'government',
  facilitates: false,
}
const activist: Decider = {
  person: 'dai',
  alike: nobody,
  sector: 'civil-society',
  facilitates: false,
}
const host: Decider = { person: 'host', alike: nobody, sector: 'public', facilitates: true }
const yes: Answer = { outcome: 'adopted', reason: '', override: false }
const no: Answer = { outcome: 'declined', reason: '已有規定', override: false }

/** One field `f` that says "The ministry publishes data.", two suggesters, and the room's record. */
function room() {
  const doc = new Y.Doc({ gc: false })
  let record: CommitmentRecord = emptyRecord
  let seq = 0
  const text = () => fieldText(doc, 'f')
  const enter = (person: string, events: readonly RecordEvent[]) => {
    seq++
    for (const event of events)
      record = fold(record, { seq, at: seq, person, onBehalfOf: null, event })
  }
  const writeAs = (client: number, write: (transaction: Y.Transaction) => void) => {
    doc.clientID = client
    doc.transact(write)
  }
  for (const [person, client] of Object.entries(ids))
    enter(person, [{ type: 'ids-bound', editing: client - suggesting, suggesting: client }])
  writeAs(100, (transaction) =>
    insertText(transaction, text(), 0, 'The ministry publishes data.', null),
  )
  return {
    doc,
    get record() {
      return record
    },
    words: () =>
      readBlocks(doc, 'f')
        .map(({ runs }) => runs.map((run) => run.text).join(''))
        .join('\n'),
    suggest(person: keyof typeof ids, write: (transaction: Y.Transaction, text: Y.Text) => void) {
      writeAs(ids[person], (transaction) => write(transaction, text()))
      enter(person, renumber(doc, record, new Set(['f']), { person, onBehalfOf: null }))
    },
    edit(write: (transaction: Y.Transaction, text: Y.Text) => void) {
      writeAs(100, (transaction) => write(transaction, text()))
      enter('chen', renumber(doc, record, new Set(['f']), { person: 'chen', onBehalfOf: null }))
    },
    act(by: Decider, act: Deed | { readonly refused: string }) {
      if ('refused' in act) return act.refused
      enter(by.person, act.events)
      const { write } = act
      if (write) writeAs(2, write)
      enter(by.person, renumberAll(doc, record, { person: by.person, onBehalfOf: null }))
      expect(renumberAll(doc, record, { person: by.person, onBehalfOf: null })).toEqual([])
      return record
    },
    decide(by: Decider, answer: Answer, number = 1) {
      return this.act(by, decide(doc, record, number, by, answer))
    },
    together(by: Decider, answer: Answer, numbers: readonly number[]) {
      return this.act(by, decideTogether(doc, record, numbers, by, answer))
    },
    reopen(by: Decider, reason: string, number = 1) {
      return this.act(by, reopen(doc, record, number, reason))
    },
  }
}

const put = (at: number, words: string) => (transaction: Y.Transaction, text: Y.Text) =>
  void insertText(transaction, text, at, words, null)

const strike =
  (from: number, length: number) =>
  ({ doc }: Y.Transaction, text: Y.Text) => {
    const first = text._start as Y.Item
    doc.getArray(bodyRoots.deletions).push([[first.id.client, from, length]])
  }

/** Replaces "publishes" (13–22) by "opens", as suggest mode writes it. */
function replaced() {
  const scene = room()
  scene.suggest('an', (transaction, text) => {
    strike(13, 9)(transaction, text)
    put(22, 'opens')(transaction, text)
  })
  return scene
}

test('P1 what one person takes out and puts in at one place is one numbered suggestion', () => {
  const { record } = replaced()
  expect(record.suggestions).toMatchObject({
    1: { number: 1, person: 'an', status: 'open', removed: 'publishes', added: 'opens' },
  })
})

test('P1 typing on extends it; somewhere else, or by somebody else, is another number', () => {
  const scene = replaced()
  scene.suggest('an', put(27, ' all'))
  scene.suggest('an', put(0, 'Now: '))
  scene.suggest('bo', put(36, '!'))
  const titles = Object.values(scene.record.suggestions).map(({ person, added }) => [person, added])
  expect(titles).toEqual([
    ['an', 'opens all'],
    ['an', 'Now: '],
    ['bo', '!'],
  ])
})

test('P2 a number holds when others write into its middle, and two numbers never become one', () => {
  const scene = replaced()
  scene.edit(put(24, '###'))
  scene.suggest('an', put(30, 'ed'))
  expect(Object.keys(scene.record.suggestions)).toEqual(['1'])
  scene.suggest('an', put(0, 'A'))
  scene.suggest('an', put(4, 'B'))
  scene.edit((transaction, text) => remove(transaction, text, 1, 3))
  expect(Object.values(scene.record.suggestions).map(({ added }) => added)).toEqual([
    'opensed',
    'A',
    'B',
  ])
})

test('P3 a suggestion of which nothing is left is closed, and opens again when its words come back', () => {
  const scene = room()
  scene.suggest('an', put(0, 'Now: '))
  const undo = new Y.UndoManager(fieldText(scene.doc, 'f'), { trackedOrigins: new Set([null]) })
  scene.suggest('an', (transaction, text) => remove(transaction, text, 0, 5))
  expect(scene.record.suggestions[1]?.status).toBe('emptied')
  undo.undo()
  scene.suggest('an', () => undefined)
  expect(scene.words()).toBe('Now: The ministry publishes data.')
  expect(
    Object.values(scene.record.suggestions).filter(({ status }) => status === 'open'),
  ).toHaveLength(1)
})

test('P4 adopting moves no word that was put in, and takes out what was struck', () => {
  const scene = replaced()
  scene.decide(official, yes)
  expect(scene.words()).toBe('The ministry opens data.')
  expect(scene.record.suggestions[1]).toMatchObject({
    status: 'adopted',
    added: 'opens',
    removed: 'publishes',
    decisions: [{ outcome: 'adopted', person: 'chen' }],
  })
  expect(scene.record.accepted).toEqual([[ids.an, 1, 5]])
})

test('P5 declining gives exactly the text without it, and keeps words and reason in the record', () => {
  const scene = replaced()
  scene.decide(official, no)
  expect(scene.words()).toBe('The ministry publishes data.')
  expect(scene.record.suggestions[1]).toMatchObject({
    status: 'declined',
    added: 'opens',
    removed: 'publishes',
    decisions: [{ reason: '已有規定' }],
  })
})

test('P6 nobody answers their own suggestion, and only adopting needs no reason', () => {
  const scene = replaced()
  expect(scene.decide({ ...official, person: 'an' }, yes)).toBe('own-suggestion')
  expect(scene.decide(official, { ...no, reason: ' ' })).toBe('reason-needed')
  expect(scene.decide(official, yes, 9)).toBe('no-such-suggestion')
  scene.decide(official, yes)
  expect(scene.decide(official, yes)).toBe('not-open')
})

test('P7 “later” is an answer that leaves the words waiting, to be answered again', () => {
  const scene = replaced()
  scene.decide(official, { outcome: 'later', reason: 'next round', override: false })
  expect(scene.words()).toBe('The ministry publishesopens data.')
  scene.decide(official, yes)
  expect(scene.record.suggestions[1]?.decisions.map(({ outcome }) => outcome)).toEqual([
    'later',
    'adopted',
  ])
})

test('P8 with two keys, government and civil society must both agree, or a facilitator says why not', () => {
  const scene = replaced()
  scene.act(host, { events: [{ type: 'two-keys-set', field: 'f', on: true }] })
  scene.decide(official, yes)
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', keys: [{ person: 'chen' }] })
  expect(scene.decide(official, yes)).toBe('key-missing')
  scene.decide(activist, yes)
  expect(scene.record.suggestions[1]?.status).toBe('adopted')

  const other = replaced()
  other.act(host, { events: [{ type: 'two-keys-set', field: null, on: true }] })
  expect(other.decide(official, { ...yes, override: true, reason: 'x' })).toBe('not-allowed')
  expect(other.decide(host, { ...yes, override: true })).toBe('reason-needed')
  other.decide(host, { ...yes, override: true, reason: 'agreed in the meeting' })
  expect(other.record.suggestions[1]?.decisions).toMatchObject([{ override: true }])
})

test('H44 two keys are two people: who has changed sides gives the other key and has one still', () => {
  const scene = replaced()
  scene.act(host, { events: [{ type: 'two-keys-set', field: 'f', on: true }] })
  scene.decide(official, yes)
  scene.decide({ ...official, sector: 'civil-society' }, yes)
  scene.decide(official, yes)
  const keys = [{ person: 'chen', sector: 'government' }]
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', keys })
  expect(scene.decide({ ...activist, sector: 'government' }, yes)).toBe('key-missing')
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', keys })
  scene.decide(activist, yes)
  expect(scene.record.suggestions[1]?.status).toBe('adopted')
})

test('H44 a key is taken back where the answer is still open, and nowhere else', () => {
  const scene = replaced()
  scene.act(host, { events: [{ type: 'two-keys-set', field: 'f', on: true }] })
  scene.decide(official, yes)
  scene.act(host, { events: [{ type: 'keys-withdrawn', person: 'dai' }] })
  expect(scene.record.suggestions[1]?.keys).toMatchObject([{ person: 'chen' }])
  scene.act(host, { events: [{ type: 'keys-withdrawn', person: 'chen' }] })
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', keys: [] })
  scene.decide(official, yes)
  scene.decide(activist, yes)
  scene.act(host, { events: [{ type: 'keys-withdrawn', person: 'chen' }] })
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'adopted', keys: [{}, {}] })
})

test('P8 whoever agreed did so to those words: when they change both keys are missing again', () => {
  const scene = replaced()
  scene.act(host, { events: [{ type: 'two-keys-set', field: 'f', on: true }] })
  scene.decide(official, yes)
  scene.suggest('an', put(27, ' all'))
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', keys: [] })
  scene.decide(activist, yes)
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', keys: [{ person: 'dai' }] })
  scene.decide(official, yes)
  expect(scene.record.suggestions[1]?.status).toBe('adopted')
})

test('P9 a declined suggestion that is reopened is pending again, its author’s, under its number', () => {
  const scene = replaced()
  scene.decide(official, no)
  scene.reopen(official, 'new facts')
  expect(scene.words()).toBe('The ministry publishesopens data.')
  expect(scene.record.suggestions[1]).toMatchObject({ status: 'open', person: 'an' })
  scene.decide(official, yes)
  expect(scene.words()).toBe('The ministry opens data.')
})

test('P9 an adopted suggestion that is reopened puts back what it took out, as pending', () => {
  const scene = replaced()
  scene.decide(official, yes)
  scene.reopen(official, 'too early')
  expect(scene.words()).toBe('The ministry publishesopens data.')
  scene.decide(official, no)
  expect(scene.words()).toBe('The ministry publishes data.')
})

test('P10 a suggested Enter and a suggested kind are answered like words', () => {
  const scene = room()
  scene.suggest('an', (transaction, text) => insertSeparator(transaction, text, 12, 'p'))
  scene.suggest('bo', ({ doc }) =>
    doc.getMap(bodyRoots.kindProposals).set(proposalKey('f^', ids.bo), 'h1'),
  )
  expect(Object.values(scene.record.suggestions)).toMatchObject([
    { person: 'an', added: '\n' },
    { person: 'bo', kinds: { 'f^': 'h1' } },
  ])
  scene.decide(official, yes, 2)
  expect(readBlocks(scene.doc, 'f').map(({ kind }) => kind)).toEqual(['h1', 'p'])
  scene.decide(official, no, 1)
  expect(readBlocks(scene.doc, 'f').map(({ kind }) => kind)).toEqual(['h1'])
})

test('P11 declining one part of a struck passage leaves what is struck beside it', () => {
  const scene = room()
  scene.suggest('an', strike(0, 4))
  scene.suggest('an', strike(20, 4))
  scene.decide(official, no, 1)
  expect(scene.record.suggestions[2]).toMatchObject({ status: 'open', deleted: [[100, 20, 4]] })
})

test('P30 rewriting a suggestion away is no answer: it still waits for one, and says who took it out', () => {
  const scene = room()
  scene.suggest('an', put(12, ' at once'))
  scene.edit((transaction, text) => remove(transaction, text, 12, 8))
  const taken = scene.record.suggestions[1] as Suggestion
  expect(taken).toMatchObject({ status: 'emptied', emptiedBy: 'chen', added: ' at once' })
  expect([awaitsAnswer(taken), takenOutBy(taken)]).toEqual([true, 'chen'])
  scene.decide(official, { ...no, outcome: 'adopted-in-part', reason: 'said in another way' })
  expect(scene.record.suggestions[1]).toMatchObject({
    status: 'adopted-in-part',
    added: ' at once',
    decisions: [{ accepted: [], reason: 'said in another way' }],
  })
  scene.reopen(official, 'the other way says less')
  expect(scene.words()).toBe('The ministry at once publishes data.')
})

test('P30 what its author took back waits for no answer', () => {
  const scene = room()
  scene.suggest('an', put(12, ' at once'))
  scene.suggest('an', (transaction, text) => remove(transaction, text, 12, 8))
  const back = scene.record.suggestions[1] as Suggestion
  expect([back.emptiedBy, awaitsAnswer(back)]).toEqual(['an', false])
  expect(scene.decide(official, yes)).toBe('not-open')
})

test('P30 two who strike the same words: adopting one empties the other, which still waits for an answer', () => {
  const scene = room()
  scene.suggest('an', strike(13, 9))
  scene.suggest('bo', strike(13, 9))
  scene.decide(official, yes, 1)
  expect(scene.words()).toBe('The ministry  data.')
  const other = scene.record.suggestions[2] as Suggestion
  expect([other.status, awaitsAnswer(other), other.removed]).toEqual(['emptied', true, 'publishes'])
  scene.decide(official, yes, 2)
  expect(scene.record.suggestions[2]).toMatchObject({ status: 'adopted', removed: 'publishes' })
})

test('P31 one answer to several suggestions is one step, for all of them or for none', () => {
  const scene = replaced()
  scene.suggest('an', put(0, 'Now: '))
  scene.suggest('bo', put(33, '!'))
  const mine: Decider = { ...official, person: 'bo' }
  expect(scene.together(mine, yes, [1, 2, 3])).toBe('own-suggestion')
  expect(scene.record.suggestions[1]?.status).toBe('open')
  const before = scene.record.seq
  scene.together(official, no, [1, 3, 3])
  expect(scene.words()).toBe('Now: The ministry publishes data.')
  expect(scene.record.suggestions).toMatchObject({
    1: { status: 'declined', decisions: [{ seq: before + 1 }] },
    2: { status: 'open' },
    3: { status: 'declined', decisions: [{ seq: before + 1 }] },
  })
})

test('P6 in a final commitment nothing is answered or opened again', () => {
  const scene = replaced()
  scene.decide(official, no)
  scene.suggest('an', put(0, 'Now: '))
  scene.act(host, { events: [{ type: 'state-set', state: 'final', reason: '' }] })
  expect(scene.decide(official, yes, 2)).toBe('final')
  expect(scene.reopen(official, 'new facts')).toBe('final')
})

test('P8 the keys of the milestones’ section hold for every cell of it', () => {
  const form = { template: 'ogp-2022', templateVersion: 1, twoKeys: ['milestones'] }
  const of = (field: string) => missingKeys(form, { field, keys: [] })
  expect(of('row.abcdef12.activity')).toEqual(['government', 'civil-society'])
  expect(of('problem')).toEqual([])
})

test('P9 an adopted deletion and an adopted kind that are reopened are pending again, and can be declined', () => {
  const scene = room()
  scene.suggest('an', strike(12, 10))
  scene.suggest('bo', ({ doc }) =>
    doc.getMap(bodyRoots.kindProposals).set(proposalKey('f^', ids.bo), 'h1'),
  )
  scene.together(official, yes, [1, 2])
  expect(readBlocks(scene.doc, 'f')).toMatchObject([{ kind: 'h1' }])
  expect(scene.words()).toBe('The ministry data.')
  scene.reopen(activist, 'too early', 1)
  scene.reopen(activist, 'no heading here', 2)
  expect(scene.record.suggestions).toMatchObject({
    1: {
      status: 'open',
      removed: ' publishes',
      reopenings: [{ person: 'dai', reason: 'too early' }],
    },
    2: { status: 'open', kinds: { 'f^': 'h1' } },
  })
  scene.together(official, no, [1, 2])
  expect(scene.words()).toBe('The ministry publishes data.')
  expect(readBlocks(scene.doc, 'f')).toMatchObject([{ kind: 'p' }])
})

/** Found by the fuzz of `tests/unit/text`, seed 5 with 3,500 acts. */
test('P37 what is left of a half answered entry goes when its author takes it back in the same moment', () => {
  const scene = room()
  scene.edit((transaction, text) => insertText(transaction, text, 18, ' and ', null))
  scene.suggest('an', strike(13, 9))
  const open = () => Object.values(scene.record.suggestions).filter(awaitsAnswer)
  expect(open().map(({ removed }) => removed)).toEqual(['publi', 'shes'])

  const theirs = new Y.Doc({ gc: false })
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(scene.doc))
  theirs.getArray(bodyRoots.deletions).delete(0, 1)
  scene.decide(host, no, 1)
  expect(open().map(({ removed }) => removed)).toEqual(['shes'])
  scene.suggest('an', () => Y.applyUpdate(scene.doc, Y.encodeStateAsUpdate(theirs)))
  expect(open()).toEqual([])
  expect(suggestedDeletions(scene.doc, scene.record.origins)).toEqual([])
  // the room’s note of what it had taken back goes with the next answer
  scene.suggest('bo', put(0, 'Now: '))
  scene.decide(host, no, 3)
  expect(scene.doc.getArray(bodyRoots.deletions).length).toBe(0)
  expect(scene.words()).toBe('The ministry publi and shes data.')
})

/** "The ministry" as a heading, "publishes", "data." */
function paragraphs() {
  const scene = room()
  scene.edit((transaction, text) => {
    remove(transaction, text, 22, 1)
    insertSeparator(transaction, text, 22, 'p')
    remove(transaction, text, 12, 1)
    insertSeparator(transaction, text, 12, 'h2')
  })
  const kinds = () => readBlocks(scene.doc, 'f').map(({ kind }) => kind)
  return { ...scene, scene, kinds }
}

test('P58 a paragraph goes with its last word when that is adopted, and comes back with it', () => {
  const { scene, kinds } = paragraphs()
  scene.suggest('an', strike(13, 9))
  expect(scene.words()).toBe('The ministry\npublishes\ndata.')
  scene.decide(official, yes)
  expect(scene.words()).toBe('The ministry\ndata.')
  scene.reopen(official, 'again')
  expect(scene.words()).toBe('The ministry\npublishes\ndata.')
  expect(kinds()).toEqual(['p', 'h2', 'p'])
  scene.decide(official, no)
  expect(scene.words()).toBe('The ministry\npublishes\ndata.')
})

test('P58 the first paragraph, and two by one answer; the next keeps its kind, the last one stays', () => {
  const { scene, kinds } = paragraphs()
  scene.suggest('an', strike(0, 12))
  scene.decide(official, yes)
  expect([scene.words(), kinds()]).toEqual(['publishes\ndata.', ['h2', 'p']])
  scene.reopen(official, 'again')
  expect([scene.words(), kinds()]).toEqual(['The ministry\npublishes\ndata.', ['p', 'h2', 'p']])
  scene.decide(official, yes)
  scene.suggest('bo', strike(13, 4))
  scene.suggest('an', strike(17, 5))
  scene.together(official, yes, [2, 3])
  expect([scene.words(), kinds()]).toEqual(['data.', ['p']])
  scene.suggest('bo', strike(23, 5))
  scene.decide(official, yes, 4)
  expect([scene.words(), kinds()]).toEqual(['', ['p']])
})

test('P58 a paragraph in which somebody has written meanwhile, and an empty one, stay', () => {
  const { scene } = paragraphs()
  scene.suggest('an', strike(13, 9))
  scene.suggest('bo', put(16, '###'))
  scene.decide(official, yes)
  expect(scene.words()).toBe('The ministry\n###\ndata.')
})

test('P62 two and more whole paragraphs go without leaving an empty one, and come back', () => {
  const { scene, kinds } = paragraphs()
  const whole = [scene.words(), kinds()]
  const takeOut = (from: number, to: number) => (transaction: Y.Transaction, text: Y.Text) =>
    void suggestReplace(transaction, text, from, to, [], {
      isOwn: (client) => client === ids.an || client === ids.bo,
      isPending: () => false,
      origins: () => scene.record.origins,
    })
  const rounds = [
    { from: 13, to: 28, words: 'The ministry', left: ['p'] },
    { from: 0, to: 22, words: 'data.', left: ['p'] },
    { from: 0, to: 28, words: '', left: ['p'] },
  ]
  for (const [at, { from, to, words, left }] of rounds.entries()) {
    scene.suggest('an', takeOut(from, to))
    const final = textOf(scene.doc, 'final', scene.record, ['f'])
    scene.decide(official, yes, at + 1)
    expect([scene.words(), kinds()]).toEqual([words, left])
    expect(textOf(scene.doc, 'current', scene.record, ['f'])).toMatchObject(
      final.map(({ name, blocks }) => ({
        name,
        blocks: blocks.map(({ kind, runs }) => ({ kind, runs })),
      })),
    )
    scene.reopen(official, 'again', at + 1)
    expect([scene.words(), kinds()]).toEqual(whole)
    scene.decide(official, no, at + 1)
    expect([scene.words(), kinds()]).toEqual(whole)
  }
})

test('P62 what others have written in between stays, in a paragraph of its own', () => {
  const { scene, kinds } = paragraphs()
  scene.suggest(
    'an',
    (transaction, text) =>
      void suggestReplace(transaction, text, 0, 22, [], {
        isOwn: (client) => client === ids.an,
        isPending: () => false,
        origins: () => scene.record.origins,
      }),
  )
  scene.suggest('bo', put(16, '###'))
  scene.decide(official, yes)
  expect([scene.words(), kinds()]).toEqual(['###\ndata.', ['p', 'p']])
})
