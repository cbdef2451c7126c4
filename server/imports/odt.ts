import { hardBreak, type Kind, type Marks } from '../../shared/text/body.ts'
import { cleanCharacters } from '../../shared/text/characters.ts'
import { type Clock, clockOf } from '../exports/clock.ts'
import { unpack } from './archive.ts'
import { Collector } from './collect.ts'
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
import { plainText, signed, threadName } from './odtParts.ts'
import { child, descendants, elements, type Node, parseXml, textIn } from './tree.ts'

/**
 * Reads an OpenDocument text with its tracked changes and annotations, ours or LibreOffice's. Times in
 * ODF have no zone: they are taken as those of `zone`, an IANA name.
 */
export function readOdt(
  file: Uint8Array,
  sections: readonly Section[],
  zone = 'UTC',
): ImportResult {
  return reading(() => {
    const xml = unpack(file, ['content.xml', 'styles.xml', 'meta.xml'])
    const content = xml.get('content.xml')
    if (content === undefined) throw new Refused('not-a-document')
    const root = child(parseXml(content), 'office:document-content')
    const text = child(child(root, 'office:body'), 'office:text')
    if (!text) throw new Refused('not-a-document')
    const styles = xml.get('styles.xml')
    const meta = xml.get('meta.xml')
    const reader = new Reader(
      sections,
      root,
      styles === undefined ? undefined : parseXml(styles),
      zone,
    )
    return { ...reader.read(text), ...sourceOf(meta && ownProperty(parseXml(meta))) }
  })
}

function ownProperty(meta: Node): string | undefined {
  const own = descendants(meta, 'meta:user-defined').find(
    ({ attributes }) => attributes['meta:name'] === 'Accord',
  )
  return own && textIn(own)
}

type Region = {
  readonly how: 'inserted' | 'deleted'
  readonly change: ImportedChange
  readonly gone: readonly Node[]
}

type List = { readonly level: number; readonly mark: 'b' | 'o' }

class Reader {
  readonly #into: Collector
  readonly #styles = new Map<string, Node>()
  readonly #lists = new Map<string, Node>()
  readonly #regions = new Map<string, Region>()
  readonly #threads = new Map<string, Omit<ImportedThread, 'section'>>()
  readonly #openThreads = new Set<string>()
  readonly #clock: Clock
  #inserting: ImportedChange | null = null

  constructor(
    sections: readonly Section[],
    content: Node | undefined,
    styles: Node | undefined,
    zone: string,
  ) {
    this.#clock = clockOf(zone)
    this.#into = new Collector(sections)
    for (const tree of [styles, content]) {
      for (const style of descendants(tree, 'style:style')) {
        this.#styles.set(style.attributes['style:name'] ?? '', style)
      }
      for (const list of descendants(tree, 'text:list-style')) {
        this.#lists.set(list.attributes['style:name'] ?? '', list)
      }
    }
  }

  read(text: Node): ImportDraft {
    for (const region of descendants(text, 'text:changed-region')) this.#region(region)
    this.#blocks(text, null)
    return this.#into.draft([...this.#threads.values()])
  }

  #region(region: Node) {
    const id = region.attributes['text:id'] ?? region.attributes['xml:id'] ?? ''
    for (const what of elements(region)) {
      const change = signed(child(what, 'office:change-info'), this.#clock)
      const gone = elements(what).filter(({ name }) => name !== 'office:change-info')
      if (what.name === 'text:format-change') this.#into.lose('format-change')
      else if (what.name === 'text:insertion') {
        this.#regions.set(id, { how: 'inserted', change, gone: [] })
      } else if (what.name === 'text:deletion') {
        this.#regions.set(id, { how: 'deleted', change, gone })
      }
    }
  }

