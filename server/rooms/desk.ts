import * as Y from 'yjs'
import { knownAs } from '../../shared/known.ts'
import type { ClientMessage, PersonView, RefusalCode } from '../../shared/protocol.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import type { Claim } from '../../shared/record/origin.ts'
import { packRecord } from '../../shared/record/packed.ts'
import { may } from '../../shared/roles.ts'
import {
  type ClientIds,
  home,
  isClientId,
  isSuggesting,
  reservedEnd,
} from '../../shared/text/identity.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { closeCode, protocolVersion } from '../../shared/wire.ts'
import { admit, type Ground, type Verdict } from './admission.ts'
import { type Answered, answeredIn, landed, leaving } from './answered.ts'
import type { Batch } from './batch.ts'
import { Bucket } from './bucket.ts'
import type { By, Document } from './document.ts'
import type { Hidden } from './foundation.ts'
import { type Incoming, stateFrame, updateFrame, vectorFrame } from './frames.ts'
import { agreedIn, groundFor, groundOf, writerOf } from './ground.ts'
import { shownEvents, shownRecord } from './hiding.ts'
import { lateCopies, untold } from './lateCopies.ts'
import { carriedOn, findBorrowed, type Lenders } from './lending.ts'
import { limits } from './limits.ts'
import { livingState } from './living.ts'
import type { Member } from './member.ts'
import { renumberAfter } from './near.ts'
import { isLive } from './numbering.ts'
import { OriginsOf } from './originsOf.ts'
import { goneOf } from './passages.ts'
import { findOrigins, joined, type Past } from './provenance.ts'
import { Recent, type Told, toldOf } from './recent.ts'
import type { Removals } from './removals.ts'
import { Strikes } from './strikes.ts'
import { Waiting } from './waiting.ts'

type Said<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>

/**
 * Where frames are answered, one after the other: what goes into the batch, and what its sender is
 * told once that is durable. Everything here works on the document as it is within the tick.
 */
export class Desk {
  readonly #document: Document
  readonly #hidden: Hidden
  readonly #ground: Ground
  readonly #removals: Removals
  readonly #recent: Recent
  readonly #waiting = new Waiting()
  #strikes: Strikes | null = null
  readonly #originsOf = new OriginsOf()
  readonly #taken = new Map<string, Bucket>()
  readonly #brought = new Map<string, Bucket>()
  /** The whole text as a frame, for the seq it was encoded at: shared by all who come. */
  #whole: { readonly seq: number; readonly frame: Uint8Array } | null = null

  /** `removals`: who took out what; `hidden`: what its record must not show; `recent`: what came last. */
  constructor(
    document: Document,
    removals: Removals,
    hidden: Hidden = { count: 0, hide: null },
    recent = new Recent(),
  ) {
    this.#recent = recent
    this.#document = document
    this.#removals = removals
    this.#hidden = hidden
    this.#ground = groundOf(document, this.#waiting)
  }

