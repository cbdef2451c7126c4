import { hardBreak, type Kind, type Marks } from '../../shared/text/body.ts'
import { cleanCharacters } from '../../shared/text/characters.ts'
import { unpack } from './archive.ts'
import { Collector } from './collect.ts'
import { headingsOf, listsOf, signed, threadsOf } from './docxParts.ts'
import {
  type ImportDraft,
  type ImportedChange,
  type ImportedThread,
  type ImportResult,
  Refused,
  reading,
  type Section,
  sourceOf,
} from './draft.ts'
import { child, descendants, elements, type Node, parseXml, textIn } from './tree.ts'

const parts = {
  document: 'word/document.xml',
  comments: 'word/comments.xml',
  extended: 'word/commentsExtended.xml',
  styles: 'word/styles.xml',
  numbering: 'word/numbering.xml',
  relations: 'word/_rels/document.xml.rels',
  properties: 'docProps/custom.xml',
} as const

/** Reads a Word document with its tracked changes and comments, ours or anybody's. */
export function readDocx(file: Uint8Array, sections: readonly Section[]): ImportResult {
  return reading(() => {
    const xml = unpack(file, Object.values(parts))
    const tree = (part: keyof typeof parts) => {
      const text = xml.get(parts[part])
      return text === undefined ? undefined : parseXml(text)
    }
    const body = child(child(tree('document'), 'w:document'), 'w:body')
    if (!body) throw new Refused('not-a-document')
    const draft = new Reader(sections, tree).read(body)
    return { ...draft, ...sourceOf(ownProperty(tree('properties'))) }
  })
}

function ownProperty(properties: Node | undefined): string | undefined {
  const own = descendants(properties, 'property').find(
    ({ attributes }) => attributes.name === 'Accord',
  )
  return own && textIn(own)
}

type Fate = { readonly inserted?: ImportedChange; readonly deleted?: ImportedChange }

class Reader {
  readonly #into: Collector
  readonly #threads: readonly Omit<ImportedThread, 'section'>[]
  readonly #rootOf: ReadonlyMap<string, string>
  readonly #headings: ReadonlyMap<string, number>
  readonly #quotes: ReadonlySet<string>
  readonly #lists: ReadonlyMap<string, (level: string) => 'b' | 'o'>
  readonly #links: ReadonlyMap<string, string>
  readonly #open = new Set<string>()
  /** The mark of the paragraph before: Word ends a paragraph where we start the next block. */
  #separator: Fate = {}

