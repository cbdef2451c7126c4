import type { Clock } from '../exports/clock.ts'
import type { ImportedChange } from './draft.ts'
import { child, type Node, textIn } from './tree.ts'

/** Our annotations are called after thread and place; of others' each is a thread. */
export function threadName(name: string): string {
  return /^(.+)\.\d+$/.exec(name)?.[1] ?? name
}

/** Of a paragraph, without what is said about it. */
export function plainText(node: Node): string {
  return node.children
    .map((one) => {
      if (typeof one === 'string') return one
      if (one.name === 'office:annotation') return ''
      if (one.name === 'text:line-break') return '\n'
      if (one.name === 'text:s')
        return ' '.repeat(Math.min(Number(one.attributes['text:c'] ?? 1), 1000))
      return plainText(one)
    })
    .join('')
}

/** Who and when of a change or an annotation; ODF knows no zones, `clock` does. */
export function signed(info: Node | undefined, clock: Clock): ImportedChange {
  const local = textIn(child(info, 'dc:date')).replace(/Z$/, '').slice(0, 19)
  return { author: textIn(child(info, 'dc:creator')), at: momentOf(local, clock) }
}

/** Twice, for what is first taken as UTC may lie on the other side of a change of summer time. */
function momentOf(local: string, clock: Clock): number | null {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return null
  let at = asUtc
  for (let step = 0; step < 2; step++) at += asUtc - Date.parse(`${clock.local(at)}Z`)
  return at
}
