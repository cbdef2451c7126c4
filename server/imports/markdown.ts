import { exportWords } from '../../shared/locale/exports.ts'
import { hardBreak, type Kind, type Marks } from '../../shared/text/body.ts'
import { cleanCharacters } from '../../shared/text/characters.ts'
import { Collector } from './collect.ts'
import { type ImportResult, Refused, reading, type Section } from './draft.ts'

/** In characters. */
export const mostMarkdown = 4 * 1024 * 1024

const { plan, version, date, copy, suggestions } = exportWords
const facts = [plan, version, date, copy, suggestions].flatMap((words) => Object.values(words))
/** And begin with what they are: nothing of it is lost. */
const ownFact = new RegExp(`^(${facts.join('|')}): `)

/** Our own documents end with a rule and the line that stands on every page. */
function withoutFooter(source: string): string {
  const from = source.lastIndexOf('\n---\n\n')
  const footer = source.slice(from + 6).trimEnd()
  return from >= 0 && !footer.includes('\n') && footer.includes(' · ')
    ? `${source.slice(0, from)}\n`
    : source
}

/**
 * Reads Markdown by its headings: paragraphs, lists, quotes, tables, looks, links, and changes as
 * `<ins>` and `<del>`, which name no author. Notes and pictures are listed as lost.
 */
export function readMarkdown(source: string, sections: readonly Section[]): ImportResult {
  return reading(() => {
    if (source.length > mostMarkdown) throw new Refused('too-large')
    const into = new Collector(sections)
    const lines = withoutFooter(source.replace(/\r\n?/g, '\n')).split('\n')
    let paragraph: string[] = []
    const indents: number[] = []
    const flush = () => {
      if (paragraph.length > 0) write(into, 'p', joined(paragraph))
      paragraph = []
    }
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] ?? ''
      const heading = /^(#{1,6})\s+(?!\s)/.exec(line)
      const item = /^(\s*)([-*+]|\d{1,9}[.)])(?:\s+(?!\s)|$)/.exec(line)
      const note = /^\[\^[^\]]+\]:/.test(line)
      const rule = /^\s*([-*_])(\s*\1){2,}\s*$/.test(line)
      if (item === null && line.trim() !== '') indents.length = 0
      if (heading || item || note || rule || /^(>|\|)/.test(line) || line.trim() === '') flush()
      if (note) into.lose('footnote')
      else if (heading) {
        const words = line
          .slice(heading[0].length)
          .replace(/(?<!#)#+$/, '')
          .trimEnd()
        const kind = into.heading(heading[1]?.length ?? 1, plainOf(words), [], [])
        if (kind !== null) write(into, kind, words)
      } else if (rule) continue
      else if (item) {
        const depth = levelOf(indents, item[1]?.length ?? 0)
        write(
          into,
          `${/\d/.test(item[2] ?? '') ? 'o' : 'b'}${Math.min(depth, 8)}`,
          line.slice(item[0].length),
        )
      } else if (line.startsWith('>')) write(into, 'q', line.replace(/^>\s?/, ''))
      else if (line.startsWith('|')) {
        const from = index
        while (lines[index + 1]?.startsWith('|')) index++
        table(into, lines.slice(from, index + 1))
      } else if (line.trim() !== '') paragraph.push(line.trim())
    }
    flush()
    return into.draft([])
  })
}

/** How many list items this one stands in, by the indents of the lines before. */
function levelOf(indents: number[], indent: number): number {
  while ((indents.at(-1) ?? -1) >= indent) indents.pop()
  indents.push(indent)
  return indents.length - 1
}

/** Lines of one paragraph: a blank between Latin words, none between Chinese ones. */
function joined(lines: readonly string[]): string {
  const cjk = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/
  return lines
    .map((line, index) => {
      const before = lines[index - 1]
      const tight = cjk.test(before?.at(-1) ?? '') && cjk.test(line.charAt(0))
      return before === undefined || tight ? line : ` ${line}`
    })
    .join('')
}

