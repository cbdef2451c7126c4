import * as Y from 'yjs'
import { createUndo, type Undo } from '../../client/editor/binding/undo.ts'
import { Replay } from '../../server/cli/verify.ts'
import type { Entry } from '../../server/journal/journal.ts'
import { admit, type Ground, type Verdict, type Writer } from '../../server/rooms/admission.ts'
import { answeredIn, landed, leaving } from '../../server/rooms/answered.ts'
import { type Decider, type Deed, decide, decideTogether } from '../../server/rooms/decisions.ts'
import { agreedIn } from '../../server/rooms/ground.ts'
import { lateCopies, untold } from '../../server/rooms/lateCopies.ts'
import { livingState } from '../../server/rooms/living.ts'
import { renumberAfter } from '../../server/rooms/near.ts'
import { isLive, renumber, renumberAll } from '../../server/rooms/numbering.ts'
import { goneOf } from '../../server/rooms/passages.ts'
import { findOrigins } from '../../server/rooms/provenance.ts'
import { Removals } from '../../server/rooms/removals.ts'
import { reopen } from '../../server/rooms/reopening.ts'
import { Strikes } from '../../server/rooms/strikes.ts'
import { Waiting } from '../../server/rooms/waiting.ts'
import { descentOf } from '../../shared/authorship/descent.ts'
import { type Origins, sourcesOf } from '../../shared/authorship/origins.ts'
import { pendingOf, rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent, Recorded } from '../../shared/record/events.ts'
import { fold } from '../../shared/record/fold.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { type CommitmentRecord, emptyRecord, type Suggestion } from '../../shared/record/record.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { bodyRoots, type Kind } from '../../shared/text/body.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { type ClientIds, home, isSuggesting, roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import { Passages } from '../../shared/text/passage.ts'
import { deletionsByTarget, type PendingUnder, pendingPieces } from '../../shared/text/pending.ts'
import { deletionEntries } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { readBlocks, readFields } from '../../shared/text/read.ts'
import { seedField } from '../../shared/text/seed.ts'
import { signOf } from '../../shared/text/sign.ts'
import { suggestKind, suggestReplace, type Token } from '../../shared/text/suggest.ts'
import { textOf, type View } from '../../shared/text/views.ts'
import { format, insertSeparator, insertText, remove } from '../../shared/text/write.ts'
import { undoOrMove } from './recreating.ts'

export const fields = ['a', 'b'] as const
/** Nobody's. */
const unusedClient = 15

export const kinds: readonly Kind[] = ['p', 'h2', 'b0', 'o1', 'q']

/** A seeded source of numbers in [0, 1): mulberry32, public domain. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** An empty, guarded body; without `gc` it keeps what was deleted, as a room's does. */
export function newBody(client: number, gc = true): Y.Doc {
  const doc = new Y.Doc({ gc })
  guardBody(doc)
  for (const field of fields) fieldText(doc, field)
  doc.getMap(bodyRoots.kinds)
  doc.getMap(bodyRoots.rows)
  doc.getMap(bodyRoots.kindProposals)
  doc.getArray(bodyRoots.deletions)
  doc.clientID = client
  return doc
}

/** A copy with everything that `doc` has. */
export function copyOf(doc: Y.Doc, client: number, gc = true): Y.Doc {
  // Yjs takes a new id when it meets its own, so it gets this one afterwards
  const copy = newBody(unusedClient, gc)
  // a page is sent no more than this
  Y.applyUpdate(copy, gc ? livingState(doc) : Y.encodeStateAsUpdate(doc), 'remote')
  copy.clientID = client
  return copy
}

/** A live character or separator and its identity. */
export type Unit = { readonly key: string; readonly client: number; readonly clock: number }

export function unitsOf(doc: Y.Doc, field: string): Unit[] {
  const units: Unit[] = []
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const separator = separatorOf(item)
    if (separator) units.push({ key: `¶${separator.b}`, client, clock })
    const characters = charactersOf(item) ?? ''
    for (let at = 0; at < characters.length; at++) {
      units.push({ key: characters.charAt(at), client, clock: clock + at })
    }
  }
  return units
}

