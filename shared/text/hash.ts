import { toHexString } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import * as Y from 'yjs'
import { bodyRoots } from './body.ts'
import { fieldText } from './guard.ts'
import { charactersOf } from './items.ts'
import { fieldNames } from './read.ts'

/**
 * SHA-256, in hex, over everything live in a body and its identities: equal for replicas exactly
 * when they show the same and agree on who wrote it. What was deleted, and how Yjs happens to have
 * cut its items, does not count.
 */
export function contentHash(doc: Y.Doc): string {
  const parts: string[] = []
  for (const field of fieldNames(doc)) {
    parts.push(JSON.stringify(field), list(fieldText(doc, field)._start))
  }
  parts.push(bodyRoots.deletions, list(doc.getArray(bodyRoots.deletions)._start))
  for (const root of [bodyRoots.kinds, bodyRoots.rows, bodyRoots.kindProposals]) {
    parts.push(root, map(doc.getMap(root)._map))
  }
  return toHexString(digest(encodeUtf8(parts.join('\n'))))
}

/** Live items in order; identities that go on from the one before are not written again. */
function list(start: Y.Item | null): string {
  const parts: string[] = []
  let next = ''
  for (let item = start; item; item = item.right) {
    if (item.deleted) continue
    const { client, clock } = item.id
    const id = `${client}:${clock}`
    const characters = charactersOf(item)
    if (id !== next || characters === null) parts.push(`\n${id} `)
    parts.push(characters ?? JSON.stringify(contentOf(item)))
    next = characters === null ? '' : `${client}:${clock + item.length}`
  }
  return parts.join('')
}

function map(items: ReadonlyMap<string, Y.Item>): string {
  return [...items]
    .filter(([, item]) => !item.deleted)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => JSON.stringify([key, item.id, contentOf(item)]))
    .join('\n')
}

function contentOf({ content }: Y.Item): unknown {
  return content instanceof Y.ContentFormat ? [content.key, content.value] : content.getContent()
}
