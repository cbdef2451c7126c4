import type { PersonView } from '../protocol.ts'
import type { Changed } from './appendOnly.ts'
import type { Bound } from './bindings.ts'
import type {
  ChangedByOthers,
  Comment,
  CommitmentRecord,
  Merge,
  Suggestion,
  Thread,
} from './record.ts'

/**
 * Somebody who came in twice stands in the record under two ids, and both stay true: words and acts
 * keep the id that they were written under. That the two are one person is an event of its own; who
 * counts people, or asks whose something is, asks here.
 */
type Merged = Pick<CommitmentRecord, 'merged'>

/** The id of the entry that stands for this person; most people have one only. */
export function personOf({ merged }: Merged, id: string): string {
  return merged && Object.hasOwn(merged, id) ? (merged[id]?.into ?? id) : id
}

export function isSamePerson(record: Merged, a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b
  return a === b || personOf(record, a) === personOf(record, b)
}

/** All ids of one person, the one that stands for them first. */
export function entriesOf(record: Merged, id: string): readonly string[] {
  const stands = personOf(record, id)
  const others = Object.keys(record.merged ?? {}).filter(
    (other) => other !== stands && personOf(record, other) === stands,
  )
  return [stands, ...others]
}

/** Whoever facilitates alone says of themselves that another entry is theirs, and takes it back. */
export function saidOfOneself({ into, by }: Pick<Merge, 'into' | 'by'>, person: string): boolean {
  return into === person && by === person
}

/** True if the two entries can be said to be one person: neither is part of such a saying already. */
export function canMerge(record: Merged, person: string, into: string): boolean {
  const isOfOthers = entriesOf(record, person).length > 1 || personOf(record, into) !== into
  return person !== into && !isOfOthers
}

/** Second entries that this record has anything of, for who reads it alone. */
export function mergedHere(record: CommitmentRecord): NonNullable<Merged['merged']> {
  const { clients, suggestions, threads, versions, merged = {} } = record
  const said = Object.values(threads).flatMap(({ comments }) => comments)
  const about = Object.values(suggestions)
  const here = new Set([
    ...[...clients, ...about, ...said].flatMap((one) => [one.person, one.onBehalfOf]),
    ...about.flatMap(({ decisions }) => decisions.map(({ person }) => person)),
    ...said.flatMap(({ mentions }) => mentions),
    ...versions.map(({ person }) => person),
  ])
  return Object.fromEntries(Object.entries(merged).filter(([person]) => here.has(person)))
}

/** What is read of a record where people are told apart. */
type Read = Pick<
  CommitmentRecord,
  'merged' | 'clients' | 'suggestions' | 'threads' | 'versions' | 'dismissals'
>

/**
 * The record as it is read where people are told apart: everybody under one id. `me`: the own entry of
 * whoever reads, which then stands for them. The same record where nobody has come in twice, and what
 * says nothing of such a person stays the same object.
 */
export function asOnePerson<Of extends Read>(record: Of, me: string | null = null): Of {
  const { merged } = record
  if (!merged || Object.keys(merged).length === 0) return record
  const called = calling(merged, me)
  return {
    ...record,
    clients: called.clients(record.clients),
    suggestions: called.suggestions(record.suggestions),
    threads: called.threads(record.threads),
    versions: called.versions(record.versions),
    dismissals: called.dismissals(record.dismissals),
  }
}

/** People as they are called where each has one entry: under any of their ids the one that stands. */
export function peopleAsOne(
  people: ReadonlyMap<string, PersonView>,
  record: Merged,
  me: string | null = null,
): ReadonlyMap<string, PersonView> {
  const { merged } = record
  if (!merged || Object.keys(merged).length === 0) return people
  const { idOf } = calling(merged, me)
  return new Map(
    [...people].map(([id, person]) => {
      const stands = idOf(id)
      const named = people.get(personOf(record, id)) ?? person
      return [id, stands === id && named === person ? person : { ...named, id: stands }]
    }),
  )
}

