/** A date to the precision that was typed: a year, a month or a day. */
export type PlainDate = { readonly year: number; readonly month?: number; readonly day?: number }

/** A period; an end that was typed as "ongoing" or left out is absent. */
export type DateRange = { readonly start?: PlainDate; readonly end?: PlainDate }

/** A date in a text, with its offsets. `first` and `last` differ for a quarter or half-year. */
export type FoundDate = {
  readonly start: number
  readonly end: number
  readonly first: PlainDate
  readonly last: PlainDate
}

/** The one date that a cell holds, its last part if it is a span; null for none, as in 「持續」. */
export function readDate(typed: string): PlainDate | null {
  return datesOf(typed).at(-1)?.last ?? null
}

/**
 * A typed period: "2021/01～2021/12", "June 22, 2023 - Continue", "2023". One date alone is the end,
 * unless the words go on after it; a year, quarter or half-year alone is both. Null without a date.
 */
export function readRange(typed: string): DateRange | null {
  const dates = datesOf(typed)
  const [first] = dates
  const last = dates.at(-1)
  if (!first || !last) return null
  if (first !== last) return { start: first.first, end: last.last }
  if (openEnding.test(typed.slice(first.end))) return { start: first.first }
  const whole = first.first !== first.last || first.first.month === undefined
  return whole ? { start: first.first, end: first.last } : { end: first.last }
}

/**
 * Every date in a text, in order. Read are months in English words, western years (西元) with month
 * or day in figures or 年月日, ROC years (民國) with 年 or in figures, quarters and half-years. A day
 * in figures that can be read two ways ("01/06/2024") counts as its year only, unless another date
 * of the same text shows which way it goes.
 */
export function findDates(text: string): readonly FoundDate[] {
  const plain = narrow(text)
  const dayFirst = figureOrder(plain)
  const found: FoundDate[] = []
  const taken = new Uint8Array(plain.length)
  for (const { pattern, read } of forms) {
    for (const match of plain.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (taken.subarray(start, end).includes(1)) continue
      const span = read(match.groups ?? {}, dayFirst)
      if (!span) continue
      taken.fill(1, start, end)
      found.push({ start, end, first: span[0], last: span[1] })
    }
  }
  found.sort((a, b) => a.start - b.start)
  return withBorrowedYears(plain, found)
}

/** The dates of a cell. One in brackets is a remark, such as 「2023 (the export shows 7/16/1905)」. */
function datesOf(typed: string): readonly FoundDate[] {
  // A bracket that nothing closes takes the rest, so that it is looked for once.
  const outside = findDates(
    typed.replace(/[(（][^)）]*(?:[)）]|$)/g, (remark) =>
      /[)）]$/.test(remark) ? ' '.repeat(remark.length) : remark,
    ),
  )
  return outside.length > 0 ? outside : findDates(typed)
}

/** The first day that a date can mean, as a number that compares: 20210101. */
export function firstDay(date: PlainDate): number {
  return date.year * 10_000 + (date.month ?? 1) * 100 + (date.day ?? 1)
}

/** The last day that a date can mean; any month counts as having 31, for comparison only. */
export function lastDay(date: PlainDate): number {
  return date.year * 10_000 + (date.month ?? 12) * 100 + (date.day ?? 31)
}

/** Whether two dates agree as far as both are precise. */
export function agree(a: PlainDate, b: PlainDate): boolean {
  return firstDay(a) <= lastDay(b) && firstDay(b) <= lastDay(a)
}

/** Year 1 of the Republic of China is 1912. */
const rocEpoch = 1911

type Span = readonly [first: PlainDate, last: PlainDate]
type Groups = Readonly<Record<string, string | undefined>>
type Form = {
  readonly pattern: RegExp
  readonly read: (groups: Groups, dayFirst: boolean | null) => Span | null
}

const western = '(?<year>(?:19|20)\\d{2})'
const monthName =
  '(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?'
const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const zhRest =
  '(?:\\s*(?<month>\\d{1,2})\\s*月(?:份)?(?:\\s*(?<day>\\d{1,2})\\s*[日號])?|\\s*第(?<quarter>[一二三四1-4])季|\\s*(?<half>[上下])半年)?'
const figureMonth = '(?<month>0?[1-9]|1[0-2])'
const figureDay = '(?<day>0?[1-9]|[12]\\d|3[01])'

