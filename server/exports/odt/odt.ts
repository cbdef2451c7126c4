import { strToU8 } from 'fflate'
import { bookmarkName } from '../bookmark.ts'
import { type Layout, type Piece, type Table, walk } from '../layout.ts'
import { escapeXml } from '../xml.ts'
import { zipOf } from '../zip.ts'
import { isSuch, namespaces, pageStyle, pagesOf, stylesXml } from './styles.ts'
import { styleFor, TextWriter, textXml } from './text.ts'

const mime = 'application/vnd.oasis.opendocument.text'
const head = '<?xml version="1.0" encoding="UTF-8"?>'

/**
 * An OpenDocument 1.3 text with tracked changes and annotations. What ODF cannot say is left to the
 * record: a suggested kind (an annotation tells it), and words that one suggested and another struck
 * (they are in neither view).
 */
export function writeOdt(layout: Layout): Uint8Array {
  const content = contentXml(layout)
  const parts = [
    ['META-INF/manifest.xml', manifest()],
    ['content.xml', content],
    ['meta.xml', meta(layout)],
    ['styles.xml', stylesXml(layout)],
  ] as const
  return zipOf([
    ['mimetype', strToU8(mime), 'stored'],
    ...parts.map(([name, xml]) => [name, strToU8(head + xml)] as const),
  ])
}

function contentXml(layout: Layout): string {
  const writer = new TextWriter(layout)
  const pages = pagesOf(layout)
  let page: string | null = null
  let tables = 0
  /** The style of what follows a page break; it names the page that begins there. */
  const begins = (style: string): string => {
    if (page === null) return style
    const begun = pageStyle(style, page)
    page = null
    return begun
  }
  const table: Table<string> = {
    page: (piece) => {
      page = pages.find((one) => isSuch(one, piece))?.name ?? null
      return ''
    },
    title: ({ text }) =>
      `<text:p text:style-name="${begins(styleFor('Title', text))}">${textXml(text)}</text:p>`,
    facts: ({ rows }) =>
      rows
        .map(
          ([label, value]) =>
            `<text:p text:style-name="Facts"><text:span text:style-name="Tb">${textXml(label)}</text:span>${textXml(`  ${value}`)}</text:p>`,
        )
        .join(''),
    heading: ({ level, text, name, threads }) => {
      const mark = name === null ? '' : escapeXml(bookmarkName(name))
      const words = mark
        ? `<text:bookmark-start text:name="${mark}"/>${textXml(text)}<text:bookmark-end text:name="${mark}"/>`
        : textXml(text)
      const depth = Math.min(level, 6)
      return `<text:h text:style-name="${begins(styleFor(`Heading_20_${depth}`, text))}" text:outline-level="${depth}">${writer.around(threads, words)}</text:h>`
    },
    contents: ({ entries }) => entries.map(entryXml).join(''),
    paragraph: ({ text }) =>
      `<text:p text:style-name="${styleFor('Standard', text)}">${textXml(text)}</text:p>`,
    text: ({ blocks, below }) => writer.blocks(blocks, below, 'Standard'),
    table: (piece) => tableXml(piece, writer, ++tables),
  }
  const body = walk(layout, table).join('')
  return `<office:document-content ${namespaces}><office:automatic-styles>${automaticStyles(layout)}</office:automatic-styles><office:body><office:text>${writer.changes()}${body}</office:text></office:body></office:document-content>`
}

/** A line of the contents; word processors count its page when they lay the document out. */
function entryXml({ number, text, to }: Extract<Piece, { is: 'contents' }>['entries'][number]) {
  const mark = escapeXml(bookmarkName(to))
  const words = `${textXml(number)}<text:tab/>${textXml(text)}<text:tab/>`
  const page = `<text:bookmark-ref text:reference-format="page" text:ref-name="${mark}">1</text:bookmark-ref>`
  return `<text:p text:style-name="Contents"><text:a xlink:type="simple" xlink:href="#${mark}" text:style-name="Entry" text:visited-style-name="Entry">${words}${page}</text:a></text:p>`
}

