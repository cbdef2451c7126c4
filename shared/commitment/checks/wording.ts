import type { Checked } from './commitment.ts'
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
  readonly find: (segment: Segment, passage: Passage, commitment: Checked) => Place | null
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
    find(segment, { sort, row }) {
      if (isHeading(segment) || (segment.zh && sort === 'title')) return null
      const place = word(pick(words.direction, segment).exec(segment.text))
      const around = withoutLaws(row ? rowText(row) : segment.text)
      return place && !hasThing(around) && !hasQuantity(around) ? place : null
    },
  },
  {
    question: 'T3',
    each: 'row',
    reads: ['milestone', 'output'],
    find(segment, { row }) {
      const place = word(pick(words.event, segment).exec(segment.text))
      if (!place || pick(words.demandedByLaw, segment).test(segment.text)) return null
      return row && hasQuantity(rowText(row)) ? null : place
    },
  },
  {
    question: 'T4',
    each: 'row',
    reads: ['milestone', 'output'],
    find(segment, { row }) {
      if (!pick(words.event, segment).test(segment.text)) return null
      const place = word(pick(words.quantity, segment).exec(withoutListNumber(segment.text)))
      return place && row && !hasThing(withoutLaws(rowText(row))) ? place : null
    },
  },
  {
    question: 'T5',
    each: 'row',
    reads: ['milestone', 'output'],
    find(segment, { row }) {
      const place = word(pick(words.collective, segment).exec(segment.text))
      return place && row && !namesSomebody(rowText(row)) ? place : null
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
    find(segment, { row }, commitment) {
      const lead = `${textOfPart(commitment, 'lead')}\n${plainText(row?.cells.lead)}`
      if (words.legislature.en.test(lead) || words.legislature.zh.test(lead)) return null
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
  const hits = rules.flatMap((rule) => {
    const asked = new Set<string>()
    return passages.flatMap((passage) => {
      if (!rule.reads.includes(passage.sort)) return []
      const once = rule.each === 'sentence' ? null : (passage.row?.id ?? passage.field)
      return passage.segments.flatMap((segment) => {
        const place =
          once !== null && asked.has(once) ? null : rule.find(segment, passage, commitment)
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
  /^[\s•·*–-]*(?:(?:[Hh]ito|[Mm]ilestone|[Aa]ction)\s*\d+(?:\.\d+)*|\(?\d+(?:\.\d+)*[.):](?!\d)|\d+(?:\.\d+)+(?=\s+[A-Z\u4e00-\u9fff]))/gmu
