import * as Y from 'yjs'
import type { RefusalCode } from '../../shared/protocol.ts'
import { birthId, parseBirthId } from '../../shared/text/birthId.ts'
import { bodyRoots, kindPattern } from '../../shared/text/body.ts'
import { forbiddenCharacters } from '../../shared/text/characters.ts'
import { home } from '../../shared/text/identity.ts'
import type { IdSet } from '../../shared/text/idSet.ts'
import { isMark } from '../../shared/text/marks.ts'
import { parseProposalKey, readEntry } from '../../shared/text/proposals.ts'
import type { Arrival } from './admissionArrivals.ts'
import { judgeDeletion } from './admissionDeletions.ts'
import type { Mode, Rights } from './admissionRights.ts'

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds']

/** `<row id>/<column>`, as the table of milestones is kept. */
const rowKey = /^[0-9a-z]{6,20}\/[a-z]{1,20}$/
/** Dates, states and an order key; words have fields of their own. */
const maxRowValue = 200

/** Judges what arrives: content fit for its place, in a mode that may put it there. */
export function judgeContent(
  modes: ReadonlyMap<number, Mode>,
  rights: Rights,
  deletedHere: DeleteSet,
  deleted: IdSet,
): RefusalCode | null {
  for (const [client, mode] of modes) {
    for (const arrival of rights.arrivals.of(client)) {
      const code =
        judgeArrival(arrival, mode, rights, deletedHere) ?? judgeReplaced(arrival, rights, deleted)
      if (code) return code
    }
  }
  return null
}

function judgeArrival(
  { item, place }: Arrival,
  mode: Mode,
  rights: Rights,
  deletedHere: DeleteSet,
): RefusalCode | null {
  const { root, key } = place
  const field = rights.fieldOf(root)
  if (field !== null) {
    if (key !== null) return 'content'
    return (
      rights.enter(field, mode) ??
      (isTextContent(item, root, mode, rights, deletedHere) ? null : 'content')
    )
  }
  if (isTwin(item)) return 'content'
  switch (root) {
    case bodyRoots.kinds:
      if (mode !== 'editing') return 'not-allowed'
      return (
        rights.enterBlock(key ?? '', mode) ?? (holds(item, isKind, deletedHere) ? null : 'content')
      )
    case bodyRoots.rows:
      if (mode !== 'editing') return 'not-allowed'
      if (key === null || !rowKey.test(key)) return 'content'
      return rights.enter(root, mode) ?? (holds(item, isRowValue, deletedHere) ? null : 'content')
    case bodyRoots.deletions:
      if (mode !== 'suggesting') return 'not-allowed'
      return key === null ? judgeEntries(item, rights) : 'content'
    case bodyRoots.kindProposals: {
      if (mode !== 'suggesting') return 'not-allowed'
      const proposal = parseProposalKey(key ?? '')
      // not only the item's own client: undo restores what the person proposed as an earlier one
      if (!proposal || !rights.suggestsAs(proposal.by)) return 'content'
      return (
        rights.enterBlock(proposal.block, mode) ??
        (holds(item, isKind, deletedHere) ? null : 'content')
      )
    }
    default:
      return 'root'
  }
}

/** A map's new value deletes the one before, without saying so in the update. */
function judgeReplaced(
  { place: { root, key } }: Arrival,
  rights: Rights,
  deleted: IdSet,
): RefusalCode | null {
  const before = key === null ? undefined : rights.ground.doc.share.get(root)?._map.get(key)
  if (!before || before.deleted) return null
  const { client, clock } = before.id
  deleted.add([client, clock, before.length])
  return judgeDeletion(before, clock, clock + before.length, rights)
}

function isTextContent(
  item: Y.Item,
  root: string,
  mode: Mode,
  rights: Rights,
  deletedHere: DeleteSet,
): boolean {
  const { content } = item
  if (content instanceof Y.ContentDeleted) return true
  // Not the other way round: undo, and a stock client, write separators under a plain id too.
  // Such a one only lacks the twin's place among things written at the same time.
  if (content instanceof Y.ContentEmbed) {
    return isSeparator(content.embed, item, root, mode, rights, deletedHere)
  }
  if (isTwin(item)) return false
  if (content instanceof Y.ContentString) return !forbiddenCharacters.test(content.str)
  return (
    content instanceof Y.ContentFormat && mode === 'editing' && isMark(content.key, content.value)
  )
}

/**
 * A separator carries the id it was born with, which is its own identity, unless undo restores it:
 * Yjs then copies what was deleted into a new item. So another's birth id is taken only if that
 * separator stood in this field and is deleted, now or by this update; that of a separator that
 * stands where it was born can be taken by nobody. Who deleted one at once, and puts it back at
 * once, does so under one id, and neither can know of the other's. Who suggests restores only what they suggested themselves; an editor whatever
 * an editor can have deleted, pending separators included (who it belongs to then is
 * provenance's matter).
 */
function isSeparator(
  embed: unknown,
  { id }: Y.Item,
  root: string,
  mode: Mode,
  rights: Rights,
  deletedHere: DeleteSet,
): boolean {
  if (typeof embed !== 'object' || embed === null) return false
  const { b, k, n, ...others } = embed as Record<string, unknown>
  if (typeof b !== 'string' || Object.keys(others).length > 0) return false
  if (k !== undefined && !isKind(k)) return false
  if (b === birthId(id.client, id.clock)) return n === (mode === 'suggesting' ? 1 : undefined)

  const birth = parseBirthId(b)
  if (!birth || birth.clock >= rights.arrivals.end(birth.client)) return false
  const born = rights.arrivals.itemAt(birth)
  const gone =
    born?.deleted ||
    born?.content instanceof Y.ContentDeleted ||
    Y.isDeleted(deletedHere, Y.createID(birth.client, birth.clock))
  if (!gone || rights.arrivals.placeAt(birth)?.root !== root) return false
  if (mode === 'suggesting') return n === 1 && rights.suggestsAs(birth.client)
  return n === undefined || n === 1
}

function judgeEntries({ content, id }: Y.Item, rights: Rights): RefusalCode | null {
  if (content instanceof Y.ContentDeleted) return null
  if (!(content instanceof Y.ContentAny)) return 'content'
  for (const value of content.arr) {
    const entry = readEntry(value, id.client)
    // undo puts back a value of the room's with its author's name: nobody else's
    const [named = id.client] = (value as readonly number[]).slice(3)
    if (!entry || !rights.names(named)) return 'content'
    const code = rights.enterTargets(entry.range, 'suggesting')
    if (code) return code
  }
  return null
}

/**
 * True if the item holds one value that fits, or did before it was deleted. What was set again and again
 * before it could be sent comes as one item with all values but the last: Yjs joins those that are
 * deleted, and keeps them while undo may ask for them.
 */
function holds(
  { content, id, length }: Y.Item,
  fits: (value: unknown) => boolean,
  deletedHere: DeleteSet,
): boolean {
  if (content instanceof Y.ContentDeleted) return true
  if (!(content instanceof Y.ContentAny) || !content.arr.every(fits)) return false
  const isGone = (at: number) => Y.isDeleted(deletedHere, Y.createID(id.client, id.clock + at))
  return length === 1 || content.arr.every((_, at) => isGone(at))
}

function isKind(value: unknown): boolean {
  return typeof value === 'string' && kindPattern.test(value)
}

function isRowValue(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.length <= maxRowValue && !forbiddenCharacters.test(value)
  }
  return typeof value === 'boolean' || value === null
}

function isTwin({ id }: Y.Item): boolean {
  return home(id.client) !== id.client
}