/** Everybody once, of people who may stand there under two ids. */
export function peopleOnce(people: ReadonlyMap<string, PersonView>): Iterable<PersonView> {
  return new Map(Array.from(people.values(), (one) => [one.id, one])).values()
}

type Calling = ReturnType<typeof makeCalling>

/** What was called anew is kept as long as who is who: a record that grows is not read all over. */
const callings = new WeakMap<object, Map<string | null, Calling>>()

function calling(merged: NonNullable<Merged['merged']>, me: string | null): Calling {
  const known = callings.get(merged) ?? new Map<string | null, Calling>()
  callings.set(merged, known)
  const calling = known.get(me) ?? makeCalling({ merged }, me)
  known.set(me, calling)
  return calling
}

function makeCalling(record: Merged, me: string | null) {
  const mine = me === null ? null : personOf(record, me)
  const idOf = (id: string): string => {
    const stands = personOf(record, id)
    return me !== null && stands === mine ? me : stands
  }
  const orNull = (id: string | null) => (id === null ? null : idOf(id))
  const by = <One extends { readonly person: string }>(one: One): One =>
    changed(one, { ...one, person: idOf(one.person) })
  const said = <One extends { readonly person: string; readonly onBehalfOf: string | null }>(
    one: One,
  ): One => {
    const person = idOf(one.person)
    const speaker = orNull(one.onBehalfOf)
    // who wrote for their other self wrote for themselves
    return changed(one, { ...one, person, onBehalfOf: speaker === person ? null : speaker })
  }
  const bindings: Changed<Bound, ReadonlyMap<number, Bound>> = new WeakMap()
  const changedBy = once((one: ChangedByOthers) => changed(one, { ...one, by: list(one.by, idOf) }))
  const suggestion = once((one: Suggestion) =>
    changed(one, {
      ...said(one),
      keys: list(one.keys, by),
      decisions: list(one.decisions, by),
      reopenings: list(one.reopenings, by),
      emptiedBy: orNull(one.emptiedBy),
      ...(one.changed && { changed: changedBy(one.changed) }),
    }),
  )
  const comment = once((one: Comment) => {
    const read = { ...said(one), mentions: list(one.mentions, idOf) }
    return changed(one, read.person === one.person ? read : { ...read, entry: one.person })
  })
  const thread = once((one: Thread) =>
    changed(one, {
      ...one,
      comments: list(one.comments, comment),
      resolved: one.resolved && by(one.resolved),
    }),
  )
  return {
    idOf,
    clients: once((all: CommitmentRecord['clients']) => all.mapped(said, bindings)),
    suggestions: once((all: CommitmentRecord['suggestions']) => each(all, suggestion)),
    threads: once((all: CommitmentRecord['threads']) => each(all, thread)),
    versions: once((all: CommitmentRecord['versions']) => list(all, by)),
    dismissals: once((all: CommitmentRecord['dismissals']) => list(all, by)),
  }
}

function once<Asked extends object>(make: (asked: Asked) => Asked): (asked: Asked) => Asked {
  const known = new WeakMap<Asked, Asked>()
  return (asked) => {
    const made = known.get(asked) ?? make(asked)
    known.set(asked, made)
    return made
  }
}

function each<One>(all: Readonly<Record<string | number, One>>, make: (one: One) => One) {
  const made = Object.fromEntries(Object.entries(all).map(([key, one]) => [key, make(one)]))
  return Object.entries(all).every(([key, one]) => made[key] === one) ? all : made
}

function list<One>(all: readonly One[], make: (one: One) => One): readonly One[] {
  const made = all.map(make)
  return made.every((one, at) => one === all[at]) ? all : made
}

/** The one that was there when nothing about it is another. */
function changed<One extends object>(before: One, after: One): One {
  const keys = Object.keys(after) as (keyof One)[]
  return keys.every((key) => after[key] === before[key]) ? before : after
}
