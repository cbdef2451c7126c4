import * as Y from 'yjs'
import { bodyRoots, type Kind } from './body.ts'
import { home, isClientId, roomClient } from './identity.ts'
import type { IdRange } from './ranges.ts'

/** A suggested deletion: whose (suggesting client) and of what. */
export type SuggestedDeletion = { readonly by: number; readonly range: IdRange }

/** A suggested kind: whose, for which block, and which. */
export type SuggestedKind = { readonly by: number; readonly block: string; readonly kind: Kind }

/**
 * What a value in `deletions` means, written by `client`. When the room declines a part of an
 * entry it writes the rest again for its author, whose id it adds; nobody else can do that.
 */
export function readEntry(value: unknown, client: number): SuggestedDeletion | null {
  if (!Array.isArray(value) || !value.every((part) => Number.isSafeInteger(part) && part >= 0)) {
    return null
  }
  const [target, clock, length, by] = value as number[]
  if (target === undefined || clock === undefined || length === undefined || length < 1) return null
  const range: IdRange = [target, clock, length]
  if (by === undefined) return { by: client, range }
  return client === roomClient && value.length === 4 ? { by, range } : null
}

/** All open suggested deletions, in the order of the list. */
export function suggestedDeletions(doc: Y.Doc): SuggestedDeletion[] {
  const found: SuggestedDeletion[] = []
  for (let item = doc.getArray(bodyRoots.deletions)._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentAny)) continue
    for (const value of item.content.arr) {
      const entry = readEntry(value, item.id.client)
      if (entry) found.push(entry)
    }
  }
  return found
}

/** The key under which a person proposes a kind for a block. */
export function proposalKey(block: string, suggesting: number): string {
  return `${block}/${home(suggesting).toString(36)}`
}

/** The block and the person's suggesting id in a key; null if it is not as `proposalKey` writes it. */
export function parseProposalKey(key: string): { block: string; by: number } | null {
  const slash = key.lastIndexOf('/')
  const block = key.slice(0, slash)
  const by = Number.parseInt(key.slice(slash + 1), 36)
  return isClientId(by) && proposalKey(block, by) === key ? { block, by } : null
}

/** All open suggested kinds, sorted by key, so that replicas agree. */
export function suggestedKinds(doc: Y.Doc): SuggestedKind[] {
  const found: SuggestedKind[] = []
  const proposals = doc.getMap<Kind>(bodyRoots.kindProposals)
  for (const key of [...proposals.keys()].sort()) {
    const parsed = parseProposalKey(key)
    const kind = proposals.get(key)
    if (parsed && kind !== undefined) found.push({ ...parsed, kind })
  }
  return found
}
