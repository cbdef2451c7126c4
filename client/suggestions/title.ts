import type { Locale } from '../../shared/locale/locale.ts'
import { seenCharacters, spelt } from '../locale/invisible.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import type { Described } from './described.ts'

/** Characters of a quotation in a title; longer ones lose their middle. */
const longest = 80

/** A suggestion in one line, with all that adopting it does: *Replace “old” with “new”*. */
export function titleOf(described: Described, locale: Locale): string {
  const { added, removed, joins } = described
  const { title } = suggestionWords[locale]
  const kinds = described.kinds.map(({ from, to }) => title.kind(to, from))
  const splits = [...new Set(described.splits)]
  if (isBreaks(added + removed)) {
    const all = [
      ...(splits.length > 0 ? [title.split(splits)] : []),
      ...(joins > 0 ? [title.join] : []),
      ...kinds,
    ]
    return all.length > 0 ? title.also(all) : title.nothing
  }
  const alike = readsAs(added) === readsAs(removed)
  const [fresh = '', old = ''] = [added, removed].map((text) => excerpt(text, locale, alike))
  const words =
    fresh && old ? title.replace(old, fresh) : fresh ? title.add(fresh) : title.remove(old)
  // breaks among the quoted words are seen there
  const tellsSplits =
    described.splits.length > breaksSeen(fresh) || splits.some((kind) => kind !== 'p')
  return title.also([
    words,
    ...(tellsSplits ? [title.split(splits)] : []),
    ...(joins > breaksSeen(old) ? [title.join] : []),
    ...kinds,
  ])
}

function breaksSeen(quoted: string): number {
  return quoted.split('¶').length - 1
}

/**
 * Words on one line. What is not seen has a name. Blanks and breaks at the ends are left out, unless
 * there is nothing else, or `whole` asks for them.
 */
export function excerpt(text: string, locale: Locale, whole = false): string {
  const words = text.replaceAll(edges, '')
  const every = whole || words === ''
  const shown = every ? text : words.replaceAll(/\n+/g, '\n')
  const characters = seenCharacters(shown, locale)
  const line = characters.map((one, at) => {
    if (one === '\n') return ' ¶ '
    if (one !== ' ' || !every) return one
    const beside = [characters[at - 1] ?? ' ', characters[at + 1] ?? ' ']
    return beside.some((each) => each === ' ' || each === '\n') ? spelt(one, locale) : one
  })
  if (line.length <= longest) return line.join('').trim()
  const half = longest / 2
  const [start, end] = [line.slice(0, half), line.slice(-half)]
  return `${start.join('').trim()} … ${end.join('').trim()}`
}

const edges = /^[ \n]+|[ \n]+$/g

function isBreaks(text: string): boolean {
  return /^\n*$/.test(text)
}

/** As a reader takes in a line: however many blanks are one, and at its ends none. */
function readsAs(text: string): string {
  return text.replaceAll(/[ \n]+/g, ' ').trim()
}
