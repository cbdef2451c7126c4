import type { Repair } from '../../../shared/exportStream.ts'
import { pageWords } from '../../../shared/locale/exports.ts'
import { scriptOf } from '../../../shared/locale/scripts.ts'
import { directionOf, isolated, isolatedParts } from '../../../shared/text/direction.ts'
import { type Layout, type Table, walk } from '../layout.ts'
import { safeAddress } from '../links.ts'
import { isList, type List, withLists } from '../lists.ts'
import type { ExportBlock, ExportRun } from '../model.ts'
import type { Face, Fonts } from './fonts.ts'
import type { Settable } from './settable.ts'

/** The geta mark: what Chinese typesetters put where a glyph is missing. */
const missing = '〓'

/**
 * The document as the template reads it. Repairs what PDF/UA refuses: characters that no font has,
 * heading levels that skip one, two decorations on the same words.
 */
export function pdfDocument(
  layout: Layout,
  fonts: Fonts,
): {
  readonly document: Settable
  readonly faces: readonly Face[]
  readonly repairs: readonly Repair[]
} {
  const repair = new Repairs(fonts)
  const written = walk(layout, tableFor(layout, repair))
  const sections: Settable['sections'] = []
  layout.pieces.forEach((piece, index) => {
    if (piece.is === 'page') {
      sections.push({
        wide: piece.wide,
        footer: repair.words(isolatedParts(piece.footer)),
        pieces: [],
      })
    } else
      sections.at(-1)?.pieces.push(written[index] as Settable['sections'][number]['pieces'][number])
  })
  const { typography, locale } = layout
  const title = repair.words(layout.title) || missing
  const footer = repair.words(isolatedParts(layout.footer))
  const faces = fonts.take()
  const document = {
    title,
    footer,
    faces,
    numbers: pageWords('\u0001', '\u0001')[locale].split('\u0001'),
    lang: locale === 'en' ? 'en' : 'zh',
    region: locale === 'en' ? 'GB' : 'TW',
    size: typography?.size ?? 10.5,
    line: typography?.lineHeight ?? 17,
    sections,
  }
  return { document, faces, repairs: repair.told() }
}

function tableFor(layout: Layout, repair: Repairs): Table<unknown> {
  const blocks = (all: readonly ExportBlock[], below: number) =>
    withLists(all).map((one) => blockOf(one, layout, repair, below))
  const listed = layout.pieces.flatMap((piece) => (piece.is === 'contents' ? piece.entries : []))
  const entries = new Map(listed.map(({ to, number }) => [to, number]))
  return {
    page: () => null,
    title: ({ text }) => ({ is: 'title', ...runningOf(text), text: repair.words(text) }),
    facts: ({ rows }) => ({
      is: 'facts',
      rows: rows.map((row) => row.map((text) => isolated(repair.words(text)))),
    }),
    heading: ({ level, text, name, threads }) => ({
      is: 'heading',
      ...runningOf(text),
      level: repair.level(level),
      text: repair.words(text),
      note: numbers(threads, layout),
      entry: name === null ? null : (entries.get(name) ?? null),
    }),
    // Typst makes the entries itself, of the headings that are numbered
    contents: () => ({ is: 'contents' }),
    paragraph: ({ text }) => ({
      is: 'paragraph',
      ...runningOf(text),
      text: repair.words(text),
    }),
    text: (piece) => ({ is: 'text', blocks: blocks(piece.blocks, piece.below) }),
    table: ({ columns, rows, below }) => ({
      is: 'table',
      columns: columns.map(({ label, width }) => ({ label: repair.words(label), width })),
      rows: rows.map((cells) => cells.map((cell) => ({ blocks: blocks(cell, below) }))),
    }),
  }
}