function table(into: Collector, lines: readonly string[]): void {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+$/.test(line))
    .map((line) => line.replace(/^\||\|\s*$/g, '').split(/(?<!\\)\|/))
  into.table(
    rows.map((cells) =>
      cells.map((cell) => () => {
        for (const words of cell.trim().split('<br>')) write(into, 'p', words)
      }),
    ),
  )
}

type State = { marks: Marks; inserted: boolean; deleted: boolean }

const token =
  /\\([!-/:-@[-`{-~])|<(\/?)(ins|del|strong|b|em|i|u)>|<br\s*\/?>|\*\*|\*|\[\^[^[\]]+\]|(!?)\[((?:\\.|[^[\]\\])*)\]\(|&(amp|lt|gt|quot|#39);/g

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
}

const anonymous = { author: '', at: null }

/** A block; a paragraph sign that is inserted or deleted at its start is its separator. */
function write(into: Collector, kind: Kind, words: string): void {
  if (!into.inSection) {
    if (words.trim() !== '' && !ownFact.test(words)) into.lose('outside-sections')
    return
  }
  const sign = /^(<ins>)?(<del>)?¶(<\/del>)?(<\/ins>)?/.exec(words)
  into.block({
    kind,
    ...(sign?.[1] && { inserted: anonymous }),
    ...(sign?.[2] && { deleted: anonymous }),
  })
  const state: State = { marks: {}, inserted: false, deleted: false }
  inline(into, sign && (sign[1] || sign[2]) ? words.slice(sign[0].length) : words, state)
}

function inline(into: Collector, words: string, state: State): void {
  const say = (text: string) =>
    into.run(cleanCharacters(text), state.marks, {
      ...(state.inserted && { inserted: anonymous }),
      ...(state.deleted && { deleted: anonymous }),
    })
  let from = 0
  const signs = new RegExp(token)
  const lastClosing = words.lastIndexOf(')')
  for (let match = signs.exec(words); match; match = signs.exec(words)) {
    const [all, escaped, closing, tag, picture, label, entity] = match
    if (label !== undefined && lastClosing < signs.lastIndex) {
      // No address ends behind this: a bracket like any other sign, and what stands in it is read.
      signs.lastIndex = match.index + 1
      continue
    }
    say(words.slice(from, match.index))
    const end = label === undefined ? signs.lastIndex : words.indexOf(')', signs.lastIndex) + 1
    const address = label === undefined ? '' : words.slice(signs.lastIndex, end - 1)
    from = end
    signs.lastIndex = end
    if (escaped !== undefined) say(escaped)
    else if (tag !== undefined) tagged(state, tag, closing === '')
    else if (all.startsWith('<br')) say(hardBreak)
    else if (all === '**') toggle(state, 'bold')
    else if (all === '*') toggle(state, 'italic')
    else if (picture === '!') into.lose('image')
    else if (label !== undefined)
      linked(into, label, /^<?([^>\s]*)/.exec(address)?.[1] ?? '', state)
    else if (entity !== undefined) say(entities[entity] ?? '')
  }
  say(words.slice(from))
}

function tagged(state: State, tag: string, on: boolean): void {
  if (tag === 'ins') state.inserted = on
  else if (tag === 'del') state.deleted = on
  else {
    const key = tag === 'u' ? 'underline' : tag === 'em' || tag === 'i' ? 'italic' : 'bold'
    if ((state.marks[key] === true) !== on) toggle(state, key)
  }
}

function toggle(state: State, key: 'bold' | 'italic' | 'underline'): void {
  const { [key]: was, ...others } = state.marks
  state.marks = was ? others : { ...state.marks, [key]: true }
}

function linked(into: Collector, label: string, address: string, state: State): void {
  const safe = /^(https?:|mailto:)/i.test(address)
  if (!safe) into.lose('link')
  const inner = { ...state, marks: safe ? { ...state.marks, link: address } : state.marks }
  inline(into, label, inner)
}

function plainOf(words: string): string {
  return words
    .replace(/<[^<>]*>|\[\^[^[\]]+\]/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
}
