import * as Y from 'yjs'
import { type Copy, type ExportCommitment, modelOf } from '../../../server/exports/model.ts'
import { type Template, templateOf } from '../../../shared/commitment/template.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import {
  type CommitmentRecord,
  emptyRecord,
  type Suggestion,
  type Thread,
} from '../../../shared/record/record.ts'
import type { Outcome } from '../../../shared/record/states.ts'
import { bodyRoots, type Kind, type Marks } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { home, twin } from '../../../shared/text/identity.ts'
import { proposalKey } from '../../../shared/text/proposals.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { seedField } from '../../../shared/text/seed.ts'
import { insertSeparator, insertText } from '../../../shared/text/write.ts'

const noon = Date.UTC(2026, 10, 24, 4, 0, 0)

const cast: readonly PersonView[] = [
  { id: 'lin', name: '林小美', organisation: '數位發展部', sector: 'government' },
  { id: 'wu', name: '吳大同', organisation: '台灣人權促進會', sector: 'civil-society' },
  {
    id: 'amoy',
    name: 'Amoy O’Neill',
    organisation: 'Open Culture Foundation',
    sector: 'civil-society',
  },
]

/** A commitment under discussion, written through the text's own ways, for tests of documents. */
export class Draft {
  readonly doc = new Y.Doc()
  readonly template: Template
  record: CommitmentRecord
  #next = 2 ** 32 + 1000
  readonly #writers = new Map<number, string>()

  constructor(template = 'tw-nap', locale: 'zh-Hant-TW' | 'en' = 'zh-Hant-TW') {
    const found = templateOf(template)
    if (!found) throw new Error(`no form ${template}`)
    this.template = found
    this.record = {
      ...emptyRecord,
      template,
      templateVersion: found.version,
      locale,
      seq: 42,
      createdAt: noon,
    }
  }

  /** Fills a field: one block per line, `kind|text`, or `text` alone for a paragraph. */
  write(
    field: string,
    lines: readonly (string | { kind?: Kind; runs: { text: string; marks?: Marks }[] })[],
  ) {
    const blocks = lines.map((line) =>
      typeof line === 'string'
        ? { kind: /^(\w+)\|/.exec(line)?.[1] ?? 'p', runs: [{ text: line.replace(/^\w+\|/, '') }] }
        : { kind: line.kind ?? 'p', runs: line.runs },
    )
    seedField(this.doc, field, blocks, 1)
    return this
  }

  row(id: string, order: string, values: Record<string, string>, cells: Record<string, string[]>) {
    const rows = this.doc.getMap(bodyRoots.rows)
    this.doc.clientID = 2
    rows.set(`${id}/order`, order)
    for (const [key, value] of Object.entries(values)) rows.set(`${id}/${key}`, value)
    for (const [column, lines] of Object.entries(cells)) this.write(`row.${id}.${column}`, lines)
    return this
  }