function blockOf(
  one: ExportBlock | List<ExportBlock>,
  layout: Layout,
  repair: Repairs,
  below: number,
): unknown {
  if (isList(one)) {
    return {
      is: 'list',
      ...runningOf(textOf(one)),
      long: one.items.some(({ own }) => own !== null && runningOf(textOf(own)).long),
      ordered: one.ordered,
      items: one.items.map(({ own, inner }) => ({
        runs: own ? runs(own, layout, repair) : [],
        inner: inner.map((list) => blockOf(list, layout, repair, below)),
      })),
    }
  }
  const kind = one.proposed?.kind ?? one.kind
  const set = runs(one, layout, repair)
  const running = runningOf(textOf(one))
  if ((kind === 'h1' || kind === 'h2') && set.length > 0) {
    return {
      is: 'heading',
      ...running,
      level: repair.level(below + Number(kind.charAt(1))),
      runs: set,
    }
  }
  return { is: kind === 'q' ? 'quote' : 'paragraph', ...running, runs: set }
}

/** From so many characters on, lines end where the next word no longer fits. */
const long = 4000

function runningOf(text: string) {
  return { dir: directionOf(text), long: text.length > long }
}

/** A block's words, or those of a list's first entry that has some: they say which way it runs. */
function textOf(one: ExportBlock | List<ExportBlock>): string {
  if (!isList(one)) return one.runs.map(({ text }) => text).join('')
  const texts = one.items.map(({ own, inner }) => (own ? textOf(own) : inner.map(textOf).join('')))
  return texts.find((text) => directionOf(text) !== null) ?? ''
}

function runs(block: ExportBlock, layout: Layout, repair: Repairs): unknown[] {
  const sign = block.inserted || block.deleted ? [{ ...block, text: '¶' }] : []
  return [...sign, ...block.runs]
    .filter(({ text }) => text !== '')
    .map((run) => runOf(run, layout, repair))
}

function runOf(
  { text, marks, inserted, deleted, threads }: ExportRun,
  layout: Layout,
  repair: Repairs,
) {
  const change = deleted ?? inserted
  const number = change?.suggestion ? `${change.suggestion}` : ''
  if (change && marks?.underline) repair.tell('decoration')
  return {
    text: repair.words(text),
    bold: marks?.bold ?? false,
    italic: marks?.italic ?? false,
    underline: marks?.underline ?? false,
    how: deleted ? 'deleted' : inserted ? 'inserted' : null,
    link: safeAddress(marks?.link),
    note: [number, numbers(threads ?? [], layout)].filter(Boolean).join(' '),
  }
}

function numbers(threads: readonly string[], layout: Layout): string {
  return threads.map((id) => `[${layout.threads.get(id)?.number ?? 0}]`).join('')
}

class Repairs {
  readonly #fonts: Fonts
  readonly #uncovered = new Set<string>()
  readonly #told = new Set<'heading' | 'decoration'>()
  #level = 0

  constructor(fonts: Fonts) {
    this.#fonts = fonts
  }

  readonly words = (text: string): string => {
    let set = ''
    const composed = text.replace(/[\u1100-\u11ff]+/g, (letters) => letters.normalize('NFC'))
    for (const character of composed.replaceAll('\n', '\u2028').replaceAll('\t', ' ')) {
      const known = character === '\u2028' || this.#fonts.cover(character)
      if (!known) this.#uncovered.add(character)
      set += known ? character : missing
    }
    return set
  }

  /** No heading may stand more than one level below the one before. */
  level(level: number): number {
    const allowed = Math.min(level, this.#level + 1)
    if (allowed !== level) this.tell('heading')
    this.#level = allowed
    return allowed
  }

  tell(what: 'heading' | 'decoration') {
    this.#told.add(what)
  }

  told(): Repair[] {
    const lacking = new Map<string, string>()
    for (const one of [...this.#uncovered].sort()) {
      const script = scriptOf(one)
      lacking.set(script, (lacking.get(script) ?? '') + one)
    }
    const scripts = [...lacking].map(([script, characters]) => ({ script, characters }))
    return [
      ...(scripts.length > 0 ? [{ what: 'uncovered' as const, scripts }] : []),
      ...(['heading', 'decoration'] as const).flatMap((what) =>
        this.#told.has(what) ? [{ what }] : [],
      ),
    ]
  }
}
