import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  type FileChild,
  Footer,
  HeadingLevel,
  InsertedTextRun,
  type IParagraphPropertiesOptionsBase,
  type IRunOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { pageWords } from '../../shared/locale/exports.ts'
import { hardBreak, type Kind } from '../../shared/text/body.ts'
import { bookmarkName } from './bookmark.ts'
import { settle } from './docxParts.ts'
import { type Fated, fatesOf } from './fates.ts'
import { type Layout, type Piece, type Table as PieceTable, walk } from './layout.ts'
import { safeAddress } from './links.ts'
import type { Change, ExportBlock, ExportRun } from './model.ts'

const lineBreaks = new RegExp(`${hardBreak}|\n`)

/** Twentieths of a point, as Word counts: A4 and a margin of 2 cm. */
const paper = { width: 11906, height: 16838, margin: 1134 }
const font = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: '微軟正黑體' }
const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

/**
 * An OOXML document with Word's own tracked changes and comments. What Word cannot say: nothing of
 * our model; a kind is a change of paragraph properties there.
 */
export async function writeDocx(layout: Layout): Promise<Uint8Array> {
  const writer = new Writer(layout)
  const written = walk(layout, writer.table)
  const sections: { wide: boolean; children: FileChild[] }[] = []
  layout.pieces.forEach((piece, index) => {
    if (piece.is === 'page') sections.push({ wide: piece.wide, children: [] })
    sections.at(-1)?.children.push(...(written[index] ?? []))
  })
  const document = new Document({
    title: layout.title,
    subject: layout.subject,
    description: layout.footer,
    creator: 'Accord',
    lastModifiedBy: 'Accord',
    revision: 1,
    customProperties: [{ name: 'Version', value: layout.version }],
    styles: styles(layout),
    numbering: { config: [numbering('bullets'), numbering('numbers')] },
    comments: { children: writer.comments() },
    sections: sections.map(({ wide, children }) => ({
      properties: {
        page: {
          size: {
            width: paper.width,
            height: paper.height,
            orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: {
            top: paper.margin,
            right: paper.margin,
            bottom: paper.margin,
            left: paper.margin,
          },
        },
      },
      footers: { default: footer(layout) },
      children: children.length > 0 ? children : [new Paragraph({})],
    })),
  })
  return settle(new Uint8Array(await Packer.toBuffer(document)), layout)
}

/** Holds what has to be counted through a document: changes, comments and lists. */
class Writer {
  readonly table: PieceTable<FileChild[]>
  readonly #layout: Layout
  /** Word's id of each thread's first comment; replies follow. */
  readonly #firstComment = new Map<string, number>()
  readonly #runsLeft = new Map<string, number>()
  #change = 0
  #list = 0

  constructor(layout: Layout) {
    this.#layout = layout
    let comment = 0
    for (const { id, comments } of layout.threads.values()) {
      this.#firstComment.set(id, comment)
      comment += comments.length
    }
    for (const run of runsOf(layout.pieces)) {
      for (const id of run.threads ?? []) {
        this.#runsLeft.set(id, (this.#runsLeft.get(id) ?? 0) + 1)
      }
    }
    this.table = {
      page: () => [],
      title: ({ text }) => [
        new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(text)] }),
      ],
      facts: ({ rows }) =>
        rows.map(
          ([label, value]) =>
            new Paragraph({
              style: 'Facts',
              children: [new TextRun({ text: `${label}  `, bold: true }), new TextRun(value)],
            }),
        ),
      heading: ({ level, text, name, threads }) => {
        const words = [new TextRun(text)]
        const named =
          name === null ? words : [new Bookmark({ id: bookmarkName(name), children: words })]
        return [
          new Paragraph({
            heading: headingOf(level),
            children: [...this.#open(threads), ...named, ...this.#close(threads)],
          }),
        ]
      },
      paragraph: ({ text }) => [new Paragraph({ children: [new TextRun(text)] })],
      text: ({ blocks, below }) => this.#blocks(blocks, below),
      table: (piece) => [this.#tableOf(piece), new Paragraph({ style: 'AfterTable' })],
    }
  }

  comments() {
    return [...this.#layout.threads.values()].flatMap(({ id, comments, resolved }) => {
      const first = this.#firstComment.get(id) ?? 0
      return comments.map(({ author, at, text }, index) => ({
        id: first + index,
        author,
        initials: [...author].slice(0, 2).join(''),
        date: new Date(at),
        children: text.split('\n').map((line) => new Paragraph({ children: [new TextRun(line)] })),
        ...(index > 0 && { parentId: first }),
        ...(index === 0 && { resolved }),
      }))
    })
  }

  #tableOf({ columns, rows, below }: Extract<Piece, { is: 'table' }>): Table {
    const whole = columns.reduce((sum, { width }) => sum + width, 0)
    const percent = (width: number) => ({
      size: (100 * width) / whole,
      type: WidthType.PERCENTAGE,
    })
    const border = { style: BorderStyle.SINGLE, size: 4, color: '8C8C8C' }
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: {
        top: border,
        bottom: border,
        left: border,
        right: border,
        insideHorizontal: border,
        insideVertical: border,
      },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: columns.map(
            ({ label, width }) =>
              new TableCell({
                width: percent(width),
                shading: { fill: 'EDEDED' },
                children: [
                  new Paragraph({
                    style: 'Cell',
                    children: [new TextRun({ text: label, bold: true })],
                  }),
                ],
              }),
          ),
        }),
        ...rows.map(
          (cells) =>
            new TableRow({
              children: cells.map(
                (blocks, index) =>
                  new TableCell({
                    width: percent(columns[index]?.width ?? 1),
                    children: this.#blocks(blocks, below, 'Cell'),
                  }),
              ),
            }),
        ),
      ],
    })
  }

  #blocks(blocks: readonly ExportBlock[], below: number, plain?: string): Paragraph[] {
    let listed: Kind = 'p'
    return fatesOf(blocks).map((fated) => {
      if (isItem(fated.final) && listed.charAt(0) !== fated.final.charAt(0)) this.#list++
      listed = fated.final
      return this.#paragraph(fated, (kind) => properties(kind, below, this.#list, plain))
    })
  }

  #paragraph(
    { block, original, final, changed, end }: Fated,
    look: (kind: Kind) => IParagraphPropertiesOptionsBase,
  ): Paragraph {
    return new Paragraph({
      ...look(final),
      ...(changed && { revision: { ...look(original), ...this.#signed(changed) } }),
      ...((end.inserted || end.deleted) && {
        run: {
          ...(end.inserted && { insertion: this.#signed(end.inserted) }),
          ...(end.deleted && { deletion: this.#signed(end.deleted) }),
        },
      }),
      children: block.runs.flatMap((run) => this.#run(run)),
    })
  }

  #run(run: ExportRun): ParagraphChild[] {
    const { text, marks, threads = [] } = run
    const options: IRunOptions = {
      ...(marks?.bold && { bold: true }),
      ...(marks?.italic && { italics: true }),
      ...(marks?.underline && { underline: {} }),
    }
    const address = safeAddress(marks?.link)
    const fresh = threads.filter((id) => this.#untouched(id))
    const pieces = text
      .split(lineBreaks)
      .map((line, index) =>
        this.#fated({ ...options, text: line, ...(index > 0 && { break: 1 }) }, run),
      )
    const done = threads.filter((id) => this.#passed(id))
    return [
      ...this.#open(fresh),
      ...(address === null ? pieces : [new ExternalHyperlink({ link: address, children: pieces })]),
      ...this.#close(done),
    ]
  }

  #fated(options: IRunOptions, { inserted, deleted }: ExportRun): ParagraphChild {
    if (inserted && deleted) {
      return new StruckInsertion(
        { ...options, ...this.#signed(inserted) },
        new DeletedTextRun({ ...options, ...this.#signed(deleted) }),
      )
    }
    if (inserted) return new InsertedTextRun({ ...options, ...this.#signed(inserted) })
    if (deleted) return new DeletedTextRun({ ...options, ...this.#signed(deleted) })
    return new TextRun(options)
  }

  #signed({ person, at }: Change) {
    return {
      id: ++this.#change,
      author: this.#layout.name(person),
      date: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    }
  }

  #untouched(id: string): boolean {
    return this.#firstComment.has(id) && !this.#started.has(id) && this.#started.add(id).has(id)
  }
  readonly #started = new Set<string>()

  #passed(id: string): boolean {
    const left = (this.#runsLeft.get(id) ?? 0) - 1
    this.#runsLeft.set(id, left)
    return left === 0
  }

  #open(threads: readonly string[]): ParagraphChild[] {
    return threads.flatMap((id) => this.#idsOf(id).map((each) => new CommentRangeStart(each)))
  }

  #close(threads: readonly string[]): ParagraphChild[] {
    return threads.flatMap((id) => {
      const ids = this.#idsOf(id)
      return [
        ...ids.map((each) => new CommentRangeEnd(each)),
        ...ids.map((each) => new TextRun({ children: [new CommentReference(each)] })),
      ]
    })
  }

  #idsOf(thread: string): number[] {
    const first = this.#firstComment.get(thread) ?? 0
    return (this.#layout.threads.get(thread)?.comments ?? []).map((_, index) => first + index)
  }
}

/** The library has no word for "struck inside an insertion": the inner run takes the place. */
class StruckInsertion extends InsertedTextRun {
  constructor(options: ConstructorParameters<typeof InsertedTextRun>[0], struck: DeletedTextRun) {
    super(options)
    this.root[this.root.length - 1] = struck
  }
}

function runsOf(pieces: readonly Piece[]): ExportRun[] {
  return pieces.flatMap((piece) => {
    const blocks =
      piece.is === 'text' ? piece.blocks : piece.is === 'table' ? piece.rows.flat(2) : []
    return blocks.flatMap(({ runs }) => runs)
  })
}

function isItem(kind: Kind): boolean {
  return /^[bo]\d$/.test(kind)
}

function headingOf(level: number) {
  return headings[Math.min(level, headings.length) - 1] ?? HeadingLevel.HEADING_6
}

function properties(
  kind: Kind,
  below: number,
  instance: number,
  plain?: string,
): IParagraphPropertiesOptionsBase {
  if (kind === 'h1' || kind === 'h2') {
    return { heading: headingOf(below + Number(kind.charAt(1))) }
  }
  if (kind === 'q') return { style: 'Quote' }
  if (isItem(kind)) {
    const reference = kind.startsWith('b') ? 'bullets' : 'numbers'
    return {
      style: 'ListParagraph',
      numbering: { reference, level: Number(kind.charAt(1)), instance },
    }
  }
  return plain ? { style: plain } : {}
}

function numbering(reference: 'bullets' | 'numbers') {
  const marks = ['•', '◦', '▪']
  const formats = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN]
  return {
    reference,
    levels: Array.from({ length: 9 }, (_, level) => ({
      level,
      format:
        reference === 'bullets'
          ? LevelFormat.BULLET
          : (formats[level % formats.length] ?? LevelFormat.DECIMAL),
      text: reference === 'bullets' ? (marks[level % marks.length] ?? '•') : `%${level + 1}.`,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: 425 * (level + 1), hanging: 425 } } },
    })),
  }
}

function styles({ locale, typography }: Layout) {
  const face = typography ? { ...font, eastAsia: typography.font } : font
  const size = typography ? typography.size * 2 : 22
  const line = typography
    ? { line: typography.lineHeight * 20, lineRule: LineRuleType.EXACT, after: 60 }
    : { line: 320, after: 120 }
  const heading = (level: number) => ({
    run: { font: face, bold: true, size: Math.max(size, 34 - 4 * level), color: '1A1A1A' },
    paragraph: {
      outlineLevel: level - 1,
      keepNext: true,
      spacing: { before: 320 - 40 * level, after: 100 },
    },
  })
  return {
    default: {
      document: {
        run: {
          font: face,
          size,
          language: { value: 'en-US', eastAsia: 'zh-TW' },
        },
        paragraph: { spacing: line },
      },
      title: {
        run: { font: face, bold: true, size: 40 },
        paragraph: { spacing: { after: 200 } },
      },
      heading1: heading(1),
      heading2: heading(2),
      heading3: heading(3),
      heading4: heading(4),
      heading5: heading(5),
      heading6: heading(6),
    },
    paragraphStyles: [
      {
        id: 'Quote',
        name: 'Quote',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { indent: { left: 425, right: 425 } },
        run: { color: '404040', ...(locale === 'en' && { italics: true }) },
      },
      { id: 'Facts', name: 'Facts', basedOn: 'Normal', paragraph: { spacing: { after: 20 } } },
      {
        id: 'Cell',
        name: 'Cell',
        basedOn: 'Normal',
        paragraph: { spacing: { before: 20, after: 20, line: 280, lineRule: LineRuleType.AUTO } },
        run: { size: Math.min(size, 20) },
      },
      { id: 'AfterTable', name: 'AfterTable', basedOn: 'Normal', run: { size: 8 } },
    ],
  }
}

function footer({ footer, locale }: Layout): Footer {
  const [before = '', between = '', after = ''] = pageWords('\u0001', '\u0001')[locale].split(
    '\u0001',
  )
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: 16,
            children: [
              `${footer} · ${before}`,
              PageNumber.CURRENT,
              between,
              PageNumber.TOTAL_PAGES,
              after,
            ],
          }),
        ],
      }),
    ],
  })
}
