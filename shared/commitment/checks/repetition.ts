import type { Words } from '../../locale/locale.ts'
import { type Checked, isChinese, type Other } from './commitment.ts'
import type { Hit } from './finding.ts'
import { blotted } from './passage.ts'

/**
 * T9: the same words again, between fields, with the plan's other commitments and with an earlier
 * plan. Two texts repeat each other when they share `enough` runs of `length` tokens one after
 * another, a token being a Chinese character or a Latin word; scattered runs are mostly the subject's
 * name (4-1, 「政治獻金或選舉經費透明化」). Runs are looked up in one hash table, so the work
 * grows with the length of the texts and not with the number of pairs. A quotation or a law's name
 * breaks a run: to quote is not to repeat. A brief description repeats what follows by its nature.
 */
export function repetition(
  commitment: Checked,
  others: readonly Other[],
  previous: readonly Other[],
): readonly Hit[] {
  const own = textsOf(commitment)
  return [
    ...betweenFields(own),
    ...others.flatMap((other) => withOther(own, other, 'T9-plan')),
    ...previous.flatMap((other) => withOther(own, other, 'T9-previous')),
  ]
}

/** Measured on the Taiwanese plan and on 558 commitments; shorter runs find set phrases. */
const measure = {
  zh: { length: 8, enough: 6 },
  en: { length: 7, enough: 3 },
}

type Text = {
  readonly field: string
  readonly label: Words
  readonly text: string
  readonly enough: number
  readonly runs: readonly Run[]
}

/** So many tokens in a row; `nth` counts tokens, `start` and `end` are offsets in the field. */
type Run = {
  readonly key: number
  readonly nth: number
  readonly start: number
  readonly end: number
}

function betweenFields(texts: readonly Text[]): Hit[] {
  const hits: Hit[] = []
  const seen = new Map<number, Text[]>()
  for (const text of texts) {
    const shared = new Map<Text, Run[]>()
    for (const run of text.runs) {
      for (const earlier of seen.get(run.key) ?? []) push(shared, earlier, run)
    }
    for (const [earlier, runs] of shared) {
      const place = repeated(text, runs)
      const slots = { where: earlier.label }
      if (place) hits.push({ question: 'T9-field', field: text.field, ...place, slots })
    }
    for (const key of new Set(text.runs.map((run) => run.key))) push(seen, key, text)
  }
  return hits
}

/** One hit for another commitment, at the longest stretch that it shares. */
function withOther(own: readonly Text[], other: Other, question: 'T9-plan' | 'T9-previous'): Hit[] {
  const theirs = keysOf(other)
  const [most] = own
    .flatMap((text) => {
      const place = repeated(
        text,
        text.runs.filter(({ key }) => theirs.has(key)),
      )
      return place ? [{ field: text.field, ...place }] : []
    })
    .sort((a, b) => b.end - b.start - (a.end - a.start))
  return most ? [{ question, ...most, slots: { where: other.title } }] : []
}

/** What another commitment says does not change while it is compared with, draft after draft. */
const known = new WeakMap<Other, ReadonlySet<number>>()

function keysOf(other: Other): ReadonlySet<number> {
  const keys =
    known.get(other) ?? new Set(textsOf(other).flatMap(({ runs }) => runs.map(({ key }) => key)))
  known.set(other, keys)
  return keys
}

function textsOf({ template, fields }: Pick<Checked, 'template' | 'fields'>): Text[] {
  return template.fields
    .filter(({ kind, part }) => kind === 'text' && part !== 'brief')
    .map(({ name, label }) => {
      const text = blotted(fields[name])
      const { length, enough } = isChinese(text) ? measure.zh : measure.en
      return { field: name, label, text, enough, runs: runsOf(text, length) }
    })
}

type Token = { readonly start: number; readonly end: number; readonly hash: number }

/**
 * A run's key is made from its predecessor's by taking one token out and one in (Rabin and Karp, 1987),
 * twice with different bases; a repetition needs `enough` equal keys one after another, so that keys
 * which are equal by chance find nothing.
 */
function runsOf(text: string, length: number): Run[] {
  const runs: Run[] = []
  const tokens: Token[] = []
  const [one, other] = [rolling(31, length), rolling(16777619, length)]
  let nth = 0
  for (const match of text.matchAll(
    /[·§]+|[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])[\p{L}\p{N}'’])+/gu,
  )) {
    const [word] = match
    nth += 1
    if (word.startsWith('·') || word.startsWith('§')) {
      tokens.length = 0
      one.clear()
      other.clear()
      continue
    }
    const token = { start: match.index, end: match.index + word.length, hash: hashOf(word) }
    const gone = tokens[tokens.length - length]?.hash ?? 0
    tokens.push(token)
    const key = one.next(token.hash, gone) * 2 ** 21 + (other.next(token.hash, gone) >>> 11)
    const first = tokens[tokens.length - length]
    if (first) runs.push({ key, nth, start: first.start, end: token.end })
  }
  return runs
}

/** A polynomial over the last `length` values, modulo 2³². */
function rolling(base: number, length: number) {
  let sum = 0
  let highest = 1
  for (let power = 0; power < length; power += 1) highest = Math.imul(highest, base)
  return {
    next(value: number, gone: number): number {
      sum = (Math.imul(sum, base) + value - Math.imul(gone, highest)) >>> 0
      return sum
    },
    clear() {
      sum = 0
    },
  }
}

/** FNV-1a over the letters, whatever their case. */
function hashOf(word: string): number {
  const letters = word.toLowerCase()
  let hash = 2166136261
  for (let at = 0; at < letters.length; at += 1) {
    hash = Math.imul(hash ^ letters.charCodeAt(at), 16777619)
  }
  return hash >>> 0
}

/** The longest stretch of runs that follow each other; null when it is short, or names a law. */
function repeated(
  { text, enough }: Text,
  runs: readonly Run[],
): { start: number; end: number } | null {
  let best = { start: 0, end: 0, nth: -1, runs: 0 }
  let current = best
  for (const { start, end, nth } of runs) {
    if (nth === current.nth) continue
    current =
      nth === current.nth + 1
        ? { ...current, end, nth, runs: current.runs + 1 }
        : { start, end, nth, runs: 1 }
    if (current.runs > best.runs) best = current
  }
  const { start, end } = best
  if (best.runs < enough || regulation.test(text.slice(start, end))) return null
  return { start, end }
}

/** A regulation named in full, without brackets: 「…及查對作業辦法」 (2-1). */
const regulation = /^[\u4e00-\u9fff]{4,30}(?:辦法|條例|要點|準則|細則)$/u

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