/** The ways a date is typed, those that say more first. 周年, 年代, 年度來 and 20 場 are no years. */
const forms: readonly Form[] = [
  {
    pattern: new RegExp(
      `\\b(?:(?<before>\\d{1,2})\\s?(?:st|nd|rd|th)?\\s+(?:of\\s+)?)?${monthName},?\\s*(?:(?<after>\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?${western}\\b`,
      'giu',
    ),
    read: (g) => one(g.year, monthOf(g.name), g.before ?? g.after),
  },
  {
    pattern: new RegExp(
      `\\b(?:q(?<quarter>[1-4])|(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\\s+quarter)[\\s,]*(?:of\\s+)?${western}\\b`,
      'giu',
    ),
    read: (g) => part(Number(g.year), 3, Number(g.quarter ?? ordinalOf(g.ordinal))),
  },
  {
    pattern: new RegExp(`\\bh(?<half>[12])[\\s,]*(?:of\\s+)?${western}\\b`, 'giu'),
    read: (g) => part(Number(g.year), 6, Number(g.half)),
  },
  {
    pattern: new RegExp(`(?<![\\d.])${western}\\s*年(?!代)${zhRest}`, 'gu'),
    read: (g) => inChinese(Number(g.year), g),
  },
  {
    pattern: new RegExp(`民國\\s*(?<year>\\d{1,3})\\s*年${zhRest}`, 'gu'),
    read: (g) => inChinese(Number(g.year) + rocEpoch, g),
  },
  {
    pattern: new RegExp(`(?<![\\d.])(?<year>1[0-3]\\d)\\s*年(?!度?來|代)${zhRest}`, 'gu'),
    read: (g) => inChinese(Number(g.year) + rocEpoch, g),
  },
  {
    pattern: new RegExp(
      `(?<![\\d/.])${western}(?<mark>[./-])${figureMonth}(?:\\k<mark>${figureDay})?(?!\\d)`,
      'gu',
    ),
    read: (g) => one(g.year, g.month, g.day),
  },
  {
    pattern: new RegExp(
      `(?<![\\d/.-])(?<year>1[0-3]\\d)(?<mark>[./])${figureMonth}(?:\\k<mark>${figureDay})?(?![\\d%])`,
      'gu',
    ),
    read: (g) => one(Number(g.year) + rocEpoch, g.month, g.day),
  },
  {
    pattern: new RegExp(
      `(?<![\\d/.-])(?<one>\\d{1,2})(?<mark>[./-])(?<two>\\d{1,2})\\k<mark>${western}(?!\\d)`,
      'gu',
    ),
    read: inFigures,
  },
  {
    pattern: new RegExp(`(?<![\\d/.-])${figureMonth}[./-]${western}(?!\\d)`, 'gu'),
    read: (g) => one(g.year, g.month),
  },
  {
    pattern: new RegExp(`(?<![\\d/.,$€]|\\d\\s)${western}(?![\\d%]|[.,/]\\d|\\s*年代)`, 'gu'),
    read: (g) => one(g.year),
  },
]

/** What follows a date when the period goes on: a dash with nothing, or with words for no end. */
const openEnding =
  /^\s*(?:[-–—~～至到起]|to\b|until\b)\s*(?:$|ongoing|continu|permanent|present|tbd|tbc|持續|賡續|經常|常態|迄今|未定|待定)/i

function monthOf(name = ''): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

/** first, 1st → 1 and so on. */
function ordinalOf(word = ''): number {
  return Number(word[0]) || ['first', 'second', 'third', 'fourth'].indexOf(word.toLowerCase()) + 1
}

/** A single date, of which the first and last part are the same object. Null when it cannot be. */
function one(year: unknown, month?: unknown, day?: unknown): Span | null {
  const y = Number(year)
  const m = Number(month ?? 0)
  const d = Number(day ?? 0)
  if (m > 12 || d > 31) return null
  const date: PlainDate =
    m === 0 ? { year: y } : d === 0 ? { year: y, month: m } : { year: y, month: m, day: d }
  return [date, date]
}

/** The n-th part of a year, of so many months. */
function part(year: number, length: number, nth: number): Span {
  return [
    { year, month: (nth - 1) * length + 1 },
    { year, month: nth * length },
  ]
}

function inChinese(year: number, g: Groups): Span | null {
  if (g.quarter) return part(year, 3, '一二三四'.indexOf(g.quarter) + 1 || Number(g.quarter))
  if (g.half) return part(year, 6, g.half === '上' ? 1 : 2)
  return one(year, g.month, g.day)
}

function inFigures(g: Groups, dayFirst: boolean | null): Span | null {
  const [a, b] = [Number(g.one), Number(g.two)]
  if (a === 0 || b === 0 || (a > 12 && b > 12)) return null
  const order = orderOf(a, b) ?? dayFirst
  if (a === b || order !== null) return order ? one(g.year, b, a) : one(g.year, a, b)
  return one(g.year)
}

/** Whether a pair of figures is day and month, month and day (false), or could be both (null). */
function orderOf(a: number, b: number): boolean | null {
  if (a > 12) return true
  return b > 12 ? false : null
}

/** The order that a text's own dates show; null when none shows it. */
function figureOrder(text: string): boolean | null {
  for (const match of text.matchAll(/(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(?:19|20)\d{2}(?!\d)/g)) {
    const order = orderOf(Number(match[1]), Number(match[3]))
    if (order !== null) return order
  }
  return null
}

/**
 * Ends of a period that leave the year to the other end: "January – June 2023" and
 * 「2021年1月至12月」.
 */
function withBorrowedYears(text: string, found: readonly FoundDate[]): readonly FoundDate[] {
  const whole: FoundDate[] = []
  for (const date of found) {
    const before = leadingMonth.exec(text.slice(whole.at(-1)?.end ?? 0, date.start))
    if (before) {
      const start = date.start - before[0].length
      const span = one(date.first.year, monthOf(before.groups?.name))
      if (span) whole.push({ start, end: start + before[0].length, first: span[0], last: span[1] })
    }
    whole.push(date)
    const after = followingMonth.exec(text.slice(date.end))
    const span = after && one(date.first.year, after.groups?.month, after.groups?.day)
    if (span) {
      const end = date.end + after[0].length
      whole.push({ start: date.end, end, first: span[0], last: span[1] })
    }
  }
  return whole
}

const leadingMonth = new RegExp(`\\b${monthName}\\s*(?:-|–|—|to|until)\\s*$`, 'iu')
const followingMonth = /^\s*[-–—~～至到]\s*(?<month>1[0-2]|0?[1-9])\s*月(?:(?<day>\d{1,2})\s*日)?/u

/** Full-width figures and marks as their narrow ones, one for one, so that offsets hold. */
function narrow(text: string): string {
  return text.replace(/[０-９／．－]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}
