import { createDecoder, readVarUint } from 'lib0/decoding'
import * as Y from 'yjs'
import type { RefusalCode } from '../../shared/protocol.ts'
import { home, isClientId, isSuggesting, reservedEnd } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { maxItems } from '../../shared/wire.ts'
import { Arrivals, arrive, hasOrigins, tearsText } from './admissionArrivals.ts'
import { judgeContent } from './admissionContent.ts'
import { judgeDeletions } from './admissionDeletions.ts'
import { isAsKnown } from './admissionKnown.ts'
import { type Ground, isBodyRoot, type Mode, Rights, type Writer } from './admissionRights.ts'

export type { Ground, Writer } from './admissionRights.ts'

export type Verdict =
  | {
      readonly admitted: true
      /** Editing ids that are nobody's yet; bind them to the sender before anything is shown. */
      readonly claims: readonly number[]
      /** All new identities, whatever they hold. */
      readonly inserted: readonly IdRange[]
      /** Identities that were live before and will be deleted, or replaced as a map's value. */
      readonly deleted: readonly IdRange[]
      /** Identities that it deletes and that were dead before: somebody was quicker, or it is a sync. */
      readonly repeated: readonly IdRange[]
      /** Fields whose text, kinds or suggestions change. */
      readonly fields: ReadonlySet<string>
      /** How many pieces it suggests, at most: in the text they may join what is there. */
      readonly proposed: number
      /** False: the document has all of it already. */
      readonly changes: boolean
    }
  | { readonly admitted: false; readonly code: RefusalCode }

/** Ids that one update may claim: a stock client draws one per page, and may bring offline work. */
const maxClaims = 16

/** A sync repeats all deletions of a document; there are no more in one that people have worked on for years. */
const maxDeletions = 2 ** 16

/** Far more than anybody types; beyond it clocks would leave the numbers that Yjs counts safely. */
const maxClock = 2 ** 40

/**
 * The room's answer to an update, before it is applied. Decodes once; the cost depends on the
 * update, not on the document. Never throws and never changes the document.
 *
 * The room applies an admitted update as it came, so everything here is judged as Yjs will do it:
 * ids, then places, then content, then deletions, known parts included, for Yjs looks those up too.
 */
export function admit(update: Uint8Array, writer: Writer, ground: Ground): Verdict {
  try {
    const verdict = judge(update, writer, ground)
    return typeof verdict === 'string' ? { admitted: false, code: verdict } : verdict
  } catch {
    // what is no update, or nests too deep for any stack
    return { admitted: false, code: 'undecodable' }
  }
}

function judge(update: Uint8Array, writer: Writer, ground: Ground): Verdict | RefusalCode {
  const { structs, ds } = Y.decodeUpdate(update)
  if (structs.length > maxItems || countDeletions(ds) > maxDeletions) return 'too-large'
  const items = newItems(structs, ground)
  if (typeof items === 'string') return items
  if (countSections(update) !== new Set(structs.map(({ id }) => id.client)).size) {
    return 'undecodable'
  }
  const modes = modesOf(items.keys(), writer)
  if (typeof modes === 'string') return modes
  const arrivals = arrive(ground.doc, items)
  if (typeof arrivals === 'string') return arrivals

  const rights = new Rights(writer, ground, arrivals)
  const deleted = new IdSet()
  const repeated: IdRange[] = []
  const code =
    judgeDeletions(ds, rights, deleted, repeated) ?? judgeContent(modes, rights, ds, deleted)
  if (code) return code
  const inserted = [...modes.keys()].map((client): IdRange => {
    const known = arrivals.known(client)
    return [client, known, arrivals.end(client) - known]
  })
  return {
    admitted: true,
    claims: claimsOf(modes.keys(), writer),
    inserted,
    deleted: deleted.ranges(),
    repeated,
    fields: rights.fields,
    proposed: countProposed(arrivals, modes.keys()),
    changes: inserted.length > 0 || deleted.ranges().length > 0,
  }
}

function countDeletions({ clients }: ReturnType<typeof Y.decodeUpdate>['ds']): number {
  let count = 0
  for (const ranges of clients.values()) count += ranges.length
  return count
}

function countProposed(arrivals: Arrivals, clients: Iterable<number>): number {
  let count = 0
  for (const client of clients) {
    if (!isSuggesting(client)) continue
    for (const { item } of arrivals.of(client)) {
      if (item.content instanceof Y.ContentAny) count += item.content.arr.length
      else if (!(item.content instanceof Y.ContentDeleted)) count += 1
    }
  }
  return count
}

/**
 * The items that the document does not have, by client. Known ones are passed over, whosever they
 * are, but not unseen: Yjs looks up their origins and roots before it finds that it knows them.
 */
function newItems(
  structs: readonly (Y.Item | Y.GC | Y.Skip)[],
  ground: Ground,
): Map<number, Y.Item[]> | RefusalCode {
  const before = new Arrivals(ground.doc)
  const items = new Map<number, Y.Item[]>()
  const ends = new Map<number, number>()
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (!(struct instanceof Y.Item)) return struct instanceof Y.Skip ? 'gap' : 'content'
    if (!isClientId(client)) return 'unknown-id'
    // an item without length never advances its clock, and would be put in place each time
    const end = clock + struct.length
    if (struct.length < 1 || end > maxClock) return 'content'
    const code = judgeParent(struct, ground)
    if (code) return code
    const known = before.known(client)
    if (clock > (ends.get(client) ?? known)) return 'gap'
    ends.set(client, Math.max(end, known))
    if (end <= known) {
      if (!hasOrigins(before, struct)) return 'origin'
      if (tearsText(before, struct)) return 'content'
    }
    if (!isAsKnown(ground.doc, struct, known)) return 'foreign-id'
    if (end <= known) continue
    const queue = items.get(client)
    if (queue) queue.push(struct)
    else items.set(client, [struct])
  }
  return items
}

/** Only roots are parents here, and only those of a body: Yjs creates any root that it reads. */
function judgeParent({ origin, rightOrigin, parent }: Y.Item, ground: Ground): RefusalCode | null {
  if (origin || rightOrigin) return null
  const root: unknown = parent
  if (typeof root !== 'string') return 'parent'
  return isBodyRoot(root, ground) ? null : 'root'
}

/**
 * How many clients the update says it holds items of. `decodeUpdate` joins two sections of one
 * client, but `applyUpdate` drops the first, so that the second would wait for what it lacks.
 */
function countSections(update: Uint8Array): number {
  return readVarUint(createDecoder(update))
}

/** In which mode each client writes; a refusal if one of them is not the writer's to use. */
function modesOf(clients: Iterable<number>, writer: Writer): Map<number, Mode> | RefusalCode {
  const modes = new Map<number, Mode>()
  for (const client of clients) {
    const owner = writer.owner(home(client))
    if (owner === 'foreign') return 'foreign-id'
    // suggesting ids are named in the greeting; only a stock client comes with one of its own
    if (owner === 'unbound' && isSuggesting(client)) return 'unknown-id'
    if (owner === 'unbound' && home(client) < reservedEnd) return 'foreign-id'
    modes.set(client, owner === 'suggesting' ? 'suggesting' : 'editing')
  }
  return claimsOf(modes.keys(), writer).length > maxClaims ? 'unknown-id' : modes
}

function claimsOf(clients: Iterable<number>, writer: Writer): number[] {
  const homes = new Set(Array.from(clients, home))
  return [...homes].filter((client) => writer.owner(client) === 'unbound')
}
