import * as Y from 'yjs'
import { admit, type Ground, type Writer } from '../../server/rooms/admission.ts'
import { descentOf } from '../../shared/authorship/descent.ts'
import { rootsOf } from '../../shared/authorship/pending.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { insertSeparator, insertText, remove } from '../../shared/text/write.ts'
import type { Row } from './report/row.ts'

const samples = 600
/** A room lives for hours: what it costs before the compiler has seen it is not what it costs. */
const warmUp = 1500
const editing = 1000

const writer: Writer = {
  owner: (client) => (client === editing ? 'editing' : 'foreign'),
  mayEdit: true,
  maySuggest: true,
}

const acts: Record<string, (transaction: Y.Transaction, text: Y.Text, at: number) => void> = {
  keystroke: (transaction, text, at) => insertText(transaction, text, at, '字', null),
  separator: (transaction, text, at) => insertSeparator(transaction, text, at),
  'deletion of 4': (transaction, text, at) => remove(transaction, text, at, 4),
}

/**
 * Admission beside Yjs's own work for the same update, on a commitment of 50,000 characters in
 * 10,000 items and on one of a tenth: cost is to depend on the update, not on the document.
 */
export async function run(): Promise<Row[]> {
  return [50_000, 5_000].flatMap((characters) => {
    const ground = groundOf(characters)
    return Object.entries(acts).map(([update, act]) => measure(ground, characters, update, act))
  })
}

function measure(
  ground: Ground,
  characters: number,
  update: string,
  act: (typeof acts)[string],
): Row {
  const typist = new Y.Doc()
  guardBody(typist)
  Y.applyUpdate(typist, Y.encodeStateAsUpdate(ground.doc))
  typist.clientID = editing
  const text = fieldText(typist, 'a')
  const sent: Uint8Array[] = []
  typist.on('update', (each: Uint8Array) => sent.push(each))
  for (let count = 0; count < samples + warmUp; count++) {
    // far apart, and not in order, as several people write
    const at = (count * 7919) % (text._length - 20)
    typist.transact((transaction) => act(transaction, text, at))
  }
  const admits: number[] = []
  const applies: number[] = []
  for (const each of sent) {
    const start = performance.now()
    const verdict = admit(each, writer, ground)
    const middle = performance.now()
    if (!verdict.admitted) throw new Error(`refused: ${verdict.code}`)
    Y.applyUpdate(ground.doc, each)
    admits.push(middle - start)
    applies.push(performance.now() - middle)
  }
  return {
    name: `${update}, ${characters} characters in ${characters / 5} items`,
    'admit, median µs': median(admits),
    'Y.applyUpdate, median µs': median(applies),
  }
}

/** A text in items of five characters that Yjs cannot join, because two people took turns. */
function groundOf(characters: number): Ground {
  const doc = new Y.Doc()
  guardBody(doc)
  const text = fieldText(doc, 'a')
  doc.transact((transaction) => {
    for (let item = 0; item < characters / 5; item++) {
      doc.clientID = 20 + (item % 2)
      insertText(transaction, text, item * 5, '公共承諾。', null)
    }
  })
  doc.clientID = 2
  const none = new IdSet()
  return {
    doc,
    isField: (name) => name === 'a',
    section: () => 'open',
    roots: rootsOf([]),
    descent: descentOf([]),
    accepted: none,
  }
}

function median(times: readonly number[]): number {
  const sorted = times.slice(warmUp).sort((a, b) => a - b)
  return Math.round((sorted[sorted.length >> 1] ?? 0) * 10_000) / 10
}
