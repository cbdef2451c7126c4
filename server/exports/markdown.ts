import { hardBreak } from '../../shared/text/body.ts'
import { type Layout, type Table, walk } from './layout.ts'
import { safeAddress } from './links.ts'
import { isList, type List, withLists } from './lists.ts'
import type { ExportBlock, ExportRun } from './model.ts'
import { escapeXml } from './xml.ts'

/**
 * CommonMark with tables. Looks are HTML elements, because `**《…》**，` is not bold there (the
 * flanking rule knows no Chinese), and changes are `<ins>` and `<del>`.
 */
export function writeMarkdown(layout: Layout): string {
  const blocks = walk(layout, tableFor(layout)).filter((block) => block !== '')
  const notes = [...layout.threads.values()].map(({ comments }, index) => {
    const lines = comments.map(
      ({ author, at, text }) => `<b>${words(author)}</b> ${layout.clock.day(at)} ${words(text)}`,
    )
    return `[^${index + 1}]: ${lines.join('<br>')}`
  })
  return `${[...blocks, ...notes, '---', words(layout.footer)].join('\n\n')}\n`
}

function tableFor(layout: Layout): Table<string> {
  return {
    page: () => '',
    title: ({ text }) => `# ${words(text)}`,
    facts: ({ rows }) =>
      rows.map(([label, value]) => `- ${words(label)}: ${words(value)}`).join('\n'),
    heading: ({ level, text, threads }) =>
      `${'#'.repeat(Math.min(level + 1, 6))} ${words(text)}${references(threads, layout)}`,
    contents: ({ entries }) =>
      entries.map(({ number, text }) => `- ${words(`${number} ${text}`.trim())}`).join('\n'),
    paragraph: ({ text }) => paragraph(words(text)),
    text: ({ blocks, below }) =>
      withLists(blocks.map((block) => ({ ...block, kind: block.proposed?.kind ?? block.kind })))
        .map((one) => blockMarkdown(one, layout, below, ''))
        .join('\n\n'),
    table: ({ columns, rows }) =>
      [
        row(columns.map(({ label }) => words(label))),
        row(columns.map(() => '---')),
        ...rows.map((cells) =>
          row(cells.map((blocks) => blocks.map((block) => runs(block, layout)).join('<br>'))),
        ),
      ].join('\n'),
  }
}

function blockMarkdown(
  one: ExportBlock | List<ExportBlock>,
  layout: Layout,
  below: number,
  indent: string,
): string {
  if (isList(one)) {
    return one.items
      .map(({ own, inner }, index) => {
        const mark = one.ordered ? `${index + 1}. ` : '- '
        const deeper = indent + ' '.repeat(mark.length)
        const lines = [
          `${indent}${mark}${own ? runs(own, layout) : ''}`.trimEnd(),
          ...inner.map((list) => blockMarkdown(list, layout, below, deeper)),
        ]
        return lines.join('\n')
      })
      .join('\n')
  }
  const inside = runs(one, layout)
  if (one.kind === 'h1' || one.kind === 'h2') {
    return `${'#'.repeat(Math.min(below + 1 + Number(one.kind.charAt(1)), 6))} ${inside}`
  }
  return one.kind === 'q' ? `> ${inside}` : paragraph(inside)
}

/** Nothing at a paragraph's start may look like a heading, a list, a quote or a rule. */
function paragraph(text: string): string {
  return text
    .replace(/^(\s*)([#>+=|-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/^ +/, '')
}

function runs(block: ExportBlock, layout: Layout): string {
  const sign = changed('¶', { text: '¶', ...block })
  const before = block.inserted || block.deleted ? sign : ''
  return before + block.runs.map((run) => runMarkdown(run, layout)).join('')
}

function runMarkdown(run: ExportRun, layout: Layout): string {
  const { marks } = run
  let text = words(run.text)
  if (marks?.underline) text = `<u>${text}</u>`
  if (marks?.italic) text = `<em>${text}</em>`
  if (marks?.bold) text = `<strong>${text}</strong>`
  const address = safeAddress(marks?.link)
  if (address !== null) text = `[${text}](<${address}>)`
  return changed(text, run) + references(run.threads ?? [], layout)
}

function changed(text: string, { inserted, deleted }: ExportRun): string {
  const struck = deleted ? `<del>${text}</del>` : text
  return inserted ? `<ins>${struck}</ins>` : struck
}

function references(threads: readonly string[], layout: Layout): string {
  return threads.map((id) => `[^${layout.threads.get(id)?.number ?? 0}]`).join('')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Text that Markdown and HTML take as nothing but text. */
function words(text: string): string {
  return escapeXml(text)
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(new RegExp(`${hardBreak}|\n`, 'g'), '<br>')
}