  hello(
    member: Member,
    said: Said<'hello'>,
    people: ReadonlyMap<string, PersonView>,
    batch: Batch,
    older: readonly Told[] = [],
  ): void {
    if (said.version !== protocolVersion) {
      member.close(closeCode.outdated)
      return
    }
    if (!this.#bind(member, said, (person) => people.has(person), batch)) return
    const { epoch } = this.#document
    member.seen = this.#document.seq
    member.estranged = said.epoch !== null && said.epoch !== epoch
    batch.afterwards(() => {
      const { record, seq, at } = this.#document
      const { count: hidden, hide } = this.#hidden
      const goesOn = said.epoch === epoch && said.held?.hidden === hidden
      const since = goesOn && said.held ? this.#recent.after(said.held, older) : null
      const shown = hide && !since ? shownRecord(record, hide) : record
      const known = new Set(said.known)
      member.greeting = 'answered'
      member.tell({
        type: 'welcome',
        version: protocolVersion,
        person: member.person,
        role: member.role,
        epoch,
        ...{ seq, at, hidden },
        since: since && shownEvents(since, hide),
        record: since ? undefined : packRecord(shown),
        people: [...people.values()].filter((person) => !known.has(knownAs(person))),
      })
    })
  }

  /** What is read for a page that comes back after longer than a room remembers; changes nothing. */
  async missing({ epoch, held }: Said<'hello'>): Promise<readonly Told[]> {
    const { first } = this.#recent
    if (!held || first === null || epoch !== this.#document.epoch || held.seq >= first) return []
    if (first - held.seq > limits.readAgain) return []
    return (await this.#document.between(held.seq, first)).map(toldOf)
  }

  /** A scribe, who may edit, writes for another person from here on; `knows` says who there is. */
  speak(
    member: Member,
    said: Said<'speak'>,
    knows: (person: string) => boolean,
    batch: Batch,
  ): void {
    this.#bind(member, said, knows, batch)
  }

  /** Binds the id that a stock client is seen under, before it is seen; false: it is another's. */
  claim(member: Member, id: number, batch: Batch): boolean {
    const owner = writerOf(member, this.#document.record).owner(id)
    if (owner === 'unbound' && may(member.role, 'edit') && isClientId(id) && !isSuggesting(id)) {
      if (!this.#mayTake(member.person.id, 1)) return false
      batch.enter(this.#document.enter(byOf(member), { events: [bound(id)] }))
    }
    return owner !== 'foreign'
  }

  /** Whether the id is bound to another person. */
  isForeign(member: Member, id: number): boolean {
    return writerOf(member, this.#document.record).owner(id) === 'foreign'
  }

  /** All record events up to `seq` are on this person's screen: nothing older excuses what they send. */
  seen(member: Member, seq: number): void {
    member.seen = Math.max(member.seen, seq)
  }

  /** Whose words the document holds or has held: so many ids. */
  get clients(): number {
    return this.#document.doc.store.clients.size
  }

  /** Answers what the client lacks, and asks for what the room lacks. Between ticks only. */
  answer(
    member: Member,
    asked: Extract<Incoming, { type: 'vector' }>,
    presence: () => Uint8Array,
  ): void {
    member.session.send(this.#since(asked))
    member.following = true
    member.session.send(vectorFrame(Y.encodeStateVector(this.#document.doc)))
    member.session.send(presence())
  }

  /** One frame with all that a slow reader has missed since `vector`. */
  missed(vector: Uint8Array): Uint8Array {
    return updateFrame(livingState(this.#document.doc, vector))
  }

  /** Admits and applies one update; update frame number `frame` is settled when the batch is. */
  async update(
    member: Member,
    update: Uint8Array,
    claims: readonly Claim[],
    frame: number,
    batch: Batch,
    lenders: Lenders = new Map(),
  ): Promise<void> {
    batch.afterwards(() => {
      member.settled = frame
    })
    const refuse = (code: RefusalCode) =>
      batch.afterwards(() => member.tell({ type: 'refusal', frame, code }))
    const before = this.#document.mark()
    try {
      const code = member.estranged
        ? 'gap'
        : member.mute
          ? 'not-allowed'
          : await this.#admit(member, update, claims, lenders, batch)
      if (code) refuse(code)
    } catch (error) {
      // what fails halfway is never called saved: its words stay with the page
      await this.#document.reload(batch.updates, before)
      refuse('undecodable')
      throw error
    }
  }

  /** The room's own writing, when it is done: who put back what it took out was not who took it out. */
  wrote(transaction: Y.Transaction): void {
    this.#removals.addRooms(transaction)
  }

  async #admit(
    member: Member,
    update: Uint8Array,
    claims: readonly Claim[],
    lenders: Lenders,
    batch: Batch,
  ): Promise<RefusalCode | null> {
    const ground = groundFor(member, this.#document, this.#ground)
    const rest = resting()
    const verdict = admit(update, writerOf(member, this.#document.record), ground)
    if (!verdict.admitted) return verdict.code
    const person = member.person.id
    if (verdict.proposed > 0 && this.#hasTooMuchOpen(member, verdict)) return 'room-full'
    if (!this.#mayBring(member, verdict)) return 'room-full'
    const isFull = this.#originsOf.of(person, this.#document.record) >= limits.origins
    if (isFull && claims.length > 0) return 'room-full'
    if (!this.#mayTake(person, verdict.claims.length)) return 'unknown-id'
    this.#removals.add(person, verdict.deleted)
    if (may(member.role, 'edit')) this.#removals.addLate(person, verdict.repeated)
    if (!verdict.changes) return null
    await rest()
    // what acts have written since then is numbered already
    this.#strikesNow().take()
    let fresh: Uint8Array | null
    try {
      fresh = this.#document.apply(update)
    } catch {
      // Admission should have seen it; whatever Yjs did halfway is undone.
      await this.#document.reload(batch.updates)
      return 'undecodable'
    }
    await rest()
    this.#removals.addUnseen(person, goneOf(this.#document.doc, verdict.inserted))
    // words that nobody claims are then new: whoever types goes on, and nothing grows
    const answered = answeredIn(this.#document.doc, this.#document.record, verdict.inserted)
    const past = this.#past(person, verdict, answered, ground)
    const own = (claims: readonly Claim[]) => (isFull ? [] : findOrigins(past, claims))
    const carried = carriedOn(claims)
    const borrowed = findBorrowed({ ...verdict, doc: this.#document.doc }, carried, lenders)
    const { authors } = borrowed
    const here = carried.filter(({ of }) => of === undefined)
    const late = lateCopies(past, here, this.#ground.accepted)
    const known = [...own([...here, ...borrowed.outside]), ...borrowed.origins]
    const origins = joined([...known, ...untold(isFull ? [] : late, known)])
    const events: RecordEvent[] = verdict.claims.map(bound)
    if (authors.length > 0) events.push({ type: 'authors-brought', authors: [...authors] })
    if (origins.length > 0) events.push({ type: 'origins-found', origins })
    const by = byOf(member)
    const gone = [...landed(origins, answered), ...late.map(({ to }): IdRange => [...to])]
    const more = this.#follow(verdict, gone)
    const written = fresh && more ? Y.mergeUpdates([fresh, more]) : fresh
    const entry = this.#document.enter(by, { update: written, events })
    batch.enter(this.#document.extend(entry, this.#renumbered(verdict, by)))
    return null
  }

  #past(
    person: string,
    verdict: Extract<Verdict, { admitted: true }>,
    answered: Answered,
    ground: Ground,
  ): Past {
    const { clients, origins } = this.#document.record
    const personOf = (client: number) => bindingOf(clients, home(client))?.person
    return {
      ...verdict,
      answered,
      agreed: (roots) => agreedIn(ground, roots),
      ...this.#removals.seenBy(person),
      person,
      doc: this.#document.doc,
      roots: this.#ground.roots,
      origins,
      isOwn: (client: number) => personOf(client) === person,
      personOf,
    }
  }

  /** Answers hold for words that have come in under new identities, too. */
  #follow({ fields, inserted }: Extract<Verdict, { admitted: true }>, gone: readonly IdRange[]) {
    const { doc, record } = this.#document
    const write = gone.length > 0 && leaving(doc, record, gone, { fields, inserted })
    if (!write) return null
    return this.#document.write((transaction) => {
      write(transaction)
      this.wrote(transaction)
    })
  }

  #renumbered(verdict: Extract<Verdict, { admitted: true }>, by: By): RecordEvent[] {
    const { record, doc } = this.#document
    this.#waiting.follow(record)
    const ground = { doc, record, waiting: this.#waiting, strikes: this.#strikesNow() }
    return renumberAfter(ground, verdict, by)
  }

  /** Of the document as it is in memory now. */
  #strikesNow(): Strikes {
    const { doc } = this.#document
    if (this.#strikes?.doc !== doc) this.#strikes = new Strikes(doc)
    return this.#strikes
  }

  /** Whoever has this much waiting for an answer brings more when some of it is answered. */
  #hasTooMuchOpen(member: Member, { fields, proposed }: Extract<Verdict, { admitted: true }>) {
    const open = new Map<string, { pieces: number; suggestions: number }>()
    for (const each of Object.values(this.#document.record.suggestions)) {
      const { field, person, onBehalfOf, inserted, deleted } = each
      const isTheirs = person === member.person.id && onBehalfOf === member.onBehalfOf
      if (!isTheirs || !fields.has(field) || !isLive(each.status)) continue
      const known = open.get(field) ?? { pieces: 0, suggestions: 0 }
      const pieces = known.pieces + inserted.length + deleted.length
      open.set(field, { pieces, suggestions: known.suggestions + 1 })
    }
    if (proposed > limits.openPieces) return true
    return [...open.values()].some(
      ({ pieces, suggestions }) =>
        pieces + proposed > limits.openPieces || suggestions >= limits.openSuggestions,
    )
  }

  /** False: this person, or all who came by one code, have brought in more of late than anybody writes. */
  #mayBring(member: Member, { inserted }: Extract<Verdict, { admitted: true }>): boolean {
    const characters = inserted.reduce((sum, [, , length]) => sum + length, 0)
    if (characters === 0) return true
    const { person, cameBy } = member.session
    const take = (whose: string, per: readonly [number, number]) =>
      bucketOf(this.#brought, whose, per).take(characters)
    const own = [limits.charactersPerSecond, limits.charactersBurst] as const
    if (!take(`person ${person.id}`, own)) return false
    if (cameBy === null) return true
    const shared = [limits.charactersPerSecondByCode, limits.charactersBurstByCode] as const
    if (take(`code ${cameBy}`, shared)) return true
    return take(`typed ${person.id}`, [
      limits.charactersPerSecondTyped,
      limits.charactersBurstTyped,
    ])
  }

  /** False: this person has taken up more ids of late than anybody needs. */
  #mayTake(person: string, ids: number): boolean {
    if (ids === 0) return true
    const taken = this.#taken.get(person) ?? new Bucket(limits.idsPerSecond, limits.idsBurst)
    this.#taken.set(person, taken)
    return taken.take(ids)
  }

  /** False: speaker or ids are not this person's to have, and the session is closed. */
  #bind(
    member: Member,
    said: ClientIds & { onBehalfOf: string | null },
    knows: (person: string) => boolean,
    batch: Batch,
  ): boolean {
    const by = { person: member.person.id, onBehalfOf: said.onBehalfOf }
    const { clients } = this.#document.record
    const ids = [
      [said.editing, 'editing'],
      [said.suggesting, 'suggesting'],
    ] as const
    if (said.onBehalfOf !== null && !(may(member.role, 'edit') && knows(said.onBehalfOf))) {
      member.close(closeCode.notAllowed)
      return false
    }
    let fresh = false
    for (const [id, mode] of ids) {
      const binding = bindingOf(clients, id)
      const fits =
        isClientId(id) &&
        home(id) === id &&
        id >= reservedEnd &&
        isSuggesting(id) === (mode === 'suggesting') &&
        (!binding || (binding.person === by.person && binding.onBehalfOf === by.onBehalfOf))
      if (!fits) {
        member.close(closeCode.foreignClientId)
        return false
      }
      fresh ||= !binding
    }
    member.onBehalfOf = said.onBehalfOf
    if (fresh && !member.mute && may(member.role, 'suggest')) {
      if (!this.#mayTake(by.person, 1)) {
        member.close(closeCode.tooFast)
        return false
      }
      const { editing, suggesting } = said
      const events = [{ type: 'ids-bound', editing, suggesting }] as const
      batch.enter(this.#document.enter(by, { events }))
    }
    return true
  }

  #since({ vector, clients }: Extract<Incoming, { type: 'vector' }>): Uint8Array {
    const { doc, seq } = this.#document
    if (clients > 0) return stateFrame(livingState(doc, vector))
    if (this.#whole?.seq !== seq) {
      this.#whole = { seq, frame: stateFrame(livingState(doc)) }
    }
    return this.#whole.frame
  }
}

/**
 * Lets others have the loop between two steps of one update, when the first took long. Nothing comes in
 * between: whatever changes the document waits for the tick.
 */
function resting(): () => Promise<void> | undefined {
  let since = performance.now()
  return () =>
    performance.now() - since < limits.breath
      ? undefined
      : new Promise((turn) =>
          setImmediate(() => {
            since = performance.now()
            turn()
          }),
        )
}

function bucketOf(
  buckets: Map<string, Bucket>,
  whose: string,
  [rate, burst]: readonly [number, number],
): Bucket {
  const bucket = buckets.get(whose) ?? new Bucket(rate, burst)
  buckets.set(whose, bucket)
  return bucket
}

function byOf(member: Member): By {
  return { person: member.person.id, onBehalfOf: member.onBehalfOf }
}

function bound(editing: number): RecordEvent {
  return { type: 'ids-bound', editing }
}