function tableXml(
  { columns, rows, below, caption }: Extract<Piece, { is: 'table' }>,
  writer: TextWriter,
  number: number,
): string {
  const cell = (inner: string, style: string) =>
    `<table:table-cell table:style-name="${style}" office:value-type="string">${inner}</table:table-cell>`
  const head = columns.map(({ label }) =>
    cell(`<text:p text:style-name="Head">${textXml(label)}</text:p>`, 'CellHead'),
  )
  const lines = rows.map(
    (cells) =>
      `<table:table-row>${cells.map((blocks) => cell(writer.blocks(blocks, below, 'Cell'), 'CellBody')).join('')}</table:table-row>`,
  )
  const widths = columns.map(
    ({ width }) => `<table:table-column table:style-name="${columnStyle(width)}"/>`,
  )
  return `<table:table table:name="${number}. ${escapeXml(caption)}" table:style-name="Grid">${widths.join('')}<table:table-header-rows><table:table-row>${head.join('')}</table:table-row></table:table-header-rows>${lines.join('')}</table:table><text:p text:style-name="Small"/>`
}

/** In thousandths: LibreOffice takes shares below 23 for 23. */
function columnStyle(width: number): string {
  return `Column${Math.round(width * 1000)}`
}

function automaticStyles(layout: Layout): string {
  const { pieces } = layout
  const widths = new Set(
    pieces.flatMap((piece) =>
      piece.is === 'table' ? piece.columns.map(({ width }) => width) : [],
    ),
  )
  const columns = [...widths]
    .sort((a, b) => a - b)
    .map(
      (width) =>
        `<style:style style:name="${columnStyle(width)}" style:family="table-column"><style:table-column-properties style:rel-column-width="${Math.round(width * 1000)}*"/></style:style>`,
    )
  const begun = ['Title', 'Heading_20_1', 'Heading_20_2']
  const pages = [...begun, ...begun.map((style) => `${style}_rl`)].flatMap((style) =>
    pagesOf(layout).map(
      ({ name }) =>
        `<style:style style:name="${pageStyle(style, name)}" style:family="paragraph" style:parent-style-name="${style}" style:master-page-name="${name}"/>`,
    ),
  )
  const looks = ['b', 'i', 'u', 'bi', 'bu', 'iu', 'biu'].map((look) => {
    const properties = [
      look.includes('b')
        ? 'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'
        : '',
      look.includes('i')
        ? 'fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"'
        : '',
      look.includes('u')
        ? 'style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"'
        : '',
    ]
    return `<style:style style:name="T${look}" style:family="text"><style:text-properties ${properties.filter(Boolean).join(' ')}/></style:style>`
  })
  const border = 'fo:border="0.5pt solid #8c8c8c" fo:padding="0.1cm"'
  return [
    ...columns,
    ...pages,
    ...looks,
    '<style:style style:name="Grid" style:family="table"><style:table-properties style:rel-width="100%" table:align="margins" table:border-model="collapsing"/></style:style>',
    `<style:style style:name="CellHead" style:family="table-cell"><style:table-cell-properties ${border} fo:background-color="#ededed"/></style:style>`,
    `<style:style style:name="CellBody" style:family="table-cell"><style:table-cell-properties ${border}/></style:style>`,
  ].join('')
}

function manifest(): string {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`
  return `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">${entry('/', mime)}${['content.xml', 'meta.xml', 'styles.xml'].map((path) => entry(path, 'text/xml')).join('')}</manifest:manifest>`
}

function meta({ title, subject, footer, version, source, date, locale }: Layout): string {
  const own =
    source === null
      ? ''
      : `<meta:user-defined meta:name="Accord">${escapeXml(source)}</meta:user-defined>`
  const moment = new Date(date).toISOString().replace(/\.\d+Z$/, 'Z')
  return `<office:document-meta ${namespaces}><office:meta><meta:generator>Accord</meta:generator><dc:title>${escapeXml(title)}</dc:title><dc:subject>${escapeXml(subject)}</dc:subject><dc:description>${escapeXml(footer)}</dc:description><meta:creation-date>${moment}</meta:creation-date><dc:date>${moment}</dc:date><dc:language>${locale === 'en' ? 'en' : 'zh-TW'}</dc:language><meta:user-defined meta:name="Version">${escapeXml(version)}</meta:user-defined>${own}</office:meta></office:document-meta>`
}
