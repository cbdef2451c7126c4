import { SaxesParser } from 'saxes'
import { Refused } from './draft.ts'

/** An element with its prefix, as office programs write them; text is a string. */
export type Node = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (Node | string)[]
}

/** Deeper than any document, shallower than the stack. */
const deepest = 400

/** Elements of one part: a plan of 400 pages has a fifth; what is empty packs into nothing. */
const mostElements = 500_000

/** Attributes of one part: office programs write one or two for each element, and some dozens at the root. */
const mostAttributes = 1_000_000

/** Reads XML of an office file. Refuses document types and with them every entity of one's own. */
export function parseXml(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [] }
  const open: Node[] = [root]
  const parser = new SaxesParser()
  let elements = 0
  let named = 0
  parser.on('doctype', () => {
    throw new Refused('entities')
  })
  parser.on('error', () => {
    throw new Refused('broken')
  })
  // counted as they come: one element may have millions
  parser.on('attribute', () => {
    if (++named > mostAttributes) throw new Refused('too-large')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > deepest) throw new Refused('broken')
    if (++elements > mostElements) throw new Refused('too-large')
    const node: Node = { name, attributes, children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', (text) => {
    open.at(-1)?.children.push(text)
  })
  parser.write(xml).close()
  return root
}

/** The first child of that name. */
export function child(node: Node | undefined, name: string): Node | undefined {
  return node?.children.find((one): one is Node => typeof one !== 'string' && one.name === name)
}

export function elements(node: Node | undefined): Node[] {
  return (node?.children ?? []).filter((one): one is Node => typeof one !== 'string')
}

/** All elements of that name below, in document order. */
export function descendants(node: Node | undefined, name: string): Node[] {
  return elements(node).flatMap((one) => [
    ...(one.name === name ? [one] : []),
    ...descendants(one, name),
  ])
}

export function textIn(node: Node | undefined): string {
  return (node?.children ?? []).map((one) => (typeof one === 'string' ? one : textIn(one))).join('')
}
