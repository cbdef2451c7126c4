import { Fragment, type Mark, type Node, type Schema } from '@tiptap/pm/model'
import { type Block, hardBreak, type Kind, type Marks } from '../../../shared/text/body.ts'
import { forbiddenCharacters } from '../../../shared/text/characters.ts'
import { isMark } from '../../../shared/text/marks.ts'
import type { Token } from '../../../shared/text/suggest.ts'
import { kindOf, shapeOf } from '../schema.ts'

/** One unit of a field as ProseMirror shows it; `block` counts from 0. */
export type Unit =
  | { readonly character: string; readonly marks: Marks }
  | { readonly separator: Kind; readonly block: number }

/** The units `[from, to)` of a field; index -1 is the separator that its first block does not have. */
export function unitsOf(field: Node, from: number, to: number): Unit[] {
  const units: Unit[] = []
  let start = 0
  let block = 0
  for (const node of field.children) {
    if (start - 1 >= to) break
    if (start - 1 >= from) units.push({ separator: kindOf(node), block })
    if (start + node.content.size > from) addCharacters(units, node, from - start, to - start)
    start += node.content.size + 1
    block++
  }
  return units
}

function addCharacters(units: Unit[], block: Node, from: number, to: number): void {
  let offset = 0
  for (const node of block.children) {
    const marks = marksOf(node.marks)
    const text = node.text === undefined ? hardBreak : unitText(node.text)
    const end = Math.min(to - offset, text.length)
    for (let at = Math.max(from - offset, 0); at < end; at++) {
      units.push({ character: text.charAt(at), marks })
    }
    offset += node.nodeSize
  }
}

const forbidden = new RegExp(forbiddenCharacters, 'g')

/** What will stand in the text for a node's text, unit by unit, so that indices stay the same. */
export function unitText(text: string): string {
  return text
    .replace(/[\n\r\u2029]/g, hardBreak)
    .replace(/\t/g, ' ')
    .replace(forbidden, '\ufffd')
    .replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Neighbours with the same marks put together. */
export function tokensOf(units: readonly Unit[]): Token[] {
  const tokens: Token[] = []
  for (const unit of units) {
    const last = tokens.at(-1)
    if ('separator' in unit) tokens.push({ separator: unit.separator })
    else if (last && 'text' in last && sameMarks(last.marks ?? {}, unit.marks)) {
      tokens[tokens.length - 1] = { ...last, text: last.text + unit.character }
    } else tokens.push({ text: unit.character, marks: unit.marks })
  }
  return tokens
}

/** Equal characters with equal marks, or both separators. */
export function sameUnit(a: Unit, b: Unit): boolean {
  if ('separator' in a || 'separator' in b) return 'separator' in a && 'separator' in b
  return a.character === b.character && sameMarks(a.marks, b.marks)
}

function sameMarks(a: Marks, b: Marks): boolean {
  return (
    a === b ||
    (a.bold === b.bold && a.italic === b.italic && a.underline === b.underline && a.link === b.link)
  )
}

/** Marks as the text model has them. */
export function marksOf(marks: readonly Mark[]): Marks {
  const found: Record<string, true | string> = {}
  for (const { type, attrs } of marks) {
    found[type.name] = type.name === 'link' ? String(attrs.href) : true
  }
  return found
}

/** One mark of the schema; null for a key or value that we do not show. */
export function markOf(schema: Schema, key: string, value: unknown): Mark | null {
  if (value === null || value === undefined || !isMark(key, value)) return null
  return schema.marks[key]?.create(key === 'link' ? { href: value } : null) ?? null
}

/** Text with marks as nodes; hard breaks are nodes of their own. */
export function inlineNodes(schema: Schema, text: string, marks: Marks): Node[] {
  const set = Object.entries(marks).reduce<readonly Mark[]>(
    (set, [key, value]) => markOf(schema, key, value)?.addToSet(set) ?? set,
    [],
  )
  return text.split(/(\u2028)/).flatMap((part) => {
    if (part === hardBreak) return schema.node('hardBreak', null, undefined, set)
    return part === '' ? [] : schema.text(part, set)
  })
}

export function blockNode(schema: Schema, kind: Kind, content: readonly Node[]): Node {
  const { type, attrs } = shapeOf(kind)
  return schema.node(type, attrs, Fragment.fromArray([...content]))
}

/** A field as the text model has it. */
export function fieldNode(schema: Schema, name: string, blocks: readonly Block[]): Node {
  const nodes = blocks.map(({ kind, runs }) =>
    blockNode(
      schema,
      kind,
      runs.flatMap(({ text, marks }) => inlineNodes(schema, text, marks ?? {})),
    ),
  )
  return schema.node('field', { name }, Fragment.fromArray(nodes))
}

/** How many units tokens make. */
export function unitsIn(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + ('text' in token ? token.text.length : 1), 0)
}

/** The token as a suggestion says it: marks cannot be suggested. */
export function plain(token: Token): Token {
  return 'text' in token ? { text: token.text } : token
}
