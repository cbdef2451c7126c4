import { exportWords as words } from '../../../shared/locale/exports.ts'
import { hardBreak, type Kind } from '../../../shared/text/body.ts'
import { directionOf } from '../../../shared/text/direction.ts'
import type { Layout } from '../layout.ts'
import { safeAddress } from '../links.ts'
import { isList, type List, withLists } from '../lists.ts'
import type { Change, ExportBlock, ExportRun } from '../model.ts'
import { escapeXml } from '../xml.ts'

type Paragraph = { readonly kind: Kind; xml: string }

/** Text as ODF wants it: repeated and outer blanks, tabs and breaks are elements. */
export function textXml(text: string): string {
  return escapeXml(text)
    .replace(/ {2,}|^ | $/g, (blanks) => `<text:s text:c="${blanks.length}"/>`)
    .replaceAll('\t', '<text:tab/>')
    .replace(new RegExp(`${hardBreak}|\n`, 'g'), '<text:line-break/>')
}

/** Holds what is counted through a document: changed regions, which stand apart, and annotations. */
export class TextWriter {
  readonly #layout: Layout
  readonly #regions: string[] = []
  readonly #opened = new Set<string>()
  readonly #left = new Map<string, number>()

  constructor(layout: Layout) {
    this.#layout = layout
    for (const piece of layout.pieces) {
      const blocks =
        piece.is === 'text' ? piece.blocks : piece.is === 'table' ? piece.rows.flat(2) : []
      for (const run of blocks.flatMap(({ runs }) => runs)) {
        for (const id of run.threads ?? []) this.#left.set(id, (this.#left.get(id) ?? 0) + 1)
      }
    }
  }

  /** The regions of everything written so far; they go before the text. */
  changes(): string {
    if (this.#regions.length === 0) return ''
    return `<text:tracked-changes text:track-changes="false">${this.#regions.join('')}</text:tracked-changes>`
  }

  /** Words with whole threads around them. */
  around(threads: readonly string[], xml: string): string {
    return (
      threads.map((id) => this.#open(id)).join('') +
      xml +
      threads.map((id) => this.#close(id)).join('')
    )
  }

  blocks(blocks: readonly ExportBlock[], below: number, plain: string): string {
    const paragraphs = new Flow(this).write(blocks)
    return withLists(paragraphs)
      .map((one) => blockXml(one, below, plain))
      .join('')
  }

  region(change: Change, inside: string): string {
    const id = `ct${this.#regions.length + 1}`
    const { name, clock } = this.#layout
    const signed = `<office:change-info><dc:creator>${escapeXml(name(change.person))}</dc:creator><dc:date>${clock.local(change.at)}</dc:date></office:change-info>`
    this.#regions.push(
      `<text:changed-region xml:id="${id}" text:id="${id}">${inside.replace('><', `>${signed}<`)}</text:changed-region>`,
    )
    return id
  }

  /** Annotations that begin before this run, and those that end behind it. */
  threadsAt(run: ExportRun): { before: string; after: string } {
    let before = ''
    let after = ''
    for (const id of run.threads ?? []) {
      if (!this.#opened.has(id)) before += this.#open(id)
      const left = (this.#left.get(id) ?? 0) - 1
      this.#left.set(id, left)
      if (left === 0) after += this.#close(id)
    }
    return { before, after }
  }

  /** ODF has no words for a suggested kind. */
  kindNote(block: ExportBlock): string {
    const { proposed } = block
    if (!proposed) return ''
    const { name, clock, locale } = this.#layout
    const said = `${words.newKind[locale]}: ${block.kind} → ${proposed.kind}`
    return annotation('', name(proposed.person), clock.local(proposed.at), said, false)
  }

  #open(id: string): string {
    this.#opened.add(id)
    const thread = this.#layout.threads.get(id)
    return (thread?.comments ?? [])
      .map(({ author, at, text }, index) =>
        annotation(
          ` office:name="${escapeXml(id)}.${index}"`,
          author,
          this.#layout.clock.local(at),
          text,
          index === 0 && thread?.resolved === true,
        ),
      )
      .join('')
  }

  #close(id: string): string {
    return (this.#layout.threads.get(id)?.comments ?? [])
      .map((_, index) => `<office:annotation-end office:name="${escapeXml(id)}.${index}"/>`)
      .join('')
  }
}

/**
 * A field's units in order, with regions around what is open. Deleted units leave the flow and
 * stand in their region; a deleted separator so joins two paragraphs, and the first one's kind
 * stays. Units that one person suggested and another struck are left out: they are in neither view.
 */
class Flow {
  readonly #writer: TextWriter
  readonly #paragraphs: Paragraph[] = []
  #inserting: { readonly change: Change; readonly id: string } | null = null
  #deleting: { readonly change: Change; readonly paragraphs: Paragraph[] } | null = null

  constructor(writer: TextWriter) {
    this.#writer = writer
  }

  write(blocks: readonly ExportBlock[]): Paragraph[] {
    blocks.forEach((block, index) => {
      if (index === 0) this.#paragraphs.push({ kind: block.kind, xml: '' })
      else this.#separator(block)
      this.#write(this.#writer.kindNote(block))
      for (const run of block.runs) this.#run(run)
    })
    this.#endDeletion()
    this.#endInsertion()
    return this.#paragraphs
  }

  #separator(block: ExportBlock) {
    if (block.inserted && block.deleted) return
    if (block.deleted) {
      this.#delete(block.deleted).paragraphs.push({ kind: block.kind, xml: '' })
      return
    }
    this.#insert(block.inserted)
    this.#paragraphs.push({ kind: block.kind, xml: '' })
  }

  #run(run: ExportRun) {
    const { before, after } = this.#writer.threadsAt(run)
    this.#write(before)
    if (run.deleted && !run.inserted) {
      const gone = this.#delete(run.deleted).paragraphs.at(-1)
      if (gone) gone.xml += runXml(run)
    } else if (!run.deleted) {
      this.#insert(run.inserted)
      this.#write(runXml(run))
    }
    if (after !== '') {
      this.#endDeletion()
      this.#write(after)
    }
  }

  #delete(change: Change) {
    this.#endInsertion()
    if (this.#deleting?.change !== change) this.#endDeletion()
    const kind = this.#paragraphs.at(-1)?.kind ?? 'p'
    this.#deleting ??= { change, paragraphs: [{ kind, xml: '' }] }
    return this.#deleting
  }

  #insert(change: Change | undefined) {
    this.#endDeletion()
    if (this.#inserting?.change === change) return
    this.#endInsertion()
    if (!change) return
    const id = this.#writer.region(change, '<text:insertion></text:insertion>')
    this.#write(`<text:change-start text:change-id="${id}"/>`)
    this.#inserting = { change, id }
  }

  #endInsertion() {
    if (this.#inserting) this.#write(`<text:change-end text:change-id="${this.#inserting.id}"/>`)
    this.#inserting = null
  }

  #endDeletion() {
    if (!this.#deleting) return
    const { change, paragraphs } = this.#deleting
    this.#deleting = null
    const gone = paragraphs.map((one) => blockXml(one, 2, 'Standard')).join('')
    const id = this.#writer.region(change, `<text:deletion>${gone}</text:deletion>`)
    this.#write(`<text:change text:change-id="${id}"/>`)
  }

  #write(xml: string) {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph) paragraph.xml += xml
  }
}

