import type { Checked, CheckedRow } from './commitment.ts'
import { isChinese, plainText, textOfPart } from './commitment.ts'
import type { Hit } from './finding.ts'
import { type Passage, passagesOf, rowText, type Segment, withoutLaws } from './passage.ts'
import type { QuestionId } from './questions.ts'
import * as words from './words.ts'

type Place = { readonly start: number; readonly end: number }
type Rule = {
  readonly question: QuestionId
  /** Which sorts of passage it reads; a Chinese title is by custom 強化…／推動… and T2 leaves it. */
  readonly reads: readonly Passage['sort'][]
  /** Each sentence promises something of its own; the rest is asked once for a field or a row. */
  readonly each: 'sentence' | 'row'
  readonly find: (segment: Segment, passage: Passage, around: Around) => Place | null
}

/** What silences a rule, looked for once in a row or a commitment and not for each sentence of it. */
type Around = {
  readonly thing: (row: CheckedRow) => boolean
  readonly quantity: (row: CheckedRow) => boolean
  /** A number, be it only that of a law. */
  readonly quantityOrLaw: (row: CheckedRow) => boolean
  readonly somebody: (row: CheckedRow) => boolean
  readonly ledByLegislature: (row: CheckedRow | null) => boolean
}

/** T1–T8, the questions about a single sentence. */
const rules: readonly Rule[] = [
  {
    question: 'T1',
    each: 'sentence',
    reads: ['title', 'milestone', 'solution'],
    find: (segment) => (isHeading(segment) ? null : effort(segment)),
  },
  {
    question: 'T2',
    each: 'sentence',
    reads: ['title', 'milestone', 'solution'],
    find(segment, { sort, row }, around) {
      if (isHeading(segment) || (segment.zh && sort === 'title')) return null
      const place = word(pick(words.direction, segment).exec(segment.text))
      if (!place) return null
      if (row) return around.thing(row) || around.quantity(row) ? null : place
      const text = withoutLaws(segment.text)
      return hasThing(text) || hasQuantity(text) ? null : place
    },
  },
  {
    question: 'T3',
    each: 'row',
    reads: ['milestone', 'output'],
    find(segment, { row }, around) {
      const place = word(pick(words.event, segment).exec(segment.text))
      if (!place || pick(words.demandedByLaw, segment).test(segment.text)) return null
      return row && around.quantityOrLaw(row) ? null : place
    },
  },
  {
    question: 'T4',
    each: 'row',
    reads: ['milestone', 'output'],
    find(segment, { row }, around) {
      if (!pick(words.event, segment).test(segment.text)) return null
      const place = word(pick(words.quantity, segment).exec(withoutListNumber(segment.text)))
      return place && row && !around.thing(row) ? place : null
    },
  },
  {
    question: 'T5',
    each: 'row',
    reads: ['milestone', 'output'],
    find(segment, { row }, around) {
      const place = word(pick(words.collective, segment).exec(segment.text))
      return place && row && !around.somebody(row) ? place : null
    },
  },
  {
    question: 'T6',
    each: 'row',
    reads: ['milestone', 'output'],
    find: (segment) => word(pick(words.hedge, segment).exec(segment.text)),
  },
  {
    question: 'T7',
    each: 'row',
    reads: ['title', 'milestone', 'output', 'solution'],
    find(segment, { row }, around) {
      if (around.ledByLegislature(row)) return null
      // Who promises to advocate does not promise that it passes: T1 has asked already.
      if (effort(segment)) return null
      return word(pick(words.outside, segment).exec(segment.text))
    },
  },
  {
    question: 'T8',
    each: 'row',
    reads: ['title', 'milestone', 'solution'],
    find(segment, { sort }) {
      const pattern = segment.zh && sort !== 'milestone' ? words.continuingHeadZh : null
      return word(
        (pattern ?? pick(words.continuing, segment)).exec(segment.text) ??
          (segment.zh ? null : words.willContinue.exec(segment.text)),
      )
    },
  },
]

