import { pageWords } from '../../../shared/locale/exports.ts'
import type { Layout, Piece } from '../layout.ts'
import { escapeXml } from '../xml.ts'
import { textXml, turned } from './text.ts'

const names = {
  office: 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  style: 'urn:oasis:names:tc:opendocument:xmlns:style:1.0',
  text: 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
  table: 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  fo: 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0',
  svg: 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0',
  meta: 'urn:oasis:names:tc:opendocument:xmlns:meta:1.0',
  xlink: 'http://www.w3.org/1999/xlink',
  dc: 'http://purl.org/dc/elements/1.1/',
  loext: 'urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0',
}

/** Of every part, with the version of the standard. */
export const namespaces = `${Object.entries(names)
  .map(([prefix, name]) => `xmlns:${prefix}="${name}"`)
  .join(' ')} office:version="1.3"`

type Page = Omit<Extract<Piece, { is: 'page' }>, 'is'>

/** Every sort of page that a document has, each once; the first is what everything begins on. */
export function pagesOf({ pieces }: Layout): readonly (Page & { readonly name: string })[] {
  const pages: (Page & { readonly name: string })[] = []
  for (const piece of pieces) {
    if (piece.is !== 'page' || pages.some((page) => isSuch(page, piece))) continue
    const name = pages.length === 0 ? 'Standard' : `Page${pages.length + 1}`
    pages.push({ wide: piece.wide, footer: piece.footer, name })
  }
  return pages
}

export function isSuch(page: Page, { wide, footer }: Page): boolean {
  return page.wide === wide && page.footer === footer
}

/** The style of a paragraph with which a page begins. */
export function pageStyle(style: string, page: string): string {
  return `${style}_${page}`
}

/** Fonts, styles, lists and pages; on every page the footer with version, date and number. */
export function stylesXml(layout: Layout): string {
  const { typography } = layout
  const face = typography?.font ?? '微軟正黑體'
  const size = typography?.size ?? 11
  const line = typography ? `fo:line-height="${typography.lineHeight}pt"` : 'fo:line-height="133%"'
  const style = (name: string, parent: string, paragraph: string, text = '', extra = '') =>
    `<style:style style:name="${name}" style:display-name="${name.replaceAll('_20_', ' ')}" style:family="paragraph"${parent ? ` style:parent-style-name="${parent}"` : ''}${extra}><style:paragraph-properties ${paragraph}/>${text ? `<style:text-properties ${text}/>` : ''}</style:style>`
  const bold =
    'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'
  const sized = (points: number) =>
    `fo:font-size="${points}pt" style:font-size-asian="${points}pt" style:font-size-complex="${points}pt"`
  const headings = [1, 2, 3, 4, 5, 6].map((level) =>
    style(
      `Heading_20_${level}`,
      'Standard',
      `fo:margin-top="${0.5 - level * 0.05}cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"${typography ? '' : ' fo:line-height="120%"'}`,
      `${bold} ${sized(Math.max(size, 17 - 2 * level))}`,
      ` style:default-outline-level="${level}"`,
    ),
  )
  return `<office:document-styles ${namespaces}><office:font-face-decls>${fontFace(face)}${fontFace('Arial')}</office:font-face-decls><office:styles>${[
    `<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:writing-mode="page" style:text-autospace="ideograph-alpha" style:line-break="strict" style:punctuation-wrap="hanging"/><style:text-properties style:font-name="Arial" style:font-name-asian="${escapeXml(face)}" ${sized(size)} fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="TW"/></style:default-style>`,
    style('Standard', '', `${line} fo:margin-bottom="0.2cm"`),
    style(
      'Title',
      'Standard',
      'fo:margin-bottom="0.4cm" fo:line-height="120%"',
      `${bold} ${sized(20)}`,
    ),
    style('Facts', 'Standard', 'fo:margin-bottom="0cm"'),
    style('Item', 'Standard', 'fo:margin-bottom="0.05cm"'),
    '<style:style style:name="Entry" style:family="text"><style:text-properties fo:color="#1a1a1a" style:text-underline-style="none"/></style:style>',
    '<style:style style:name="Contents" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="1cm" fo:text-indent="-1cm" fo:margin-bottom="0.1cm"><style:tab-stops><style:tab-stop style:position="0cm"/><style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>',
    style(
      'Quotations',
      'Standard',
      'fo:margin-left="0.75cm" fo:margin-right="0.75cm"',
      'fo:color="#404040"',
    ),
    style(
      'Cell',
      'Standard',
      'fo:margin-bottom="0cm" fo:line-height="120%"',
      sized(Math.min(size, 10)),
    ),
    style('Head', 'Cell', '', bold),
    style('Small', 'Standard', 'fo:margin-bottom="0cm"', sized(6)),
    style('Footer', 'Standard', 'fo:text-align="center" fo:line-height="120%"', sized(8)),
    ...headings,
    ...turned.map((name) =>
      style(`${name}_rl`, name, 'fo:text-align="right" style:writing-mode="rl-tb"'),
    ),
    list('Bullets', (level) => `text:bullet-char="${['•', '◦', '▪'][level % 3]}"`, 'bullet'),
    list(
      'Numbers',
      (level) => `style:num-suffix="." style:num-format="${['1', 'a', 'i'][level % 3]}"`,
      'number',
    ),
  ].join(
    '',
  )}</office:styles><office:automatic-styles>${page('Tall', 21, 29.7)}${page('Across', 29.7, 21)}</office:automatic-styles><office:master-styles>${pagesOf(
    layout,
  )
    .map((page) => master(page, layout))
    .join('')}</office:master-styles></office:document-styles>`
}

/** The face that a form asks for is not free; the next ones stand in where it is missing. */
function fontFace(face: string): string {
  const family =
    face === '標楷體' ? `'標楷體', 'DFKai-SB', 'BiauKai', 'TW-Kai', 'AR PL UKai TW'` : `'${face}'`
  return `<style:font-face style:name="${escapeXml(face)}" svg:font-family="${escapeXml(family)}"/>`
}

function list(name: string, mark: (level: number) => string, kind: 'bullet' | 'number'): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const indent = 0.75 * (level + 1)
    return `<text:list-level-style-${kind} text:level="${level + 1}" ${mark(level)}><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="${indent}cm" fo:text-indent="-0.75cm" fo:margin-left="${indent}cm"/></style:list-level-properties></text:list-level-style-${kind}>`
  })
  return `<text:list-style style:name="${name}">${levels.join('')}</text:list-style>`
}

function page(name: string, width: number, height: number): string {
  const orientation = width > height ? 'landscape' : 'portrait'
  return `<style:page-layout style:name="${name}"><style:page-layout-properties fo:page-width="${width}cm" fo:page-height="${height}cm" style:print-orientation="${orientation}" fo:margin-top="2cm" fo:margin-bottom="1.2cm" fo:margin-left="2cm" fo:margin-right="2cm"/><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style></style:page-layout>`
}

function master({ name, wide, footer }: ReturnType<typeof pagesOf>[number], { locale }: Layout) {
  const numbers = textXml(`${footer} · ${pageWords('{page}', '{pages}')[locale]}`)
    .replace('{page}', '<text:page-number text:select-page="current">1</text:page-number>')
    .replace('{pages}', '<text:page-count>1</text:page-count>')
  return `<style:master-page style:name="${name}" style:page-layout-name="${wide ? 'Across' : 'Tall'}"><style:footer><text:p text:style-name="Footer">${numbers}</text:p></style:footer></style:master-page>`
}
