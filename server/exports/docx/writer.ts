import {
  Bookmark,
  BorderStyle,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  ExternalHyperlink,
  type FileChild,
  HeadingLevel,
  InsertedTextRun,
  InternalHyperlink,
  type IParagraphPropertiesOptionsBase,
  type IRunOptions,
  LeaderType,
  PageReference,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { hardBreak, type Kind } from '../../../shared/text/body.ts'
import { directionOf, stretches } from '../../../shared/text/direction.ts'
import { bookmarkName } from '../bookmark.ts'
import { type Fated, fatesOf } from '../fates.ts'
import type { Layout, Piece, Table as PieceTable } from '../layout.ts'
import { safeAddress } from '../links.ts'
import type { Change, ExportBlock, ExportRun } from '../model.ts'
import { headingOf, isItem, properties, textWidth } from './styles.ts'

type Entry = Extract<Piece, { is: 'contents' }>['entries'][number]

const lineBreaks = new RegExp(`${hardBreak}|\n`)

/** Holds what has to be counted through a document: changes, comments and lists. */
export class Writer {
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
        new Paragraph({ heading: HeadingLevel.TITLE, ...running(text), children: wordsOf(text) }),
      ],
      facts: ({ rows }) =>
        rows.map(
          ([label, value]) =>
            new Paragraph({
              style: 'Facts',
              children: [new TextRun({ text: `${label}  `, bold: true }), ...wordsOf(value, 'ltr')],
            }),
        ),
      heading: ({ level, text, name, threads }) => {
        const words = wordsOf(text)
        const named =
          name === null ? words : [new Bookmark({ id: bookmarkName(name), children: words })]
        return [
          new Paragraph({
            heading: headingOf(level),
            ...running(text),
            children: [...this.#open(threads), ...named, ...this.#close(threads)],
          }),
        ]
      },
      contents: ({ entries }) => entries.map(entry),
      paragraph: ({ text }) => [new Paragraph({ ...running(text), children: wordsOf(text) })],
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
        children: text
          .split('\n')
          .map((line) => new Paragraph({ ...running(line), children: wordsOf(line) })),
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
    const text = block.runs.map((run) => run.text).join('')
    const whole = running(text)
    const base = directionOf(text) ?? 'ltr'
    return new Paragraph({
      ...look(final),
      ...whole,
      ...(changed && { revision: { ...look(original), ...whole, ...this.#signed(changed) } }),
      ...((end.inserted || end.deleted) && {
        run: {
          ...(end.inserted && { insertion: this.#signed(end.inserted) }),
          ...(end.deleted && { deletion: this.#signed(end.deleted) }),
        },
      }),
      children: block.runs.flatMap((run) => this.#run(run, base)),
    })
  }

  #run(run: ExportRun, base: 'ltr' | 'rtl'): ParagraphChild[] {
    const { marks, threads = [] } = run
    // LibreOffice forgets a deletion inside one's own insertion; the words are in neither view
    const own = run.inserted && run.deleted && run.inserted.person === run.deleted.person
    const text = own ? '' : run.text
    const options: IRunOptions = {
      ...(marks?.bold && { bold: true }),
      ...(marks?.italic && { italics: true }),
      ...(marks?.underline && { underline: {} }),
    }
    const address = safeAddress(marks?.link)
    const fresh = threads.filter((id) => this.#untouched(id))
    const pieces = text.split(lineBreaks).flatMap((line, index) =>
      stretches(line, base).map(({ text, direction }, piece) =>
        this.#fated(
          {
            ...options,
            text,
            ...(direction === 'rtl' && { rightToLeft: true }),
            ...(index > 0 && piece === 0 && { break: 1 }),
          },
          run,
        ),
      ),
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

/** Of a paragraph: Word is told which way it runs. */
function running(text: string): { readonly bidirectional?: true } {
  return directionOf(text) === 'rtl' ? { bidirectional: true } : {}
}

/** Words as runs; Word is told of each which way it runs. */
function wordsOf(text: string, base?: 'ltr' | 'rtl'): TextRun[] {
  return stretches(text, base).map(
    ({ text, direction }) =>
      new TextRun({ text, ...(direction === 'rtl' && { rightToLeft: true }) }),
  )
}

/** A line of the contents; word processors count its page when they lay the document out. */
function entry({ number, text, to }: Entry): Paragraph {
  const anchor = bookmarkName(to)
  return new Paragraph({
    style: 'Contents',
    tabStops: [
      { type: TabStopType.LEFT, position: 567 },
      { type: TabStopType.RIGHT, position: textWidth, leader: LeaderType.DOT },
    ],
    children: [
      new InternalHyperlink({
        anchor,
        children: [
          new TextRun({ children: [number, new Tab(), text, new Tab()] }),
          new PageReference(anchor),
        ],
      }),
    ],
  })
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
