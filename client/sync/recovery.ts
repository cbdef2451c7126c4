import * as Y from 'yjs'
import { drawClientIds } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { fieldNames, readBlocks } from '../../shared/text/read.ts'
import { replay } from '../../shared/text/replay.ts'
import type { Speaker } from './device.ts'
import type { Line } from './line.ts'
import type { Words } from './state.ts'

export function newSpeaker(onBehalfOf: string | null): Speaker {
  return { ...drawClientIds(), onBehalfOf }
}

/**
 * Writes on `into` what was written on `from` and the room does not have, under new ids and in the
 * voice in which it was written; `into` ends in the present voice. Answers the words of `without`, but
 * for edits where a field `proposes`: they become suggestions.
 */
export function carryOver(
  from: Line,
  into: Line,
  without: IdSet,
  proposes: (field: string) => boolean,
): Words[] {
  const present = from.speaker.onBehalfOf
  const voices = new Set(from.speakers.map(({ onBehalfOf }) => onBehalfOf))
  voices.delete(present)
  return [...voices, present].flatMap((voice) => {
    if (into.speaker.onBehalfOf !== voice) into.speak(newSpeaker(voice))
    const own = (client: number) => from.voiceOf(client) === voice
    return replay(from.doc, into.doc, own, without, into.speaker, proposes).aside
  })
}

/** Own identities that the room has not acknowledged. */
export function unacknowledged(line: Line): IdSet {
  return new IdSet(line.ledger.unacknowledged(line.reach()))
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