  /** Suggests text, where `\n` is a paragraph break, after the first occurrence of `after`. */
  insert(person: string, field: string, after: string, text: string, kind?: Kind): number {
    return this.insertAt(person, field, this.#find(field, after) + after.length, text, kind)
  }

  insertAt(person: string, field: string, place: number, text: string, kind?: Kind): number {
    const client = this.#next++
    this.#writers.set(client, person)
    this.doc.clientID = client
    let index = place
    const target = fieldText(this.doc, field)
    const before = [client, twin(client)].map((id) => [id, Y.getState(this.doc.store, id)] as const)
    this.doc.transact((transaction) => {
      text.split('\n').forEach((line, part) => {
        if (part > 0) {
          insertSeparator(transaction, target, index, kind)
          index++
        }
        index += insertText(transaction, target, index, line, null)
      })
    })
    const inserted = before.flatMap(([id, clock]): IdRange[] => {
      const length = Y.getState(this.doc.store, id) - clock
      return length > 0 ? [[id, clock, length]] : []
    })
    return this.#open(person, field, { inserted, added: text.replaceAll('\n', '') })
  }

  /** Suggests deleting the first occurrence; `\n` is a separator. */
  strike(person: string, field: string, words: string): number {
    return this.strikeAt(person, field, this.#find(field, words), words.length)
  }

  strikeAt(person: string, field: string, from: number, length: number): number {
    // One's own pending words are really deleted, never suggested to be
    const units = this.units(field)
      .slice(from, from + length)
      .filter(({ id }) => this.#writers.get(home(id.client)) !== person)
    const deleted = units.map(({ id }): IdRange => [id.client, id.clock, 1])
    this.doc.clientID = this.#next++
    this.doc.getArray<IdRange>(bodyRoots.deletions).push(deleted)
    const removed = units
      .map(({ unit }) => unit)
      .join('')
      .replaceAll('\n', '')
    return this.#open(person, field, { deleted, removed })
  }

  kind(person: string, field: string, block: string, kind: Kind): number {
    const key = proposalKey(block, this.#next++)
    this.doc.getMap(bodyRoots.kindProposals).set(key, kind)
    return this.#open(person, field, { kinds: { [block]: kind } })
  }

  decide(number: number, outcome: Outcome, reason: string, person = 'lin') {
    const suggestion = this.record.suggestions[number] as Suggestion
    const at = noon + 7_200_000
    const accepted = outcome === 'adopted' ? suggestion.inserted : []
    const decision = {
      outcome,
      reason,
      person,
      at,
      seq: 41,
      override: false,
      accepted,
      replaced: {},
    }
    this.#put({ ...suggestion, status: outcome, decisions: [...suggestion.decisions, decision] })
    if (outcome === 'declined') this.#forget(suggestion.deleted)
    if (outcome === 'adopted') {
      this.record = { ...this.record, accepted: [...this.record.accepted, ...suggestion.inserted] }
    }
  }

  thread(
    id: string,
    person: string,
    anchor: Thread['anchor'] | { field: string; words: string },
    texts: readonly string[],
    resolved = false,
  ) {
    const place: Thread['anchor'] =
      'words' in anchor
        ? {
            on: 'text',
            field: anchor.field,
            quote: anchor.words,
            ranges: this.units(anchor.field)
              .slice(this.#find(anchor.field, anchor.words))
              .slice(0, anchor.words.length)
              .map(({ id }): IdRange => [id.client, id.clock, 1]),
          }
        : anchor
    const comments = texts.map((text, index) => ({
      id: `${id}-${index}`,
      person: index % 2 === 0 ? person : 'lin',
      onBehalfOf: null,
      at: noon + 60_000 * index,
      text,
      editedAt: null,
      deleted: false,
      mentions: [],
    }))
    const thread = {
      id,
      anchor: place,
      comments,
      resolved: resolved ? { person: 'lin', at: noon } : null,
    }
    this.record = { ...this.record, threads: { ...this.record.threads, [id]: thread } }
  }

  model(view: Copy, over: Partial<Parameters<typeof modelOf>[0]> = {}): ExportCommitment {
    const { doc, record, template } = this
    return modelOf({
      doc,
      record,
      people: cast,
      template,
      view,
      plan: '臺灣開放政府國家行動方案',
      title: '強化政治獻金透明化',
      date: noon,
      timeZone: 'Asia/Taipei',
      ...over,
    })
  }

  /** Live units of a field, separators as `\n`. */
  units(field: string): { unit: string; id: { client: number; clock: number } }[] {
    const units: { unit: string; id: { client: number; clock: number } }[] = []
    for (let item = fieldText(this.doc, field)._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue
      const { client, clock } = item.id
      const text = item.content instanceof Y.ContentString ? item.content.str : '\n'
      for (let offset = 0; offset < item.length; offset++) {
        units.push({ unit: text[offset] ?? '\n', id: { client, clock: clock + offset } })
      }
    }
    return units
  }

  #find(field: string, words: string): number {
    const at = this.units(field)
      .map(({ unit }) => unit)
      .join('')
      .indexOf(words)
    if (at < 0) throw new Error(`${field} has no ${words}`)
    return at
  }

  #open(person: string, field: string, content: Partial<Suggestion>): number {
    const number = Object.keys(this.record.suggestions).length + 1
    this.#put({
      field,
      inserted: [],
      deleted: [],
      kinds: {},
      added: '',
      removed: '',
      number,
      person,
      onBehalfOf: null,
      openedAt: noon + number * 60_000,
      changedAt: noon,
      status: 'open',
      keys: [],
      decisions: [],
      reopenings: [],
      emptiedBy: null,
      ...content,
    })
    return number
  }

  /** As the room does: a declined deletion leaves the document. */
  #forget(ranges: readonly IdRange[]) {
    const entries = this.doc.getArray<IdRange>(bodyRoots.deletions)
    const gone = new Set(ranges.map(String))
    for (let index = entries.length - 1; index >= 0; index--) {
      if (gone.has(String(entries.get(index)))) entries.delete(index)
    }
  }

