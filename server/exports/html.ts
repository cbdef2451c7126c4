import { hardBreak } from '../../shared/text/body.ts'
import { isolated, isolatedParts } from '../../shared/text/direction.ts'
import { pagelessStyle } from './htmlStyle.ts'
import { type Layout, type Table, walk } from './layout.ts'
import { safeAddress } from './links.ts'
import { isList, type List, withLists } from './lists.ts'
import type { Change, ExportBlock, ExportRun } from './model.ts'
import { escapeXml } from './xml.ts'

/**
 * One self-contained page: no script, no request, headings and tables for screen readers, changes as
 * `ins` and `del`, threads as notes below, and rules for paper.
 */
export function writeHtml(layout: Layout): string {
  const { title, locale, footer } = layout
  const written = walk(layout, tableFor(layout))
  const pages: { wide: boolean; html: string[] }[] = []
  layout.pieces.forEach((piece, index) => {
    if (piece.is === 'page') pages.push({ wide: piece.wide, html: [] })
    else pages.at(-1)?.html.push(written[index] ?? '')
  })
  const body = pages
    .map(({ wide, html }) => `<div${wide ? ' class="wide"' : ''}>\n${html.join('\n')}\n</div>`)
    .join('\n')
  const lang = locale === 'en' ? 'en' : 'zh-Hant-TW'
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${pagelessStyle(layout)}</style>
</head>
<body>
<main>
${body}
${notes(layout)}
</main>
<footer>${escapeXml(isolatedParts(footer))}</footer>
</body>
</html>
`
}

function tableFor(layout: Layout): Table<string> {
  const blocks = (all: readonly ExportBlock[], below: number) =>
    withLists(shownBlocks(all))
      .map((one) => blockHtml(one, layout, below))
      .join('')
  return {
    page: () => '',
    title: ({ text }) =>
      `<p class="title" dir="auto" role="heading" aria-level="1">${words(text)}</p>`,
    facts: ({ rows }) =>
      `<dl>${rows.map(([label, value]) => `<div><dt>${words(label)}</dt><dd dir="auto">${words(value)}</dd></div>`).join('')}</dl>`,
    heading: ({ level, text, name, threads }) => {
      const tag = `h${Math.min(level + 1, 6)}`
      const id = name === null ? '' : ` data-section="${escapeXml(name)}"`
      return `<${tag}${id} dir="auto">${words(text)}${threads.map((thread) => reference(thread, layout)).join('')}</${tag}>`
    },
    contents: ({ entries }) =>
      entries
        .map(({ number, text }) => `<p>${words(`${number} ${isolated(text)}`.trim())}</p>`)
        .join(''),
    paragraph: ({ text }) => `<p dir="auto">${words(text)}</p>`,
    text: (piece) => blocks(piece.blocks, piece.below),
    table: ({ caption, columns, rows, below }) =>
      `<table><caption>${words(caption)}</caption>${shares(columns)}<thead><tr>${columns
        .map(({ label }) => `<th scope="col">${words(label)}</th>`)
        .join('')}</tr></thead><tbody>${rows
        .map(
          (cells) => `<tr>${cells.map((cell) => `<td>${blocks(cell, below)}</td>`).join('')}</tr>`,
        )
        .join('')}</tbody></table>`,
  }
}

function shares(columns: readonly { readonly width: number }[]): string {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const share = (width: number) => `<col style="width: ${((100 * width) / whole).toFixed(1)}%">`
  return `<colgroup>${columns.map(({ width }) => share(width)).join('')}</colgroup>`
}

/** A block with the kind that it will have; what is shown is the text with its changes in it. */
function shownBlocks(blocks: readonly ExportBlock[]): ExportBlock[] {
  return blocks.map((block) => ({ ...block, kind: block.proposed?.kind ?? block.kind }))
}

function blockHtml(one: ExportBlock | List<ExportBlock>, layout: Layout, below: number): string {
  if (isList(one)) {
    const tag = one.ordered ? 'ol' : 'ul'
    const items = one.items.map(
      ({ own, inner }) =>
        `<li dir="auto">${own ? runs(own, layout) : ''}${inner.map((list) => blockHtml(list, layout, below)).join('')}</li>`,
    )
    return `<${tag}>${items.join('')}</${tag}>`
  }
  const inside = runs(one, layout)
  if (one.kind === 'h1' || one.kind === 'h2') {
    const tag = `h${Math.min(below + 1 + Number(one.kind.charAt(1)), 6)}`
    return `<${tag} dir="auto">${inside}</${tag}>`
  }
  if (one.kind === 'q') return `<blockquote dir="auto"><p dir="auto">${inside}</p></blockquote>`
  return `<p dir="auto">${inside}</p>`
}

/** A suggested paragraph break or join shows as a sign at the block's start. */
function runs(block: ExportBlock, layout: Layout): string {
  const sign = changed('¶', { text: '¶', ...block }, layout)
  const before = block.inserted || block.deleted ? sign : ''
  const kind = block.proposed ? changed('⇄', { text: '⇄', inserted: block.proposed }, layout) : ''
  return before + kind + block.runs.map((run) => runHtml(run, layout)).join('')
}

function runHtml(run: ExportRun, layout: Layout): string {
  const { marks } = run
  let html = words(run.text)
  if (marks?.underline) html = `<u>${html}</u>`
  if (marks?.italic) html = `<em>${html}</em>`
  if (marks?.bold) html = `<strong>${html}</strong>`
  const address = safeAddress(marks?.link)
  if (address !== null) html = `<a href="${escapeXml(address)}" rel="noreferrer">${html}</a>`
  return changed(html, run, layout) + mentions(run, layout)
}

function changed(html: string, run: ExportRun, layout: Layout): string {
  const attributes = ({ person, at, suggestion }: Change) =>
    ` datetime="${new Date(at).toISOString()}" title="${escapeXml(`${suggestion === null ? '' : `${suggestion}. `}${layout.name(person)}, ${layout.clock.day(at)}`)}"`
  const struck = run.deleted ? `<del${attributes(run.deleted)}>${html}</del>` : html
  return run.inserted ? `<ins${attributes(run.inserted)}>${struck}</ins>` : struck
}

/** A thread's number stands behind the words that it is about. */
function mentions(run: ExportRun, layout: Layout): string {
  return (run.threads ?? []).map((id) => reference(id, layout)).join('')
}

function reference(id: string, { threads }: Layout): string {
  const number = threads.get(id)?.number
  return number === undefined ? '' : `<sup><a href="#thread-${number}">[${number}]</a></sup>`
}

/** Threads that the text refers to; a record alone tells them in its own table. */
function notes(layout: Layout): string {
  if (layout.threads.size === 0) return ''
  const items = [...layout.threads.values()].map(({ comments, resolved }, index) => {
    const lines = comments.map(
      ({ author, at, text }) =>
        `<p><b><bdi>${words(author)}</bdi></b> <time datetime="${new Date(at).toISOString()}">${layout.clock.day(at)}</time> <bdi>${words(text)}</bdi></p>`,
    )
    return `<li id="thread-${index + 1}"${resolved ? ' class="resolved"' : ''}>${lines.join('')}</li>`
  })
  return `<aside><ol class="threads">${items.join('')}</ol></aside>`
}

function words(text: string): string {
  return escapeXml(text).replace(new RegExp(`${hardBreak}|\n`, 'g'), '<br>')
}
