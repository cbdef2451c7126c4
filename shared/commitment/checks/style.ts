import { type Checked, isChinese, plainText } from './commitment.ts'
import type { Hit } from './finding.ts'
import { blotted, type Passage, passagesOf } from './passage.ts'
import * as words from './words.ts'

/** T10–T12: questions that need the rest of a field, or of the commitment, for their answer. */
export function style(commitment: Checked): readonly Hit[] {
  const passages = passagesOf(commitment)
  return [...formulas(commitment), ...acronyms(commitment, passages), ...spellings(passages)]
}

/** T10: the values are named and no means follows. */
function formulas({ template, fields }: Checked): Hit[] {
  return template.fields.flatMap(({ name, part }) => {
    if (part !== 'values') return []
    const text = blotted(fields[name])
    if (text.trim() === '') return []
    const zh = isChinese(text)
    const match = (zh ? words.formula.zh : words.formula.en).exec(text)
    const rest = match ? text.replace(match[0], '') : text
    if (rest.replace(words.valueNames, '') === '') {
      return [{ question: 'T10', field: name, start: 0, end: text.length }]
    }
    if (!match || (zh ? words.means.zh : words.means.en).test(rest)) return []
    return [
      { question: 'T10', field: name, start: match.index, end: match.index + match[0].length },
    ]
  })
}

const acronym = /(?<![\w.@/-])[A-Z][A-Z0-9&]{1,6}(?![\w@/-]|\.\w)/gu
/** Letters of the longest acronym that the pattern finds. */
const longest = 7

/** T11: capitals that are nowhere written out. Asked once per field, for all of its new ones. */
function acronyms({ fields, rows }: Checked, passages: readonly Passage[]): Hit[] {
  const everything = [
    ...Object.values(fields).map(plainText),
    ...rows.flatMap(({ cells }) => Object.values(cells).map(plainText)),
  ].join('\n')
  const asked = new Set<string>()
  const known = writtenOut(everything)
  return passages.flatMap(({ field, text }) => {
    if (text === text.toUpperCase() && !isChinese(text)) return []
    const fresh = [...text.matchAll(acronym)].filter(([word]) => {
      if (asked.has(word) || words.household.has(word) || known.has(word)) return false
      asked.add(word)
      return true
    })
    const [first] = fresh
    if (!first) return []
    return [
      {
        question: 'T11',
        field,
        start: first.index,
        end: first.index + first[0].length,
        slots: { words: fresh.map(([word]) => word).join('、') },
      },
    ]
  })
}

/**
 * What stands beside an opening bracket: "Access to Information (ATI)", "ATI (Access to Information)",
 * 「資訊取用（ATI）」. Found once for all acronyms, of which a text may have as many as words.
 */
function writtenOut(text: string): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { index } of text.matchAll(/[(（]/g)) {
    for (const blank of [0, 1]) {
      const [from, to] = [index + 1 + blank, index - blank]
      for (let length = 2; length <= longest; length += 1) {
        if (text.slice(index + 1, from).trim() === '') known.add(text.slice(from, from + length))
        if (text.slice(to, index).trim() === '') known.add(text.slice(to - length, to))
      }
    }
  }
  return known
}

/** T12: 民國 and 西元 in one commitment, and words in both of their spellings. */
function spellings(passages: readonly Passage[]): Hit[] {
  const chinese = passages.filter(({ text }) => isChinese(text))
  const everything = chinese.map(({ text }) => text).join('\n')
  const hits: Hit[] = []
  const ask = (pattern: RegExp, hit: Pick<Hit, 'question' | 'slots'>): void => {
    for (const { field, text } of chinese) {
      const match = pattern.exec(text)
      if (!match) continue
      hits.push({ ...hit, field, start: match.index, end: match.index + match[0].length })
      return
    }
  }
  const western = /(?<!\d)(?:19|20)\d{2}(?!\d)(?:\s*年|[/.]\d)/u
  const roc = /(?<![\d.])1[0-3]\d\s*年(?!度?來|代)|民國\s*\d{1,3}\s*年/u
  if (western.test(everything)) ask(roc, { question: 'T12-years' })
  for (const formal of words.twoSpellings) {
    const common = formal.replace('臺', '台')
    if (everything.includes(formal) && everything.includes(common)) {
      ask(new RegExp(common, 'u'), {
        question: 'T12-words',
        slots: { words: `${formal}／${common}` },
      })
    }
  }
  return hits
}