/** The blocks of both fields as text, for comparing replicas and views. */
export function shapeOf(doc: Y.Doc): string {
  return JSON.stringify(readFields(doc, fields))
}

export type Mode = 'editing' | 'suggesting'

const decider: Decider = {
  person: 'decider',
  alike: new Set(),
  sector: 'public',
  facilitates: true,
}

const created: RecordEvent = {
  type: 'created',
  ...{ plan: 'p', template: 'none', templateVersion: 1, locale: 'en' },
}

const usualModes: Mode[][] = [
  ['editing'],
  ['editing', 'suggesting'],
  ['suggesting'],
  ['suggesting'],
]

/** The freest first. */
const freedom: readonly SectionState[] = ['open', 'suggesting', 'closed']

/** What stands in a person's queue towards the room. */
type Sent =
  | { update: Uint8Array; mode: Mode; claims: readonly Origin[] }
  /** All events up to this seq have been shown. */
  | { seen: number }

export class Person {
  readonly name: string
  readonly ids: ClientIds
  readonly modes: readonly Mode[]
  record: CommitmentRecord = emptyRecord
  /** What this person says of the next update, as an undo does. */
  claims: readonly Origin[] = []
  /** What this person has said so, and has heard nothing of yet: a page goes by it at once. */
  #unheard: readonly Origin[] = []
  #heard = { origins: emptyRecord.origins, accepted: emptyRecord.accepted, unheard: this.#unheard }
  #known = emptyRecord.origins
  #pending: PendingUnder = pendingOf(emptyRecord)
  /** Of the replica that is loaded now. */
  undo: Undo
  readonly out: Sent[] = []
  readonly in: (
    | { update: Uint8Array }
    | { events: readonly Recorded[] }
    | { answered: readonly Origin[] }
  )[] = []
  doc: Y.Doc
  offline = 0

  constructor(name: string, ids: ClientIds, modes: readonly Mode[], room: Y.Doc) {
    this.name = name
    this.ids = ids
    this.modes = modes
    this.doc = this.load(room, modes[0] ?? 'editing')
    this.undo = this.#newUndo()
  }

  /** Drops the replica and takes a new one from the room. */
  load(room: Y.Doc, mode: Mode): Y.Doc {
    this.doc = copyOf(room, this.ids[mode])
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return
      this.out.push({ update, mode: this.mode, claims: this.claims })
      this.#unheard = [...this.#unheard, ...this.claims]
      this.claims = []
    })
    this.undo = this.#newUndo()
    return this.doc
  }

  #newUndo(): Undo {
    const undo = createUndo(this.doc, {
      ids: () => this.ids,
      isOwn: this.isOwn,
      isPending: this.isPending,
      ownsPending: this.ownsPending,
      origins: this.origins,
      pause: Number.POSITIVE_INFINITY,
      onOrigins: (origins) => {
        this.claims = [...this.claims, ...origins]
      },
    })
    for (const field of fields) undo.watch(fieldText(this.doc, field))
    return undo
  }

  get mode(): Mode {
    return isSuggesting(this.doc.clientID) ? 'suggesting' : 'editing'
  }

  set mode(mode: Mode) {
    this.doc.clientID = this.ids[mode]
  }

  owns(client: number): boolean {
    return home(client) === this.ids.editing || home(client) === this.ids.suggesting
  }

  isOwn = (client: number): boolean => home(client) === this.ids.suggesting

  isPending = (client: number, clock: number): boolean => {
    this.origins()
    return this.#pending(client, clock).by !== null
  }

  ownsPending = (client: number, clock: number): boolean => {
    this.origins()
    const { by } = this.#pending(client, clock)
    return by !== null && this.isOwn(by)
  }

  origins = (): Origins => {
    const { accepted } = this.record
    const heard = this.record.origins
    const isSame = heard === this.#heard.origins && accepted === this.#heard.accepted
    if (isSame && this.#unheard === this.#heard.unheard) return this.#known
    this.#heard = { origins: heard, accepted, unheard: this.#unheard }
    this.#known = heard.and(this.#unheard)
    this.#pending = pendingOf({ origins: this.#known, accepted })
    return this.#known
  }

  /** The room has answered what this person said of an update; the record has what it believes. */
  hears(claims: readonly Origin[]): void {
    if (claims.length > 0) this.#unheard = this.#unheard.filter((each) => !claims.includes(each))
  }

  /** Writes in the mode of the moment, so that it can be undone. */
  write(write: (transaction: Y.Transaction) => void): void {
    this.undo.transact(this.mode === 'editing' ? 'edit' : 'suggest', write)
  }

  writer(): Writer {
    return {
      owner: (client) => {
        if (client === this.ids.editing) return 'editing'
        return client === this.ids.suggesting ? 'suggesting' : 'foreign'
      },
      mayEdit: this.modes.includes('editing'),
      maySuggest: true,
    }
  }

  replace(field: string, from: number, to: number, tokens: readonly Token[]): void {
    const text = fieldText(this.doc, field)
    this.write((transaction) => {
      if (this.mode === 'suggesting') {
        suggestReplace(transaction, text, from, to, tokens, this)
        return
      }
      if (to > from) remove(transaction, text, from, to - from)
      let index = from
      for (const token of tokens) {
        if ('separator' in token) {
          insertSeparator(transaction, text, index, token.separator)
          index++
        } else index += insertText(transaction, text, index, token.text, token.marks ?? null)
      }
    })
  }

  setKind(block: string, kind: Kind): void {
    this.write(() => {
      if (this.mode === 'suggesting') suggestKind(this.doc, block, kind)
      else this.doc.getMap<Kind>(bodyRoots.kinds).set(block, kind)
    })
  }
}