  #blocks(node: Node, list: List | null) {
    for (const one of elements(node)) {
      if (one.name === 'text:p' || one.name === 'text:h') this.#paragraph(one, list)
      else if (one.name === 'text:list') this.#list(one, list)
      else if (one.name === 'table:table') this.#table(one)
      else if (one.name === 'text:section') this.#blocks(one, list)
      else this.#point(one)
    }
  }

  #list(node: Node, outer: List | null) {
    const list = this.#listOf(node, outer)
    for (const item of elements(node)) this.#blocks(item, list)
  }

  #listOf(node: Node, outer: List | null): List {
    const level = Math.min(outer ? outer.level + 1 : 0, 8)
    const style = this.#lists.get(node.attributes['text:style-name'] ?? '')
    const found = elements(style).find(
      ({ attributes }) => attributes['text:level'] === String(level + 1),
    )
    const numbered = found?.name === 'text:list-level-style-number'
    return { level, mark: found ? (numbered ? 'o' : 'b') : (outer?.mark ?? 'b') }
  }

  #table(table: Node) {
    if (descendants(table, 'table:covered-table-cell').length > 0) this.#into.lose('merged-cells')
    this.#into.table(
      descendants(table, 'table:table-row').map((row) =>
        elements(row)
          .filter(({ name }) => name === 'table:table-cell')
          .map((cell) => () => this.#blocks(cell, null)),
      ),
    )
  }

  #paragraph(paragraph: Node, list: List | null) {
    const style = this.#rootStyle(paragraph.attributes['text:style-name'] ?? '')
    let kind: Kind = list ? `${list.mark}${list.level}` : /^Quot/.test(style) ? 'q' : 'p'
    if (paragraph.name === 'text:h' && !list) {
      const marks = descendants(paragraph, 'text:bookmark-start').map(
        ({ attributes }) => attributes['text:name'] ?? '',
      )
      const annotations = descendants(paragraph, 'office:annotation').map((each) =>
        this.#thread(each),
      )
      const heading = this.#into.heading(
        Number(paragraph.attributes['text:outline-level'] ?? 1),
        plainText(paragraph),
        marks.filter((name) => name.startsWith('field_')),
        annotations,
      )
      if (heading === null) return
      kind = heading
    }
    if (
      !this.#into.inSection &&
      plainText(paragraph).trim() !== '' &&
      !/^(Title|Facts)/.test(style)
    ) {
      this.#into.lose('outside-sections')
    }
    this.#into.block({ kind, ...(this.#inserting && { inserted: this.#inserting }) })
    this.#inline(paragraph, {}, null, null)
  }

  #inline(node: Node, marks: Marks, link: string | null, deleted: ImportedChange | null) {
    for (const one of node.children) {
      if (typeof one === 'string') this.#say(one.replace(/[\n\t ]+/g, ' '), marks, link, deleted)
      else if (one.name === 'text:span') {
        const look = this.#look(one.attributes['text:style-name'] ?? '')
        this.#inline(one, { ...marks, ...look }, link, deleted)
      } else if (one.name === 'text:a') {
        const address = one.attributes['xlink:href'] ?? ''
        const safe = /^(https?:|mailto:)/i.test(address)
        if (!safe) this.#into.lose('link')
        this.#inline(one, marks, safe ? address : link, deleted)
      } else if (one.name === 'text:s') {
        this.#say(
          ' '.repeat(Math.min(Number(one.attributes['text:c'] ?? 1), 1000)),
          marks,
          link,
          deleted,
        )
      } else if (one.name === 'text:tab') this.#say(' ', marks, link, deleted)
      else if (one.name === 'text:line-break') this.#say(hardBreak, marks, link, deleted)
      else if (one.name === 'text:note') this.#into.lose('footnote')
      else if (one.name === 'draw:frame') this.#into.lose('image')
      else this.#point(one)
    }
  }

  /** Things without extent: where changes and annotations begin and end. */
  #point(one: Node) {
    const region = this.#regions.get(one.attributes['text:change-id'] ?? '')
    if (one.name === 'text:change-start' && region?.how === 'inserted')
      this.#inserting = region.change
    else if (one.name === 'text:change-end') this.#inserting = null
    else if (one.name === 'text:change' && region?.how === 'deleted') this.#restore(region)
    else if (one.name === 'office:annotation') {
      const thread = this.#thread(one)
      if (one.attributes['office:name'] !== undefined) this.#openThreads.add(thread)
    } else if (one.name === 'office:annotation-end') {
      this.#openThreads.delete(threadName(one.attributes['office:name'] ?? ''))
    }
  }

  /** Deleted paragraphs: the first continues the one it stands in, each further one is joined on. */
  #restore({ change, gone }: Region) {
    let first = true
    const restore = (node: Node, list: List | null) => {
      if (node.name === 'text:list') {
        const inner = this.#listOf(node, list)
        for (const item of elements(node)) for (const each of elements(item)) restore(each, inner)
        return
      }
      if (!first) {
        const style = this.#rootStyle(node.attributes['text:style-name'] ?? '')
        const plain = /^Quot/.test(style) ? 'q' : node.name === 'text:h' ? 'h1' : 'p'
        const kind = list ? `${list.mark}${list.level}` : plain
        this.#into.block({ kind, deleted: change })
      }
      first = false
      this.#inline(node, {}, null, change)
    }
    for (const node of gone) restore(node, null)
  }

  #say(text: string, marks: Marks, link: string | null, deleted: ImportedChange | null) {
    this.#into.run(
      cleanCharacters(text),
      { ...marks, ...(link !== null && { link }) },
      {
        ...(this.#inserting && !deleted && { inserted: this.#inserting }),
        ...(deleted && { deleted }),
        ...(this.#openThreads.size > 0 && { threads: [...this.#openThreads] }),
      },
    )
  }

  #thread(annotation: Node): string {
    const name = annotation.attributes['office:name'] ?? `point ${this.#threads.size + 1}`
    const id = threadName(name)
    const known = this.#threads.get(id) ?? { id, resolved: false, comments: [] }
    const said = {
      ...signed(annotation, this.#clock),
      text: elements(annotation)
        .filter((one) => one.name === 'text:p' || one.name === 'text:list')
        .map(plainText)
        .join('\n'),
    }
    const already = known.comments.some(({ at, text }) => at === said.at && text === said.text)
    this.#threads.set(id, {
      ...known,
      resolved: known.resolved || annotation.attributes['loext:resolved'] === 'true',
      comments: already ? known.comments : [...known.comments, said],
    })
    return id
  }

  #look(name: string): Marks {
    const properties = child(this.#styles.get(name), 'style:text-properties')?.attributes ?? {}
    const underline = properties['style:text-underline-style']
    return {
      ...(properties['fo:font-weight'] === 'bold' && { bold: true as const }),
      ...(properties['fo:font-style'] === 'italic' && { italic: true as const }),
      ...(underline !== undefined && underline !== 'none' && { underline: true as const }),
    }
  }

  /** Office programs give every changed paragraph a style of its own: its named ancestor counts. */
  #rootStyle(name: string): string {
    const style = this.#styles.get(name)
    const parent = style?.attributes['style:parent-style-name']
    return parent !== undefined && /^P\d+$/.test(name) ? parent : name
  }
}
