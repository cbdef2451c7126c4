import type { Locale } from '../../shared/locale/locale.ts'
import type { SuggestionContent } from '../../shared/record/events.ts'
import { seenCharacters, spelt } from '../locale/invisible.ts'
import { suggestionWords } from '../locale/suggestions.ts'

/** Characters of a quotation in a title; longer ones lose their middle. */
const longest = 80

/** A suggestion in one line: *Replace “old” with “new”*. */
export function titleOf(
  { added, removed, kinds }: Pick<SuggestionContent, 'added' | 'removed' | 'kinds'>,
  locale: Locale,
): string {
  const { title } = suggestionWords[locale]
  const [kind] = Object.values(kinds)
  if (isBreaks(added + removed)) {
    if (kind !== undefined) return title.kind(kind)
    if (removed === '') return added === '' ? title.nothing : title.split
    if (added === '') return title.join
  }
  const alike = readsAs(added) === readsAs(removed)
  const [fresh, old] = [added, removed].map((text) => excerpt(text, locale, alike))
  if (fresh && old) return title.replace(old, fresh)
  return fresh ? title.add(fresh) : title.remove(old ?? '')
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
