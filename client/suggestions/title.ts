import type { SuggestionContent } from '../../shared/record/events.ts'
import { hardBreak } from '../../shared/text/body.ts'
import type { SuggestionWords } from '../locale/suggestions.ts'

/** Characters of a quotation in a title; longer ones lose their middle. */
const longest = 80

/** A suggestion in one line: *Replace “old” with “new”*. */
export function titleOf(
  content: Pick<SuggestionContent, 'added' | 'removed' | 'kinds'>,
  { title }: SuggestionWords,
): string {
  const added = excerpt(content.added)
  const removed = excerpt(content.removed)
  const [kind] = Object.values(content.kinds)
  if (added && removed) return title.replace(removed, added)
  if (added) return title.add(added)
  if (removed) return title.remove(removed)
  if (kind !== undefined) return title.kind(kind)
  if (content.added !== '') return title.split
  return content.removed === '' ? title.nothing : title.join
}

/** Words on one line; empty when there are only breaks. */
export function excerpt(text: string): string {
  const line = text.replaceAll(hardBreak, ' ').trim().replaceAll(/\n+/g, ' ¶ ')
  const characters = Array.from(line)
  if (characters.length <= longest) return line
  const half = longest / 2
  return `${characters.slice(0, half).join('').trimEnd()} … ${characters.slice(-half).join('').trimStart()}`
}
