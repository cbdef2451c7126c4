import * as Y from 'yjs'
import type { RefusalCode } from '../../shared/protocol.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { home, roomClient } from '../../shared/text/identity.ts'
import type { IdSet } from '../../shared/text/idSet.ts'
import { parseProposalKey, readEntry } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Rights } from './admissionRights.ts'

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds']

/**
 * Judges what an update deletes and collects in `deleted` what of it was live. A sync repeats all
 * deletions that a client knows of; those of dead items are noted in `repeated` and passed over. One of
 * an id that does not exist yet is refused: Yjs would keep it and kill text not yet written.
 */
export function judgeDeletions(
  set: DeleteSet,
  rights: Rights,
  deleted: IdSet,
  repeated: IdRange[],
): RefusalCode | null {
  for (const [client, ranges] of set.clients) {
    let after = 0
    for (const { clock, len } of ranges) {
      const end = clock + len
      // Yjs sorts and merges them; a client that repeats itself wants to keep the room busy
      if (clock < after || len < 1) return 'undecodable'
      if (end > rights.arrivals.end(client)) return 'unknown-id'
      after = end
      const code = judgeRange(client, clock, end, rights, deleted, repeated)
      if (code) return code
    }
  }
  return null
}

/** Judges the deletion of the live item's units from `clock` to before `end`. */
export function judgeDeletion(
  item: Y.Item,
  clock: number,
  end: number,
  rights: Rights,
): RefusalCode | null {
  const { client } = item.id
  const place = rights.arrivals.placeAt(item.id)
  if (!place) return 'parent'
  const field = rights.fieldOf(place.root)
  if (field !== null) return judgeText(field, client, clock, end, rights)
  switch (place.root) {
    case bodyRoots.kinds:
      return rights.enterBlock(place.key ?? '', 'editing')
    case bodyRoots.rows:
      return rights.enter(bodyRoots.rows, 'editing')
    case bodyRoots.kindProposals: {
      const proposal = parseProposalKey(place.key ?? '')
      // the room writes for others when it puts a suggestion forward again
      const whose = home(client) === roomClient ? (proposal?.by ?? client) : client
      return rights.takesBack(whose)
        ? rights.enterBlock(proposal?.block ?? '', 'suggesting')
        : 'foreign-suggestion'
    }
    case bodyRoots.deletions:
      return judgeEntries(item, clock, end, rights)
    default:
      return 'root'
  }
}

function judgeRange(
  client: number,
  clock: number,
  end: number,
  rights: Rights,
  deleted: IdSet,
  repeated: IdRange[],
): RefusalCode | null {
  const { arrivals } = rights
  const knownEnd = Math.min(end, arrivals.known(client))
  for (let at = clock; at < knownEnd; ) {
    const item = arrivals.itemAt({ client, clock: at })
    if (item === null) return 'parent'
    const next = Math.min(item.id.clock + item.length, knownEnd)
    if (!item.deleted) {
      if (arrivals.tears({ client, clock: at }) || arrivals.tears({ client, clock: next })) {
        return 'content'
      }
      const code = judgeDeletion(item, at, next, rights)
      if (code) return code
      deleted.add([client, at, next - at])
    } else repeated.push([client, at, next - at])
    at = next
  }
  return null
}

/**
 * One's own suggestions can be taken back until they are accepted, under whatever ids undo or the room
 * has brought them back; everything else in a text is deleted by editing it. An update does not say in
 * which mode a deletion was made: while its page cannot have heard that they are agreed text, it was one's
 * own suggestion that it meant. No client is asked what it knows, or saying nothing would be a right.
 */
function judgeText(
  field: string,
  client: number,
  clock: number,
  end: number,
  rights: Rights,
): RefusalCode | null {
  const { roots } = rights.ground
  for (let at = clock; at < end; ) {
    const { root, until } = roots(client, at)
    const to = Math.min(end, until)
    const code = judgeRoot(field, root && [root.client, root.clock, to - at], rights)
    if (code) return code
    at = to
  }
  return null
}

function judgeRoot(field: string, root: IdRange | null, rights: Rights): RefusalCode | null {
  if (root === null) return rights.enter(field, 'editing')
  const [client, clock, length] = root
  const { accepted, untold } = rights.ground
  const isIn = (set: IdSet) => set.within(client, clock, clock + length).length > 0
  if (rights.takesBack(client)) {
    if (!isIn(accepted)) return rights.enter(field, 'suggesting')
    if (untold && isIn(untold)) return 'accepted'
  }
  const code = rights.enter(field, 'editing')
  if (code !== 'not-allowed') return code
  if (rights.takesBack(client)) return 'accepted'
  return isIn(accepted) ? code : 'foreign-suggestion'
}

/** A suggested deletion is withdrawn by its author, as long as the text it names is not closed. */
function judgeEntries(
  item: Y.Item,
  clock: number,
  end: number,
  rights: Rights,
): RefusalCode | null {
  if (!(item.content instanceof Y.ContentAny)) return 'content'
  const { client, clock: start } = item.id
  for (const value of item.content.arr.slice(clock - start, end - start)) {
    const entry = readEntry(value, client)
    if (!entry || !rights.takesBack(entry.by)) return 'foreign-suggestion'
    const code = rights.enterTargets(entry.range, 'suggesting')
    if (code) return code
  }
  return null
}