/** The characters of a suggestion that wait in a text for an answer, as they are drawn there. */
function waiting(
  doc: Y.Doc,
  record: CommitmentRecord,
  what: 'inserted' | 'deleted',
  { person, [what]: ranges }: Suggestion,
): string {
  const deletions = deletionsByTarget(doc, record.origins)
  const drawn = fields.flatMap((field) => pendingPieces(doc, field, pendingOf(record), deletions))
  const own = drawn.filter((each) => each.what === what && isBy(record, each.by, person))
  const named = new IdSet(ranges)
  const parts = own.flatMap(({ range: [client, clock, length] }) =>
    named
      .within(client, clock, clock + length)
      .map(([from, to]): IdRange => [client, from, to - from]),
  )
  return standing(doc, parts)
}

function isBy({ clients }: CommitmentRecord, client: number, person: string): boolean {
  return bindingOf(clients, home(client))?.person === person
}

/** The characters among these that a text has, in its order. */
function standing(doc: Y.Doc, ranges: readonly IdRange[]): string {
  const named = new IdSet(ranges)
  return fields
    .flatMap((field) => unitsOf(doc, field))
    .flatMap(({ key, client, clock }) => (named.has(client, clock) ? key.charAt(0) : []))
    .join('')
}

/**
 * A room without connections and journal: admits, finds origins, numbers and decides with the
 * room's own code, and passes updates and events on as they are taken.
 */
