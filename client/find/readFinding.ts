import { folded, placesIn } from './folded.ts'

/** Names of the highlights of what is found, as the style sheet has them. */
const names = { all: 'found', current: 'found-current' } as const

/**
 * Where `query` stands in a text that is only read, in reading order: as in an editor, never across
 * blocks or line ends.
 */
export function readPlaces(query: string, page: ParentNode = document): Range[] {
  if (!query) return []
  return Array.from(page.querySelectorAll('.read-view [dir="auto"]')).flatMap((block) => {
    const text = (block.textContent ?? '').replaceAll('\n', '\u2028')
    return placesIn(folded(text), query).map(({ from, to }) => rangeIn(block, from, to))
  })
}

function rangeIn(block: Element, from: number, to: number): Range {
  const range = document.createRange()
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let start = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = start + (node.textContent?.length ?? 0)
    if (start <= from && from < end) range.setStart(node, from - start)
    if (start < to && to <= end) range.setEnd(node, to - start)
    start = end
  }
  return range
}

/**
 * Marks places and, more strongly, the one of them that is looked at, without a change of the page;
 * none unmarks. A browser without highlights counts and goes to the places all the same.
 */
export function markRead(places: readonly Range[], current: Range | undefined): void {
  if (!('highlights' in CSS)) return
  const others = places.filter((place) => place !== current)
  CSS.highlights.set(names.all, new Highlight(...others))
  CSS.highlights.set(names.current, new Highlight(...(current ? [current] : [])))
}
