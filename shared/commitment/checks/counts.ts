/** A number and what it counts, with its place. */
export type Count = {
  readonly number: number
  /** The thing, comparable: "counties", 「場論壇」. */
  readonly thing: string
  readonly words: string
  readonly start: number
  readonly end: number
}

/**
 * The things that a text counts: "4 OGP Local Counties" counts counties, 「20場論壇」 counts forums.
 * Years, list numbers and sections of laws count nothing.
 */
export function countsOf(text: string): readonly Count[] {
  const counts: Count[] = []
  for (const match of text.matchAll(english)) {
    const number = numberOf(match[1] ?? '')
    // Every word after the number may be what is counted; the one that both texts share decides.
    for (const word of match[2]?.match(/[A-Za-z]{4,}/g) ?? []) {
      counts.push(count(match, number, word.toLowerCase()))
    }
  }
  for (const match of text.matchAll(chinese)) {
    counts.push(count(match, numberOf(match[1] ?? ''), match[2] ?? ''))
  }
  return counts
}

const numerals = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const zhNumerals = '零一二三四五六七八九十'

const english = new RegExp(
  `(?<![\\d.,/-])(?<!\\b(?:no|section|article|act)\\.?\\s)(\\d{1,3}|${numerals.slice(1).join('|')})\\s+((?:[A-Za-z]+\\s+){0,3}[A-Za-z]{4,})(?!\\w)`,
  'giu',
)
const chinese =
  /(?<![\d.])(\d{1,5}|[一二三四五六七八九十])\s*((?:場|人|件|項|家|例|個|處|校|縣市|筆|次)[\u4e00-\u9fff]{2})/gu

function numberOf(word: string): number {
  const named = numerals.indexOf(word.toLowerCase())
  if (named >= 0) return named
  const zh = zhNumerals.indexOf(word)
  return zh >= 0 ? zh : Number(word)
}

function count(match: RegExpExecArray, number: number, thing: string): Count {
  const { index: start } = match
  return { number, thing, words: match[0], start, end: start + match[0].length }
}
