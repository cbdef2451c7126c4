import { maxIndent } from './schema.ts'

/** What Word puts between or behind the words that is not the text: comments and their anchors. */
const remarks = [
  '.MsoCommentReference',
  '.msocomanchor',
  '[style*="mso-special-character:comment" i]',
  '[style*="mso-element:comment-list" i]',
].join(', ')

/** A blank of Word Online's behind each paragraph, and the boxes that Google draws before tasks. */
const signs = '.EOP, img[aria-roledescription="checkbox"]'

/** HTML without the pictures that are only a list's signs. */
export function withoutSigns(html: string): string {
  // a tag ends where the next one begins: text that never closes one is read once, not from each anew
  return html.replace(/<img\b[^<>]*>/gi, (tag) =>
    tag.toLowerCase().includes('aria-roledescription="checkbox"') ? '' : tag,
  )
}

const blocks =
  'p, h1, h2, h3, h4, h5, h6, ul, ol, table, div, blockquote, pre, section, article, dl, dt, dd, figure, figcaption, address, header, footer, main, aside, details'

/**
 * Habits of Word, LibreOffice and Google Docs put into plain HTML: lists as lists, no blocks inside
 * of blocks, each cell of a table by itself, tracked changes as if accepted, no comments, no empty
 * paragraphs that only make space.
 * What was copied on our own pages keeps its empty paragraphs.
 */
export function flatten(body: HTMLElement, own: boolean): void {
  for (const ignored of body.querySelectorAll(
    `style, script, title, xml, del, ${remarks}, ${signs}`,
  )) {
    ignored.remove()
  }
  // All that Google Docs copies is in one of these
  for (const wrapper of body.querySelectorAll('b[id^="docs-internal-guid"]')) unwrap(wrapper)
  for (const paragraph of body.querySelectorAll<HTMLElement>('p')) flattenItem(paragraph)
  for (const item of body.querySelectorAll<HTMLElement>('li')) flattenListItem(item)
  for (const quote of body.querySelectorAll('blockquote')) {
    if (!quote.querySelector(blocks)) continue
    for (const paragraph of paragraphsIn(quote)) paragraph.className = 'quote'
    unwrap(quote)
  }
  for (const cell of body.querySelectorAll('td, th, caption, dt, summary, legend')) {
    paragraphsIn(cell)
  }
  for (const inLink of body.querySelectorAll<HTMLElement>('a[href] *')) {
    if (inLink.tagName === 'U') unwrap(inLink)
    else inLink.style.removeProperty('text-decoration')
  }
  if (!own) withoutSpace(body)
}

function withoutSpace(body: HTMLElement): void {
  for (const line of body.querySelectorAll('br')) {
    const beside = [...(line.parentElement?.children ?? [])]
    if (beside.some((one) => one.matches(blocks))) line.remove()
  }
  for (const paragraph of body.querySelectorAll('p')) {
    if ((paragraph.textContent ?? '').trim() === '') paragraph.remove()
  }
}

/** Signs that Word writes before an item that counts: `1.`, `(a)`, `iv)`, `一、`, `（二）`, `甲、`. */
const counted =
  /^[(（]?(\d+|[a-z]{1,3}|[ivxlc]+|[一二三四五六七八九十百]+|[甲乙丙丁戊己庚辛壬癸])[.)）、]/i

/** A paragraph that Word shows as an item says so in its style, and holds its number as text. */
function flattenItem(paragraph: HTMLElement): void {
  const style = paragraph.getAttribute('style') ?? ''
  const [level] = style
    .split('mso-list:')
    .slice(1)
    .flatMap((rule) => /^[^;]*?level(\d)/.exec(rule)?.[1] ?? [])
  const signs = [...paragraph.querySelectorAll('[style*="mso-list:Ignore" i]')]
  const sign = signs.map(({ textContent }) => textContent).join('')
  for (const one of signs) one.remove()
  if (!level) return
  const ordered = counted.test(sign.trim()) || /Number/.test(paragraph.className)
  paragraph.className = 'li'
  paragraph.setAttribute('data-list', ordered ? 'ordered' : 'bullet')
  paragraph.setAttribute('data-indent', String(Math.min(maxIndent, Number(level) - 1)))
}

/**
 * An item with several blocks: the first is the item, the others are paragraphs behind it. Lists in
 * it stay where they are, for their depth is how many lists are around them.
 */
function flattenListItem(item: HTMLElement): void {
  const level = Number(item.getAttribute('data-aria-level'))
  // Word Online puts each item into a list of its own and writes its level beside it
  if (level > 0) item.setAttribute('data-indent', String(Math.min(maxIndent, level - 1)))
  if (!item.querySelector(blocks)) return
  const [first] = paragraphsIn(item)
  if (!first) {
    unwrap(item)
    return
  }
  first.className = 'li'
  first.setAttribute('data-list', item.parentElement?.tagName === 'OL' ? 'ordered' : 'bullet')
  const lists = item.closest('body')?.querySelectorAll('ul, ol') ?? []
  const depth = [...lists].filter((list) => list.contains(item)).length - 1
  const indent = level > 0 ? level - 1 : Math.max(0, depth)
  first.setAttribute('data-indent', String(Math.min(maxIndent, indent)))
  unwrap(item)
}

/**
 * Puts what stands loose between an element's blocks into paragraphs, so that it is not glued to
 * them, and answers the paragraphs that are its own; those of lists and tables in it are not.
 */
function paragraphsIn(element: Element): HTMLElement[] {
  const found: HTMLElement[] = []
  let loose: Node[] = []
  const close = (before: Node | null) => {
    if (loose.some((node) => (node.textContent ?? '').trim() !== '')) {
      const paragraph = element.ownerDocument.createElement('p')
      element.insertBefore(paragraph, before)
      paragraph.append(...loose)
      found.push(paragraph)
    }
    loose = []
  }
  for (const node of [...element.childNodes]) {
    const isBlock = node instanceof window.Element && holdsBlock(node)
    if (!isBlock) {
      loose.push(node)
      continue
    }
    close(node)
    if (node instanceof window.HTMLElement && node.tagName === 'P') found.push(node)
    else if (!/^([UO]L|TABLE|H[1-6])$/.test(node.tagName)) {
      found.push(...paragraphsIn(node))
      unwrap(node)
    }
  }
  close(null)
  return found
}

function holdsBlock(element: Element): boolean {
  return element.matches(blocks) || element.querySelector(blocks) !== null
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}
