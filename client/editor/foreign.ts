import { maxIndent } from './schema.ts'

/** What Word puts between or behind the words that is not the text: comments and their anchors. */
const remarks = [
  '.MsoCommentReference',
  '.msocomanchor',
  '[style*="mso-special-character:comment" i]',
  '[style*="mso-element:comment-list" i]',
].join(', ')

const blocks = 'p, h1, h2, h3, h4, h5, h6, ul, ol, table, div, blockquote'

/**
 * Habits of Word, LibreOffice and Google Docs put into plain HTML: lists as lists, no blocks inside
 * of blocks, each cell of a table by itself, tracked changes as if accepted, no comments, no empty
 * paragraphs that only make space.
 * What was copied on our own pages keeps its empty paragraphs.
 */
export function flatten(body: HTMLElement, own: boolean): void {
  for (const ignored of body.querySelectorAll(`style, script, title, xml, del, ${remarks}`)) {
    ignored.remove()
  }
  // All that Google Docs copies is in one of these
  for (const wrapper of body.querySelectorAll('b[id^="docs-internal-guid"]')) unwrap(wrapper)
  for (const paragraph of body.querySelectorAll<HTMLElement>('p')) flattenItem(paragraph)
  for (const paragraph of body.querySelectorAll('li > p, li > div')) unwrap(paragraph)
  for (const quote of body.querySelectorAll('blockquote')) {
    const paragraphs = [...quote.querySelectorAll('p')]
    for (const paragraph of paragraphs) paragraph.className = 'quote'
    if (paragraphs.length > 0) unwrap(quote)
  }
  for (const cell of body.querySelectorAll('td, th')) {
    if (!cell.querySelector(blocks)) cell.replaceChildren(paragraphOf(cell))
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

/** What the element holds, as a paragraph: else the words of neighbouring cells would be one. */
function paragraphOf(element: Element): HTMLElement {
  const paragraph = element.ownerDocument.createElement('p')
  paragraph.append(...element.childNodes)
  return paragraph
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}
