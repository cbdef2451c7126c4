import * as Y from 'yjs'
import type { Claim } from '../../shared/record/origin.ts'
import { drawClientIds } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { fieldNames, readBlocks } from '../../shared/text/read.ts'
import type { Moved } from '../../shared/text/replay.ts'
import type { Speaker } from './device.ts'
import type { Line } from './line.ts'
import type { Replay } from './replaying.ts'
import type { Words } from './state.ts'

/** What was not brought along, how much of it is suggested, and where the rest is now. */
export type Carried = {
  readonly words: readonly Words[]
  readonly proposed: number
  readonly moved: readonly Moved[]
}

export function newSpeaker(onBehalfOf: string | null): Speaker {
  return { ...drawClientIds(), onBehalfOf }
}

/**
 * Writes on `into` what was written on `from` and the room does not have, under new ids and in the
 * voice in which it was written; `into` ends in the present voice. Answers the words of `without`, but
 * for edits where a field `proposes`: they become suggestions.
 */
export function carryOver(
  replay: Replay,
  from: Line,
  into: Line,
  without: IdSet,
  proposes: (field: string) => boolean,
): Carried {
  const present = from.speaker.onBehalfOf
  const voices = new Set(from.speakers.map(({ onBehalfOf }) => onBehalfOf))
  voices.delete(present)
  const done = [...voices, present].map((voice) => {
    if (into.speaker.onBehalfOf !== voice) into.speak(newSpeaker(voice))
    const own = (client: number) => from.voiceOf(client) === voice
    // in one transaction, so that what is said of the words leaves together with them
    return into.doc.transact(() => {
      const replayed = replay(from.doc, into.doc, own, without, into.speaker, proposes)
      const isKnown = (client: number, clock: number) => clock < Y.getState(into.doc.store, client)
      const claims = from.origins.flatMap((claim) => sinceKnown(claim, from.origins, isKnown))
      into.announce(claims.flatMap((claim) => claimsOf(claim, replayed.moved)))
      return replayed
    })
  })
  return {
    words: done.flatMap(({ aside }) => aside),
    proposed: done.reduce((sum, { proposed }) => sum + proposed, 0),
    moved: done.flatMap(({ moved }) => moved),
  }
}

/**
 * A claim as the room can follow it: words that were moved, or taken out and put back, more than once
 * come from where the room knows them, for what was in between is not written anew.
 */
function sinceKnown(
  claim: Claim,
  claims: readonly Claim[],
  isKnown: (client: number, clock: number) => boolean,
): Claim[] {
  const { to, from, how } = claim
  if (!from || claim.of !== undefined) return [claim]
  const parts: Claim[] = []
  for (let at = 0; at < to[2]; ) {
    const clock = from[1] + at
    const before = isKnown(from[0], clock)
      ? undefined
      : claims.findLast((each) => each.to[0] === from[0] && holds(each.to, clock) && each !== claim)
    // as far as the same is true
    let end = at + 1
    while (
      end < to[2] &&
      isKnown(from[0], from[1] + end) === isKnown(from[0], clock) &&
      (!before || holds(before.to, from[1] + end))
    )
      end++
    const part: Claim['to'] = [to[0], to[1] + at, end - at]
    if (before?.from) {
      const source: Claim['from'] = [before.from[0], before.from[1] + clock - before.to[1]]
      const told: Claim = { ...before, to: part, from: source }
      const isMoved = before.how === 'undo' || before.how === 'moved'
      parts.push(...sinceKnown(isMoved ? { ...told, how } : told, claims, isKnown))
    } else if (before) parts.push({ ...before, to: part })
    else parts.push({ ...claim, to: part, from: [from[0], clock] })
    at = end
  }
  return parts
}

function holds([, clock, length]: Claim['to'], at: number): boolean {
  return clock <= at && at < clock + length
}

/** A claim about characters, as it is about those that were written anew. */
function claimsOf(claim: Claim, moved: readonly Moved[]): Claim[] {
  const [client, clock, length] = claim.to
  return moved.flatMap(({ from, to }): Claim[] => {
    const start = Math.max(clock, from[1])
    const end = Math.min(clock + length, from[1] + from[2])
    if (from[0] !== client || start >= end) return []
    const now: Claim['to'] = [to[0], to[1] + start - from[1], end - start]
    const was = claim.from
    return [{ ...claim, to: now, ...(was && { from: [was[0], was[1] + start - clock] }) }]
  })
}

/**
 * Where a place of `from` (a Yjs relative position, as JSON) is in `into`: at the same character, and
 * where that was not brought along, behind the next to its left that was.
 */
export function placeIn(
  from: Y.Doc,
  into: Y.Doc,
  moved: readonly Moved[],
  place: unknown,
): unknown {
  const { item: id, tname, assoc } = Y.createRelativePositionFromJSON(place)
  if (!id || id.clock >= Y.getState(from.store, id.client)) return place
  let { client, clock } = id
  let side = assoc
  for (let item = Y.getItem(from.store, id); item instanceof Y.Item; ) {
    const now = identityIn(into, moved, client, clock)
    if (now) return Y.relativePositionToJSON(new Y.RelativePosition(null, null, now, side))
    side = -1
    if (clock > item.id.clock) clock -= 1
    else if (item.left) {
      item = item.left
      client = item.id.client
      clock = item.id.clock + item.length - 1
    } else break
  }
  const item = Y.getItem(from.store, id)
  const root =
    item instanceof Y.Item ? [...from.share].find(([, type]) => type === item.parent) : null
  return Y.relativePositionToJSON(new Y.RelativePosition(null, root?.[0] ?? tname, null, 0))
}

function identityIn(
  into: Y.Doc,
  moved: readonly Moved[],
  client: number,
  clock: number,
): Y.ID | null {
  for (const { from, to } of moved) {
    const offset = clock - from[1]
    if (from[0] === client && offset >= 0 && offset < from[2]) {
      return Y.createID(to[0], to[1] + offset)
    }
  }
  return clock < Y.getState(into.store, client) ? Y.createID(client, clock) : null
}

/** Own identities that the room has not acknowledged, and what it `refused`. */
export function unacknowledged(line: Line, refused = new IdSet()): IdSet {
  return new IdSet([...line.ledger.unacknowledged(line.reach()), ...refused.ranges()])
}

/** The words of these identities that `doc` still shows, by field; blocks are lines. */
export function wordsOf(doc: Y.Doc, ids: IdSet): Words[] {
  return fieldNames(doc).flatMap((field) => {
    const blocks = readBlocks(doc, field, (client, clock) => ids.has(client, clock))
    const text = blocks
      .map(({ runs }) => runs.map((run) => run.text).join(''))
      .join('\n')
      .trim()
    return text === '' ? [] : [{ field, text }]
  })
}

/** The identities that an update brings in or deletes. */
export function idsOf(update: Uint8Array): IdSet {
  const { structs, ds } = Y.decodeUpdate(update)
  const ids = new IdSet(structs.map(({ id, length }): IdRange => [id.client, id.clock, length]))
  for (const [client, deletes] of ds.clients) {
    for (const { clock, len } of deletes) ids.add([client, clock, len])
  }
  return ids
}
