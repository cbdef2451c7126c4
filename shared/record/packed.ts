import { noOrigins, type Origins } from '../authorship/origins.ts'
import { type Bindings, type Bound, noBindings } from './bindings.ts'
import type { Origin } from './origin.ts'
import type { CommitmentRecord } from './record.ts'

/*
 * Bindings and origins as numbers: a commitment of some years has tens of thousands, of few people. Their
 * order is kept, because the last of several counts.
 */

/** Each speaker once, and of each id its number, then twice its speaker's place, and one more if it suggests. */
export type PackedBindings = {
  readonly speakers: readonly (readonly [person: string, onBehalfOf: string | null])[]
  readonly ids: readonly number[]
}

/** Six numbers each: client, clock and length of the new characters, how, and where from; -1: from outside. */
export type PackedOrigins = readonly number[]

/** A record as a message, and the storage of a device, hold it. */
export type PackedRecord = Omit<CommitmentRecord, 'clients' | 'origins'> & {
  readonly clients: PackedBindings
  readonly origins: PackedOrigins
}

export function packRecord(record: CommitmentRecord): PackedRecord {
  return {
    ...record,
    clients: packBindings(record.clients),
    origins: packOrigins(record.origins),
  }
}

export function unpackRecord(packed: PackedRecord): CommitmentRecord {
  return {
    ...packed,
    clients: unpackBindings(packed.clients),
    origins: unpackOrigins(packed.origins),
  }
}

export function packBindings(bindings: Iterable<Bound>): PackedBindings {
  const places = new Map<string, number>()
  const speakers: [string, string | null][] = []
  const ids: number[] = []
  for (const { client, person, onBehalfOf, mode } of bindings) {
    const key = JSON.stringify([person, onBehalfOf])
    let place = places.get(key)
    if (place === undefined) {
      place = speakers.push([person, onBehalfOf]) - 1
      places.set(key, place)
    }
    ids.push(client, 2 * place + (mode === 'suggesting' ? 1 : 0))
  }
  return { speakers, ids }
}

export function unpackBindings({ speakers, ids }: PackedBindings): Bindings {
  const bound: Bound[] = []
  for (let at = 0; at < ids.length; at += 2) {
    const said = ids[at + 1] as number
    const [person, onBehalfOf] = speakers[said >> 1] as PackedBindings['speakers'][number]
    const mode = said % 2 === 1 ? 'suggesting' : 'editing'
    bound.push({ client: ids[at] as number, person, onBehalfOf, mode })
  }
  return noBindings.and(bound)
}

/** As they stand in what was packed: only ever add to its end. */
const ways = ['undo', 'moved', 'copied', 'pasted', 'imported'] as const satisfies Origin['how'][]

export function packOrigins(origins: Iterable<Origin>): PackedOrigins {
  const packed: number[] = []
  for (const { to, from, how } of origins)
    packed.push(...to, ways.indexOf(how), from?.[0] ?? -1, from?.[1] ?? -1)
  return packed
}

export function unpackOrigins(packed: PackedOrigins): Origins {
  const origins: Origin[] = []
  for (let at = 0; at < packed.length; at += 6) {
    const [client, clock, length, how, of, place] = packed.slice(at, at + 6) as SixNumbers
    const origin = { to: [client, clock, length] as Origin['to'], how: ways[how] as Origin['how'] }
    origins.push(of < 0 ? origin : { ...origin, from: [of, place] })
  }
  return noOrigins.and(origins)
}

type SixNumbers = [number, number, number, number, number, number]