  #put(suggestion: Suggestion) {
    this.record = {
      ...this.record,
      suggestions: { ...this.record.suggestions, [suggestion.number]: suggestion },
    }
  }
}

/** Every kind of thing that a document can meet, once. */
export function richDraft(): Draft {
  const draft = new Draft('tw-nap')
  draft
    .write('title', ['強化政治獻金透明化'])
    .write('problem', [
      '擬參選人收受政治獻金，一直為各界關注。',
      '第二段文字。',
      '第三段將被刪除。',
      '客語𠊎、台語𪜶、ʉ ʼ 與 O’Neill 的意見。',
      'h1|小標題',
      '標題後的文字。',
    ])
    .write('solution', [
      '引言：',
      'b0|第一點',
      'b1|第一點之一',
      'b0|第二點',
      'o0|步驟一',
      'o0|步驟二',
      {
        runs: [
          { text: '見' },
          { text: '《政治獻金法》', marks: { bold: true } },
          { text: '，' },
          { text: '網站', marks: { link: 'https://ardata.cy.gov.tw/?a=1&b=2' } },
          { text: '與' },
          { text: '壞連結', marks: { link: 'javascript:alert(1)' } },
        ],
      },
      'q|引用一段話。',
      '',
      '第一行\u2028第二行  兩個空白',
    ])
    .row('r1', 'a0', { start: '2021/01', end: '2021/12' }, { milestone: ['完成修法草案'] })
    .row(
      'r2',
      'a1',
      { start: '2022/01', end: '2022/12' },
      { milestone: ['公開 4 個系統', '每年 20 場'] },
    )
    .row('gone', 'a2', { removed: '1' }, { milestone: ['不該出現'] })
  draft.insert('wu', 'problem', '一直為各界', '高度')
  draft.strike('amoy', 'problem', '第三段將被刪除。\n')
  draft.insert('wu', 'problem', '第二段', '\n')
  draft.strike('wu', 'solution', '第一點之一')
  draft.insert('amoy', 'solution', '第一點之一', 'another way')
  draft.insert('amoy', 'solution', '步驟二', '\n步驟三', 'o0')
  draft.kind('wu', 'solution', 'solution^', 'h2')
  draft.insert('wu', 'row.r1.milestone', '完成', '並公開')
  const struck = draft.insert('wu', 'problem', '標題後', '又插又刪的')
  draft.strike('amoy', 'problem', '插又刪')
  draft.decide(draft.insert('amoy', 'problem', '的文字', '（已採納）'), 'adopted', '')
  draft.decide(draft.strike('wu', 'solution', '引用'), 'declined', '引文應保持完整。')
  draft.thread(
    't1',
    'wu',
    { field: 'problem', words: '一直為各界' },
    ['出處？', '監察院統計。\n見附件'],
    true,
  )
  draft.thread('t2', 'amoy', { on: 'suggestion', suggestion: struck }, ['為什麼？'])
  draft.thread('t3', 'wu', { on: 'section', field: 'solution' }, ['整段太長'])
  draft.thread(
    't4',
    'wu',
    { on: 'text', field: 'values', quote: '已經不在', ranges: [[999, 0, 4]] },
    ['人不在了'],
  )
  return draft
}