export class World {
  readonly room: Y.Doc
  readonly people: readonly Person[]
  readonly refused: string[] = []
  readonly counts = {
    admitted: 0,
    baseMoved: 0,
    lateTakeBacks: 0,
    suggestions: 0,
    decided: 0,
    seenAnew: 0,
    asSeen: 0,
  }
  record: CommitmentRecord = emptyRecord
  /** Who took a unit out of the room's text first, by its identity. */
  readonly takenOutBy = new Map<string, string>()
  /** By what came in: what else stood in the room then. */
  readonly stoodBeside = new Map<string, ReadonlySet<string>>()
  /** What a room would keep in its journal. */
  readonly entries: Entry[] = []
  /** Units that came in after an answer had taken them out, and went, too. */
  readonly settledLater = new Set<string>()
  /** Of these, what would have said once more what is adopted. */
  readonly adoptedBefore = new Set<string>()
  /** As they stood one after the other, and how many origins were known then. */
  readonly #sections: { states: Record<string, SectionState>; origins: number }[] = [
    { states: {}, origins: 0 },
  ]
  readonly #sectionsSeen = new Map<Person, number>()
  /** Of which answers the authors have heard, by suggestion. */
  readonly #heard = new Map<number, number>()
  readonly #removals = new Removals()
  readonly #waiting = new Waiting()
  readonly #strikes: Strikes
  #seq = 0
  #written = 0
  /** Of the entry that is under way. */
  #updates: Uint8Array[] = []
  #events: RecordEvent[] = []

  constructor(room: Y.Doc, people: readonly Person[]) {
    this.room = room
    this.people = people
    this.#strikes = new Strikes(room)
    if (people.length > 0) {
      this.#updates.push(Y.encodeStateAsUpdate(room))
      this.#events.push(created)
      this.#keep(decider.person)
    }
    this.room.on('update', (update: Uint8Array, origin: unknown) => {
      this.#updates.push(update)
      for (const person of this.people) if (person !== origin) person.in.push({ update })
    })
    for (const person of people) this.bind(person)
  }

  /** From here on the person's ids are theirs. */
  bind({ name, ids }: Person): void {
    this.enter(name, [{ type: 'ids-bound', ...ids }])
    this.#keep(name)
  }

  /** Four people, of whom one edits, one does both, and two only suggest; or other modes. */
  static start(random: () => number, modes: readonly (readonly Mode[])[] = usualModes): World {
    const room = newBody(roomClient, false)
    const start = [
      { kind: 'p', runs: [{ text: 'abcdefghijklmno' }] },
      { kind: 'h2', runs: [{ text: 'ABCDEFGHIJKL' }] },
    ]
    seedField(room, 'a', start, roomClient)
    const people = modes.map((each, index) => {
      const editing = 1000 + Math.floor(random() * 1e6) * 8 + index
      const suggesting = 2 ** 32 + 1000 + Math.floor(random() * 1e6) * 8 + index
      return new Person(`person ${index}`, { editing, suggesting }, each, room)
    })
    return new World(room, people)
  }

  /** The same room without its people, to decide in. */
  copy(): World {
    const copy = new World(copyOf(this.room, roomClient, false), [])
    copy.record = this.record
    copy.#seq = this.#seq
    return copy
  }

  get ground(): Ground {
    return {
      doc: this.room,
      isField: (name) => name === 'a' || name === 'b',
      section: () => 'open',
      roots: rootsOf(this.record.origins),
      descent: descentOf(this.record.origins),
      accepted: this.#agreed(),
    }
  }

  /** From here on a section takes what its state allows; answers which of these states it is. */
  setSection(field: string, state: SectionState): number {
    const states = { ...this.#sections.at(-1)?.states, [field]: state }
    this.#sections.push({ states, origins: this.record.origins.length })
    return this.#sections.length - 1
  }

  /** A page has heard of it: what it writes from here on is judged by that, and what came since. */
  sees(person: Person, state: number): void {
    this.#sectionsSeen.set(person, state)
  }

  #groundFor(person: Person): Ground {
    const since = this.#sections.slice(this.#sectionsSeen.get(person) ?? 0)
    const section = (field: string) =>
      freedom.find((state) => since.some(({ states }) => (states[field] ?? 'open') === state)) ??
      'closed'
    const later = this.record.origins.slice(since[0]?.origins ?? 0)
    return { ...this.ground, section, unheard: new IdSet(later.map(({ to }) => to)) }
  }

  /** Suggestions that wait for an answer. */
  open(): Suggestion[] {
    return Object.values(this.record.suggestions).filter(({ status }) => isLive(status))
  }

  /** Takes up to `count` of a person's messages. A refused update is noted, and lost. */
  take(person: Person, count: number): void {
    for (const sent of person.out.splice(0, count)) {
      if ('seen' in sent) this.#see(person, sent.seen)
      else {
        this.takeUpdate(person, sent.update, sent.mode, sent.claims)
        person.in.push({ answered: sent.claims })
      }
    }
  }

  takeUpdate(
    person: Person,
    update: Uint8Array,
    mode: Mode,
    claims: readonly Origin[] = [],
  ): Verdict {
    const ground = this.#groundFor(person)
    const verdict = admit(update, person.writer(), ground)
    if (!verdict.admitted) {
      this.refused.push(`${person.name} ${mode} ${verdict.code}`)
      return verdict
    }
    this.counts.admitted++
    const base = mode === 'suggesting' ? this.base() : null
    this.#strikes.take()
    Y.applyUpdate(this.room, update, person)
    const { name } = person
    this.#removals.add(name, verdict.deleted)
    const standing = this.#units()
    for (const [client, clock, length] of verdict.inserted) {
      for (let at = clock; at < clock + length; at++) {
        standing.delete(`${client} ${at}`)
        this.stoodBeside.set(`${client} ${at}`, standing)
      }
    }
    const unseen = goneOf(this.room, verdict.inserted)
    for (const [client, clock, length] of [...verdict.deleted, ...unseen]) {
      for (let at = clock; at < clock + length; at++) this.takenOutBy.set(`${client} ${at}`, name)
    }
    if (person.writer().mayEdit) this.#removals.addLate(name, verdict.repeated)
    this.#removals.addUnseen(name, unseen)
    const personOf = (client: number) => bindingOf(this.record.clients, home(client))?.person
    const answered = answeredIn(this.room, this.record, verdict.inserted)
    const past = {
      ...{ ...verdict, ...this.#removals.seenBy(name), answered, personOf },
      agreed: (roots: IdRange) => agreedIn(ground, roots),
      ...{ doc: this.room, person: name, origins: this.record.origins, roots: ground.roots },
      isOwn: (client: number) => person.owns(client),
    }
    const known = findOrigins(past, claims)
    const late = lateCopies(past, claims, new IdSet(this.record.accepted))
    const origins = [...known, ...untold(late, known)]
    for (const { to } of late) this.adoptedBefore.add(`${to[0]} ${to[1]}`)
    const gone = [...landed(origins, answered), ...late.map(({ to }): IdRange => [...to])]
    if (gone.length > 0) {
      const before = this.#units()
      const write = leaving(this.room, this.record, gone, verdict)
      this.room.transact((transaction) => {
        write(transaction)
        this.#removals.addRooms(transaction)
      }, 'room')
      const after = this.#units()
      for (const id of before) if (!after.has(id)) this.settledLater.add(id)
    }
    if (origins.length > 0) this.enter(name, [{ type: 'origins-found', origins }])
    this.enter(name, this.#renumbered(verdict, { person: name, onBehalfOf: null }))
    this.#keep(name)
    if (base !== null && base !== this.base()) {
      // an author took back what was accepted before they heard of it, or put that in again
      const now = rootsOf(this.record.origins)
      const roots = [...verdict.deleted, ...verdict.inserted].flatMap((range) => [
        ...rootRanges(range, now),
      ])
      const late = roots.some(
        ([client, clock, length]) =>
          new IdSet(this.record.accepted).within(client, clock, clock + length).length > 0,
      )
      if (late) this.counts.lateTakeBacks++
      else this.counts.baseMoved++
    }
    return verdict
  }

  #units(): Set<string> {
    const units = fields.flatMap((field) => unitsOf(this.room, field))
    return new Set(units.map(({ client, clock }) => `${client} ${clock}`))
  }

  /** As the room does it, and as it would be if every field were read anew: these are the same. */
  #renumbered(
    verdict: Extract<Verdict, { admitted: true }>,
    by: { readonly person: string; readonly onBehalfOf: null },
  ): readonly RecordEvent[] {
    this.#waiting.follow(this.record)
    const ground = { doc: this.room, record: this.record, waiting: this.#waiting }
    const events = renumberAfter({ ...ground, strikes: this.#strikes }, verdict, by)
    const everywhere = new Set([...verdict.fields, ...fields])
    const anew = renumber(this.room, this.record, everywhere, by)
    const [ours, wanted] = [events, anew].map((each) => JSON.stringify(byNumber(each)))
    if (ours !== wanted) throw new Error(`numbered ${ours} for ${wanted}`)
    return events
  }

  /** Hands up to `count` of the room's messages to a person. */
  give(person: Person, count: number): void {
    for (const message of person.in.splice(0, count)) {
      if ('update' in message) Y.applyUpdate(person.doc, message.update, 'remote')
      else if ('answered' in message) person.hears(message.answered)
      else {
        person.record = message.events.reduce(fold, person.record)
        const decided = message.events.some(({ event }) => event.type === 'suggestion-decided')
        if (decided) person.out.push({ seen: message.events[0]?.seq ?? 0 })
      }
    }
  }

  /** Whose a character is, whatever identity it has by now. */
  authorOf({ client, clock }: Unit): string | undefined {
    const first = sourcesOf(this.record.origins)(client, clock)
    return bindingOf(this.record.clients, home(first.client))?.person
  }

  /** False: there is nothing to answer any more. */
  answer(suggestion: Suggestion, outcome: 'adopted' | 'adopted-in-part' | 'declined'): boolean {
    const answer = { outcome, reason: 'because', override: false }
    const act = decide(this.room, this.record, suggestion.number, decider, answer)
    this.#seenByAll(suggestion.number, outcome)
    if ('refused' in act && ['not-open', 'nothing-left'].includes(act.refused)) return false
    if ('refused' in act) throw new Error(act.refused)
    this.does(act)
    return true
  }

  /**
   * What an answer does is what the page of whoever gives it shows, whatever the room has heard since: as
   * each of these pages is now, it is refused, or about exactly the words that stand there.
   */
  #seenByAll(number: number, outcome: 'adopted' | 'adopted-in-part' | 'declined'): void {
    // one page for each number, in turns: to ask all of them costs more than all else
    for (const { name, doc, record } of this.people.filter((_, at) => at === number % 4)) {
      const shown = record.suggestions[number]
      if (!shown) continue
      const signs = { [number]: signOf(new Passages(doc, record).of(shown)) }
      const answer = { outcome, reason: 'because', override: false, signs }
      const act = decide(this.room, this.record, number, decider, answer)
      if ('refused' in act) {
        this.counts.seenAnew++
        continue
      }
      this.counts.asSeen++
      for (const event of act.events) {
        if (event.type !== 'suggestion-decided') continue
        const breaks = new IdSet(event.breaks)
        const did = (ranges: readonly IdRange[]) => ranges.flatMap((each) => breaks.missing(each))
        const { inserted, deleted } = event.content
        const pairs = [
          [waiting(doc, record, 'inserted', shown), standing(this.room, did(inserted))],
          [waiting(doc, record, 'deleted', shown), standing(this.room, did(deleted))],
        ]
        for (const [saw, done] of pairs)
          if (saw !== done) throw new Error(`№ ${number}: ${name} saw ${saw}, answered ${done}`)
      }
    }
  }

  /** All that waits is adopted by one answer. */
  adoptTogether(): void {
    this.answerTogether(
      this.open().map(({ number }) => number),
      'adopted',
    )
  }

  answerTogether(numbers: readonly number[], outcome: 'adopted' | 'declined'): void {
    const answer = { outcome, reason: 'because', override: false }
    const act = decideTogether(this.room, this.record, numbers, decider, answer)
    if ('refused' in act) throw new Error(act.refused)
    this.does(act)
  }

  /** The answer to this one is taken back. */
  takeBack(number: number): void {
    const act = reopen(this.room, this.record, number, 'taken back')
    if ('refused' in act) throw new Error(act.refused)
    this.does(act)
  }

  /** What the room does in the decider's name. */
  does({ write, events }: Deed): void {
    this.counts.decided++
    if (write)
      this.room.transact((transaction) => {
        write(transaction)
        this.#removals.addRooms(transaction)
      }, 'room')
    this.enter(decider.person, events)
    const by = { person: decider.person, onBehalfOf: null }
    this.enter(decider.person, renumberAll(this.room, this.record, by))
    this.#keep(decider.person)
  }

  /** Folds the events of an entry, and sends them to everybody. */
  enter(person: string, events: readonly RecordEvent[]): void {
    if (events.length === 0) return
    this.#events.push(...events)
    this.#seq++
    const recorded = events.map(
      (event): Recorded => ({ seq: this.#seq, at: this.#seq, person, onBehalfOf: null, event }),
    )
    this.record = recorded.reduce(fold, this.record)
    this.counts.suggestions = Object.keys(this.record.suggestions).length
    for (const each of this.people) each.in.push({ events: recorded })
  }

  /** One act of one person, with characters that nobody else writes. */
  act(person: Person, random: () => number, watcher: Watcher = nobodyWatches): void {
    const fresh = (length: number) =>
      Array.from({ length }, () => String.fromCharCode(0x4e00 + this.#written++)).join('')
    randomAct(person, random, fresh, watcher)
  }

  /** Lets everybody act, with delays and absences, and decides now and then; nothing is watched. */
  play(random: () => number, acts: number): void {
    for (let act = 0; act < acts; act++) {
      const person = this.people[Math.floor(random() * this.people.length)]
      if (person) this.act(person, random)
      if (random() < 0.03) {
        const open = this.open()
        const one = open[Math.floor(random() * open.length)]
        if (one) this.answer(one, random() < 0.5 ? 'adopted' : 'declined')
      }
      this.deliverSome(random)
    }
  }

  /** Some messages arrive; now and then somebody is away for a while. */
  deliverSome(random: () => number, resyncs = true): void {
    for (const each of this.people) {
      if (each.offline > 0) {
        each.offline--
        if (resyncs && each.offline === 0 && random() < 0.5) this.resync(each)
      } else if (random() < 0.008) each.offline = 10 + Math.floor(random() * 120)
      if (each.offline > 0) continue
      if (random() < 0.35) this.take(each, 1 + Math.floor(random() * 4))
      if (random() < 0.35) this.give(each, 1 + Math.floor(random() * 4))
    }
  }

  /** What waits to be sent becomes one update: all that the room lacks, as a new connection sends. */
  resync(person: Person): void {
    const waiting = person.out.splice(0)
    if (waiting.some((sent) => 'update' in sent)) {
      const update = Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(this.room))
      const claims = waiting.flatMap((sent) => ('update' in sent ? sent.claims : []))
      person.out.push({ update, mode: person.modes[0] ?? 'editing', claims })
    }
    person.out.push(...waiting.filter((sent) => 'seen' in sent))
  }

  decideAll(outcome: 'adopted' | 'declined'): void {
    const most = 2 * Object.keys(this.record.suggestions).length + 20
    let answered = 0
    for (let open = this.open(); open[0]; open = this.open()) {
      if (answered++ > most) throw new Error(`no end: ${JSON.stringify(open[0])}`)
      this.answer(open[0], outcome)
    }
  }

  /** Delivers everything until nothing is under way. */
  settle(): void {
    while (this.people.some((person) => person.in.length > 0 || person.out.length > 0)) {
      for (const person of this.people) {
        this.take(person, person.out.length)
        this.give(person, person.in.length)
      }
    }
  }

  /** The agreed text. */
  base(): string {
    return JSON.stringify(textOf(this.room, 'original', this.record, fields))
  }

  /** The words that a view shows, block by block. */
  words(view: View): string {
    const shown = textOf(this.room, view, this.record, fields)
    return shown
      .map(({ blocks }) =>
        blocks.map(({ runs }) => runs.map(({ text }) => text).join('')).join('¶'),
      )
      .join('‖')
  }

  #see(person: Person, seq: number): void {
    for (const { number, person: author, decisions } of Object.values(this.record.suggestions)) {
      const last = decisions.at(-1)
      if (author === person.name && last && last.seq <= seq) this.#heard.set(number, last.seq)
    }
  }

  /**
   * A room takes adopted words to be agreed at once, and refuses whoever takes them out without knowing.
   * Here, where nobody resets a replica, it is as if each of these had been quicker than the answer.
   */
  #agreed(): IdSet {
    return new IdSet(
      Object.values(this.record.suggestions).flatMap(({ number, status, decisions }) => {
        const last = decisions.at(-1)
        const isHeard = last?.outcome === status && this.#heard.get(number) === last.seq
        return isHeard ? last.accepted : []
      }),
    )
  }

  /** Ends an entry, if there is anything in it. */
  #keep(person: string): void {
    const [updates, events] = [this.#updates, this.#events]
    this.#updates = []
    this.#events = []
    if (updates.length === 0 && events.length === 0) return
    const update = updates.length > 0 ? Y.mergeUpdates(updates) : null
    const seq = this.entries.length + 1
    const by = { person, onBehalfOf: null }
    this.entries.push({ document: 'world', seq, at: seq, ...by, update, events })
  }

  /** What `verify` says of all this: of what honest people do, nothing. */
  findings(): string[] {
    const replay = new Replay()
    return this.entries.flatMap((entry) =>
      [...replay.take(entry)]
        // no form has these fields
        .filter((what) => !what.startsWith('writes what its person may not'))
        .map((what) => `${entry.seq} ${what}`),
    )
  }
}

/** In which order an entry tells of several suggestions is nobody's affair. */
function byNumber(events: readonly RecordEvent[]): RecordEvent[] {
  const numberOf = (event: RecordEvent) => ('suggestion' in event ? event.suggestion : 0)
  return [...events].sort((a, b) => numberOf(a) - numberOf(b))
}

/** Who keeps account of what people do. */
export type Watcher = {
  replaced(field: string, from: number, to: number): void
  withdrew(range: IdRange): void
  /** Called with an undo, redo or move, which makes new identities for old words; does it. */
  recreates(act: () => void): void
}

const nobodyWatches: Watcher = { replaced() {}, withdrew() {}, recreates: (act) => act() }

/**
 * One person's random act in one field, as `act` decides; also switches modes, bolds, withdraws, undoes
 * and moves.
 */
export function randomAct(
  person: Person,
  random: () => number,
  fresh: (length: number) => string,
  note: Watcher,
): void {
  const pick = (count: number) => Math.floor(random() * count)
  if (person.modes.length > 1 && random() < 0.1) {
    person.mode = person.mode === 'editing' ? 'suggesting' : 'editing'
  }
  const field = fields[pick(2)] ?? 'a'
  const length = fieldText(person.doc, field)._length
  const from = pick(length + 1)
  const to = Math.min(length, from + 1 + pick(random() < 0.2 ? 12 : 4))
  const kind = kinds[pick(kinds.length)] ?? 'p'
  const replace = (end: number, tokens: Token[]) => {
    note.replaced(field, from, end)
    person.replace(field, from, end, tokens)
  }
  if (random() < 0.3) person.undo.cut()
  if (random() < 0.12) {
    let next: readonly (() => void)[] = []
    note.recreates(() => {
      next = undoOrMove(person, random)
    })
    for (const step of next) note.recreates(step)
    return
  }
  const act = random()
  if (act < 0.45 || length === 0) replace(from, [{ text: fresh(1 + pick(4)) }])
  else if (act < 0.55) replace(from, [{ separator: kind }])
  else if (act < 0.75) replace(to, [])
  else if (act < 0.82) replace(to, [{ text: fresh(2) }, { separator: 'p' }, { text: fresh(1) }])
  else if (act < 0.9) {
    const blocks = readBlocks(person.doc, field)
    const block = blocks[pick(blocks.length)]?.id ?? 'a^'
    // what is changed again before it is sent leaves more behind than the last of it
    for (let times = random() < 0.3 ? 3 : 1; times > 0; times--)
      person.setKind(block, kinds[(kinds.indexOf(kind) + times) % kinds.length] ?? 'p')
  } else if (person.mode === 'editing') boldSomething(person, field, random)
  else withdrawSomething(person, random, note.withdrew)
}

function boldSomething(person: Person, field: string, random: () => number): void {
  const blocks = readBlocks(person.doc, field).map(({ runs }) =>
    runs.reduce((sum, { text }) => sum + text.length, 0),
  )
  const chosen = Math.floor(random() * blocks.length)
  const start = blocks.slice(0, chosen).reduce((sum, length) => sum + length + 1, 0)
  const length = blocks[chosen] ?? 0
  if (length < 2) return
  const offset = Math.floor(random() * (length - 1))
  const count = 1 + Math.floor(random() * (length - offset))
  const key = random() < 0.5 ? 'bold' : 'italic'
  const value = random() < 0.6 ? true : null
  person.write((transaction) => {
    format(transaction, fieldText(person.doc, field), start + offset, count, key, value)
  })
}

function withdrawSomething(
  person: Person,
  random: () => number,
  withdrew: (range: IdRange) => void,
): void {
  const own = deletionEntries(person.doc).filter(
    ({ by, left }) => person.isOwn(by) && left.length > 0,
  )
  const chosen = own[Math.floor(random() * own.length)]
  if (!chosen) return
  person.write(() => {
    person.doc.getArray(bodyRoots.deletions).delete(chosen.index, 1)
  })
  const covered = new IdSet(own.filter((entry) => entry !== chosen).flatMap(({ left }) => left))
  for (const range of chosen.left.flatMap((each) => covered.missing(each))) withdrew(range)
}