  constructor(sections: readonly Section[], tree: (part: keyof typeof parts) => Node | undefined) {
    this.#into = new Collector(sections)
    const { threads, rootOf } = threadsOf(tree('comments'), tree('extended'))
    this.#threads = threads
    this.#rootOf = rootOf
    const styles = descendants(tree('styles'), 'w:style')
    this.#headings = headingsOf(styles)
    this.#quotes = new Set(
      styles
        .filter((style) => /quote/i.test(child(style, 'w:name')?.attributes['w:val'] ?? ''))
        .map(({ attributes }) => attributes['w:styleId'] ?? ''),
    )
    this.#lists = listsOf(tree('numbering'))
    this.#links = new Map(
      descendants(tree('relations'), 'Relationship')
        .filter(({ attributes }) => attributes.TargetMode === 'External')
        .map(({ attributes }) => [attributes.Id ?? '', attributes.Target ?? '']),
    )
  }

  read(body: Node): ImportDraft {
    this.#blocks(body)
    return this.#into.draft(this.#threads)
  }

  #blocks(node: Node) {
    for (const one of elements(node)) {
      if (one.name === 'w:p') this.#paragraph(one)
      else if (one.name === 'w:tbl') this.#table(one)
      else if (/^w:(sdt|sdtContent|ins|smartTag|customXml)$/.test(one.name)) this.#blocks(one)
    }
  }

  #table(table: Node) {
    if (descendants(table, 'w:gridSpan').length + descendants(table, 'w:vMerge').length > 0) {
      this.#into.lose('merged-cells')
    }
    const lines = elements(table).filter(({ name }) => name === 'w:tr')
    this.#into.table(
      lines.map((line) =>
        elements(line)
          .filter(({ name }) => name === 'w:tc')
          .map((cell) => () => {
            this.#separator = {}
            this.#blocks(cell)
            this.#separator = {}
          }),
      ),
    )
  }

  #paragraph(paragraph: Node) {
    const properties = child(paragraph, 'w:pPr')
    const style = child(properties, 'w:pStyle')?.attributes['w:val'] ?? ''
    const level = this.#headings.get(style)
    const marks = descendants(paragraph, 'w:bookmarkStart').map(
      ({ attributes }) => attributes['w:name'] ?? '',
    )
    const threads = descendants(paragraph, 'w:commentRangeStart').flatMap(
      ({ attributes }) => this.#rootOf.get(attributes['w:id'] ?? '') ?? [],
    )
    const heading =
      level === undefined
        ? null
        : this.#into.heading(
            level,
            textIn(paragraph),
            marks.filter((name) => name.startsWith('field_')),
            threads,
          )
    if (level !== undefined && heading === null) {
      this.#separator = {}
      return
    }
    if (!this.#into.inSection) {
      if (textIn(paragraph).trim() !== '' && !/^(Title|Facts)$/.test(style)) {
        this.#into.lose('outside-sections')
      }
    }
    this.#into.block(this.#blockOf(properties, heading))
    this.#inline(paragraph, {}, null)
    this.#separator = fateOf(child(properties, 'w:rPr'))
  }

  #blockOf(properties: Node | undefined, heading: Kind | null) {
    const now = heading ?? this.#kindOf(properties)
    const change = child(properties, 'w:pPrChange')
    const before = change ? this.#kindOf(child(change, 'w:pPr')) : now
    const { inserted, deleted } = this.#separator
    // Kinds of joined paragraphs are only there to tell Word which one stays
    if (deleted) return { kind: before, ...this.#separator }
    if (inserted || !change || before === now) return { kind: now, ...this.#separator }
    return { kind: before, proposed: { ...signed(change), kind: now } }
  }

  #kindOf(properties: Node | undefined): Kind {
    const style = child(properties, 'w:pStyle')?.attributes['w:val'] ?? ''
    const level = this.#headings.get(style)
    if (level !== undefined) return level > 3 ? 'h2' : 'h1'
    const numbering = child(properties, 'w:numPr')
    const list = child(numbering, 'w:numId')?.attributes['w:val']
    if (list !== undefined && list !== '0') {
      const depth = child(numbering, 'w:ilvl')?.attributes['w:val'] ?? '0'
      return `${this.#lists.get(list)?.(depth) ?? 'b'}${Math.min(Number(depth), 8)}`
    }
    return this.#quotes.has(style) ? 'q' : 'p'
  }

  #inline(node: Node, fate: Fate, link: string | null) {
    for (const one of elements(node)) {
      const id = one.attributes['w:id'] ?? ''
      if (one.name === 'w:r') this.#run(one, fate, link)
      else if (one.name === 'w:ins' || one.name === 'w:moveTo') {
        this.#inline(one, { ...fate, inserted: signed(one) }, link)
      } else if (one.name === 'w:del' || one.name === 'w:moveFrom') {
        this.#inline(one, { ...fate, deleted: signed(one) }, link)
      } else if (one.name === 'w:hyperlink') {
        this.#inline(one, fate, this.#links.get(one.attributes['r:id'] ?? '') ?? link)
      } else if (one.name === 'w:commentRangeStart') this.#open.add(id)
      else if (one.name === 'w:commentRangeEnd') this.#open.delete(id)
      else if (/^w:(smartTag|sdt|sdtContent|fldSimple|customXml)$/.test(one.name)) {
        this.#inline(one, fate, link)
      }
    }
  }

  #run(run: Node, fate: Fate, link: string | null) {
    const properties = child(run, 'w:rPr')
    if (child(properties, 'w:rPrChange')) this.#into.lose('format-change')
    const safe = link !== null && /^(https?:|mailto:)/i.test(link)
    if (link !== null && !safe) this.#into.lose('link')
    const marks: Marks = {
      ...(isOn(properties, 'w:b') && { bold: true as const }),
      ...(isOn(properties, 'w:i') && { italic: true as const }),
      ...(link === null && isOn(properties, 'w:u') && { underline: true as const }),
      ...(safe && { link }),
    }
    const text = elements(run)
      .map((one) => this.#textOf(one))
      .join('')
    const roots = [...this.#open].flatMap((id) => this.#rootOf.get(id) ?? [])
    const threads = [...new Set(roots)]
    this.#into.run(cleanCharacters(text), marks, {
      ...fate,
      ...(threads.length > 0 && { threads }),
    })
  }

  #textOf(node: Node): string {
    switch (node.name) {
      case 'w:t':
      case 'w:delText':
        return textIn(node)
      case 'w:tab':
        return ' '
      case 'w:br':
      case 'w:cr':
        return node.attributes['w:type'] === 'page' ? '' : hardBreak
      case 'w:noBreakHyphen':
        return '\u2011'
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.#into.lose('image')
        return ''
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#into.lose('footnote')
        return ''
      default:
        return ''
    }
  }
}

function isOn(properties: Node | undefined, name: string): boolean {
  const found = child(properties, name)
  return found !== undefined && !/^(0|false|none|off)$/.test(found.attributes['w:val'] ?? '')
}

function fateOf(mark: Node | undefined): Fate {
  const inserted = child(mark, 'w:ins') ?? child(mark, 'w:moveTo')
  const deleted = child(mark, 'w:del') ?? child(mark, 'w:moveFrom')
  return {
    ...(inserted && { inserted: signed(inserted) }),
    ...(deleted && { deleted: signed(deleted) }),
  }
}
