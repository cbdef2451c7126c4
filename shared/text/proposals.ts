import * as Y from 'yjs'
import { descentOf } from '../authorship/descent.ts'
import type { Origin } from '../record/origin.ts'
import { birthId, parseBirthId } from './birthId.ts'
import { bodyRoots, type Kind } from './body.ts'
import { home, isClientId, roomClient } from './identity.ts'
import { IdSet } from './idSet.ts'
import type { IdRange } from './ranges.ts'

/** A suggested deletion: whose (suggesting client) and of what. */
export type SuggestedDeletion = { readonly by: number; readonly range: IdRange }

/** A suggested kind: whose, for which block, and which. */
export type SuggestedKind = { readonly by: number; readonly block: string; readonly kind: Kind }

/** A live value in the list of suggested deletions that names one, and what is left of it. */
export type DeletionEntry = SuggestedDeletion & {
  readonly index: number
  /** Of the value itself. */
  readonly id: readonly [client: number, clock: number]
  /** Without what the room has taken back, by what it was called when it was suggested. */
  readonly left: readonly IdRange[]
  /** What the room has taken back of it, by what that was called then. */
  readonly takenBack: readonly IdRange[]
}

/**
 * What a value in `deletions` suggests, written by `client`; null: nothing. The room writes for others
 * when it puts a suggestion forward again, and adds whose it is; nobody else can do that. Who takes such
 * a value back, and undoes that, writes it as it was: under their own id it is theirs.
 */
export function readEntry(value: unknown, client: number): SuggestedDeletion | null {
  const numbers = numbersOf(value)
  if (!numbers || numbers.length > 4) return null
  const [target, clock, length, by] = numbers
  if (target === undefined || clock === undefined || length === undefined || length < 1) return null
  const range: IdRange = [target, clock, length]
  return { by: client === roomClient ? (by ?? client) : client, range }
}

/**
 * When the room answers a part of an entry, the entry stays and the room writes beside it what it
 * takes back, and of which entry. So the rest goes when its author takes the entry back, also in the
 * moment of the answer.
 */
export function readTakenBack(
  value: unknown,
  client: number,
): { readonly range: IdRange; readonly entry: string } | null {
  const numbers = client === roomClient ? numbersOf(value) : null
  if (numbers?.length !== 5) return null
  const [target = 0, clock = 0, length = 0, ...entry] = numbers
  return { range: [target, clock, length], entry: entry.join() }
}

function numbersOf(value: unknown): readonly number[] | null {
  const fits = (part: unknown) => Number.isSafeInteger(part) && (part as number) >= 0
  return Array.isArray(value) && value.every(fits) ? value : null
}

/** All entries that are there, in the order of the list. */
export function deletionEntries(doc: Y.Doc): DeletionEntry[] {
  const found: Omit<DeletionEntry, 'left' | 'takenBack'>[] = []
  const takenBack = new Map<string, IdSet>()
  let index = -1
  for (let item = doc.getArray(bodyRoots.deletions)._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentAny)) continue
    const { client, clock } = item.id
    for (const [offset, value] of item.content.arr.entries()) {
      index++
      const entry = readEntry(value, client)
      if (entry) found.push({ ...entry, index, id: [client, clock + offset] })
      const back = readTakenBack(value, client)
      if (!back) continue
      const known = takenBack.get(back.entry) ?? new IdSet()
      known.add(back.range)
      takenBack.set(back.entry, known)
    }
  }
  return found.map((entry) => ({
    ...entry,
    left: takenBack.get(entry.id.join())?.missing(entry.range) ?? [entry.range],
    takenBack: takenBack.get(entry.id.join())?.ranges() ?? [],
  }))
}

/**
 * All open suggested deletions, in the order of the list. They follow words that were taken out and
 * put back to where these stand now, as suggested words are followed.
 */
export function suggestedDeletions(doc: Y.Doc, origins: Iterable<Origin>): SuggestedDeletion[] {
  return deletionEntries(doc).flatMap((entry) =>
    strikes(entry, origins).map((range) => ({ by: entry.by, range })),
  )
}

/** All that an entry strikes, by what it was called then and by what it is called now. */
export function strikes({ left, takenBack }: DeletionEntry, origins: Iterable<Origin>): IdRange[] {
  const { descendants } = descentOf(origins)
  const ranges = descendants(left)
  if (takenBack.length === 0) return ranges
  const back = new IdSet(descendants(takenBack))
  return ranges.flatMap((range) => back.missing(range))
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

/**
 * All open suggested kinds, sorted by key, so that replicas agree. They follow blocks that were moved;
 * what the same person says of the moved block itself counts instead.
 */
export function suggestedKinds(doc: Y.Doc, origins: Iterable<Origin>): SuggestedKind[] {
  const found = new Map<string, SuggestedKind>()
  for (const { key: _, ...suggested } of kindEntries(doc, origins)) {
    const { by, block } = suggested
    found.delete(`${by} ${block}`)
    found.set(`${by} ${block}`, suggested)
  }
  return [...found.values()]
}

/** Each suggested kind with the key that it stands under; those that have followed a block first. */
export function kindEntries(
  doc: Y.Doc,
  origins: Iterable<Origin>,
): (SuggestedKind & { readonly key: string })[] {
  const moved: (SuggestedKind & { readonly key: string })[] = []
  const named: typeof moved = []
  const proposals = doc.getMap<Kind>(bodyRoots.kindProposals)
  for (const key of [...proposals.keys()].sort()) {
    const parsed = parseProposalKey(key)
    const kind = proposals.get(key)
    if (!parsed || kind === undefined) continue
    const [itself, ...later] = blocksFrom(parsed.block, origins)
    named.push({ ...parsed, kind, key })
    for (const block of later) if (block !== itself) moved.push({ by: parsed.by, block, kind, key })
  }
  return [...moved, ...named]
}

/** A block's id, and those that it may have got when it was moved. */
export function blocksFrom(block: string, origins: Iterable<Origin>): string[] {
  const birth = parseBirthId(block)
  return birth ? idsOf(descentOf(origins).descendants([[birth.client, birth.clock, 1]])) : [block]
}

/** A block's id, and those that it may have had before it was moved. */
export function blocksBefore(block: string, origins: Iterable<Origin>): string[] {
  const birth = parseBirthId(block)
  return birth ? idsOf(descentOf(origins).ancestors([[birth.client, birth.clock, 1]])) : [block]
}

function idsOf(ranges: readonly IdRange[]): string[] {
  return ranges.map(([client, clock]) => birthId(client, clock))
}