/** Styles of which there is one for paragraphs that run from right to left as well. */
export const turned = [
  ...['Title', 'Standard', 'Item', 'Quotations', 'Cell'],
  ...[1, 2, 3, 4, 5, 6].map((level) => `Heading_20_${level}`),
]

/** A paragraph's style by the words in it; what is said in annotations is not among them. */
export function styleFor(style: string, xml: string): string {
  const said = xml
    .split('</office:annotation>')
    .map((part) => part.split('<office:annotation ', 1)[0])
    .join('')
  const words = said.replace(/<[^<>]*>|&\w+;/g, '')
  return directionOf(words) === 'rtl' ? `${style}_rl` : style
}

function blockXml(one: Paragraph | List<Paragraph>, below: number, plain: string): string {
  if (isList(one)) {
    const items = one.items.map(
      ({ own, inner }) =>
        `<text:list-item>${own ? `<text:p text:style-name="${styleFor('Item', own.xml)}">${own.xml}</text:p>` : ''}${inner.map((list) => blockXml(list, below, plain)).join('')}</text:list-item>`,
    )
    return `<text:list text:style-name="${one.ordered ? 'Numbers' : 'Bullets'}">${items.join('')}</text:list>`
  }
  if (one.kind === 'h1' || one.kind === 'h2') {
    const level = Math.min(below + Number(one.kind.charAt(1)), 6)
    return `<text:h text:style-name="${styleFor(`Heading_20_${level}`, one.xml)}" text:outline-level="${level}">${one.xml}</text:h>`
  }
  const style = one.kind === 'q' ? 'Quotations' : plain
  return `<text:p text:style-name="${styleFor(style, one.xml)}">${one.xml}</text:p>`
}

function runXml({ text, marks }: ExportRun): string {
  const look = `${marks?.bold ? 'b' : ''}${marks?.italic ? 'i' : ''}${marks?.underline ? 'u' : ''}`
  const words = textXml(text)
  const styled = look ? `<text:span text:style-name="T${look}">${words}</text:span>` : words
  const address = safeAddress(marks?.link)
  return address === null
    ? styled
    : `<text:a xlink:type="simple" xlink:href="${escapeXml(address)}">${styled}</text:a>`
}

function annotation(
  name: string,
  author: string,
  at: string,
  text: string,
  resolved: boolean,
): string {
  const lines = text.split('\n').map((line) => `<text:p>${textXml(line)}</text:p>`)
  return `<office:annotation${name}${resolved ? ' loext:resolved="true"' : ''}><dc:creator>${escapeXml(author)}</dc:creator><dc:date>${at}</dc:date>${lines.join('')}</office:annotation>`
}