/** The questions about wording: each rule at each sentence, or once for a field or row. */
export function wording(commitment: Checked): readonly Hit[] {
  const passages = passagesOf(commitment)
  const around = aroundIn(commitment)
  const hits = rules.flatMap((rule) => {
    const asked = new Set<string>()
    return passages.flatMap((passage) => {
      if (!rule.reads.includes(passage.sort)) return []
      const once = rule.each === 'sentence' ? null : (passage.row?.id ?? passage.field)
      return passage.segments.flatMap((segment) => {
        const place = once !== null && asked.has(once) ? null : rule.find(segment, passage, around)
        if (!place) return []
        if (once !== null) asked.add(once)
        const { start, end } = place
        const at = { start: start + segment.start, end: end + segment.start }
        return [{ question: rule.question, field: passage.field, ...at }]
      })
    })
  })
  return [...hits, ...passages.flatMap(buzzwords)]
}

function aroundIn(commitment: Checked): Around {
  const law = memo(() => isLegislature(textOfPart(commitment, 'lead')))
  const rowLaw = memo((row: CheckedRow) => isLegislature(plainText(row.cells.lead)))
  return {
    thing: memo((row) => hasThing(withoutLaws(rowText(row)))),
    quantity: memo((row) => hasQuantity(withoutLaws(rowText(row)))),
    quantityOrLaw: memo((row) => hasQuantity(rowText(row))),
    somebody: memo((row) => namesSomebody(rowText(row))),
    ledByLegislature: (row) => law(commitment) || (row !== null && rowLaw(row)),
  }
}

/** Asked once of each; the answer is kept for as long as one check takes. */
function memo<Of extends object>(ask: (of: Of) => boolean): (of: Of) => boolean {
  const known = new Map<Of, boolean>()
  return (of) => {
    const answer = known.get(of) ?? ask(of)
    known.set(of, answer)
    return answer
  }
}

function isLegislature(lead: string): boolean {
  return words.legislature.en.test(lead) || words.legislature.zh.test(lead)
}

function effort(segment: Segment): Place | null {
  const { text, zh } = segment
  if (hasQuantity(text)) return null
  if (zh) return words.productZh.test(text) ? null : word(words.effort.zh.exec(text))
  if (words.parliamentaryStage.test(text)) return null
  return word(words.effort.en.exec(text) ?? words.effortClause.exec(text))
}

/** T13: three different words that can mean much, in one field. */
function buzzwords({ field, text }: Passage): Hit[] {
  const first = new Map<string, Place>()
  for (const pattern of [words.buzz.en, words.buzz.zh]) {
    for (const match of text.matchAll(pattern)) {
      const key = match[0].toLowerCase()
      if (!first.has(key)) first.set(key, { start: match.index, end: match.index + key.length })
    }
  }
  const place = [...first.values()][0]
  if (!place || first.size < buzzLimit) return []
  return [{ question: 'T13', field, ...place, slots: { words: [...first.keys()].join('、') } }]
}
const buzzLimit = 3

/** "3. 推動…之修法作業：" announces what follows and is not itself the promise. */
function isHeading({ text }: Segment): boolean {
  return /[：:]\s*$/.test(text)
}

function pick(list: words.WordList, { zh }: Segment): RegExp {
  return zh ? list.zh : list.en
}

/** A match's named word, or all of it. */
function word(match: RegExpExecArray | null): Place | null {
  if (!match) return null
  const found = match.groups?.word ?? match[0]
  const start = match.index + match[0].lastIndexOf(found)
  return { start, end: start + found.length }
}

function hasThing(text: string): boolean {
  return words.deliverable.en.test(text) || words.deliverable.zh.test(text)
}

function hasQuantity(text: string): boolean {
  const plain = withoutListNumber(text)
  return words.quantity[isChinese(plain) ? 'zh' : 'en'].test(plain)
}

function namesSomebody(text: string): boolean {
  return words.named.en.test(text) || words.named.zh.test(text)
}

/** "1.3 Train" and "2. 辦理" hold no quantity. Blanks keep the offsets. */
function withoutListNumber(text: string): string {
  return text.replace(listNumber, (number) => ' '.repeat(number.length))
}
/** `\W` would not do for what may stand before: in JavaScript it eats Chinese characters too. */
const listNumber =
  /^(?:[•·*–-]|[^\S\n\r\u2028\u2029])*(?:(?:[Hh]ito|[Mm]ilestone|[Aa]ction)\s*\d+(?:\.\d+)*|\(?\d+(?:\.\d+)*[.):](?!\d)|\d+(?:\.\d+)+(?=\s+[A-Z\u4e00-\u9fff]))/gmu
