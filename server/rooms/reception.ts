import type { ClientMessage, PersonView } from '../../shared/protocol.ts'
import type { Claim } from '../../shared/record/origin.ts'
import { may, type Role } from '../../shared/roles.ts'
import { closeCode } from '../../shared/wire.ts'
import type { Batch } from './batch.ts'
import { Bucket } from './bucket.ts'
import type { Desk } from './desk.ts'
import type { RoomLog } from './foundation.ts'
import {
  type Incoming,
  messageFrame,
  presenceFrame,
  readFrame,
  readPresence,
  type SaidPresence,
} from './frames.ts'
import type { Lender, Lenders } from './lending.ts'
import { limits } from './limits.ts'
import type { Member } from './member.ts'
import { Presence } from './presence.ts'
import type { Queue } from './queue.ts'

type Surroundings = {
  readonly desk: Desk
  readonly queue: Queue<Batch>
  readonly members: Set<Member>
  readonly people: Map<string, PersonView>
  find(ids: readonly string[]): Promise<readonly PersonView[]>
  /** Of these, those who are in the plan now. */
  speakers(ids: readonly string[]): Promise<readonly PersonView[]>
  /** Another commitment of the same plan; null: there is none of that id. */
  lend(commitment: string): Promise<Lender | null>
  readonly log: RoomLog
  failing(): boolean
  /** To everybody who follows. */
  spread(frame: Uint8Array): void
}

/** What one person may send. */
type Buckets = { readonly frames: Bucket; readonly bytes: Bucket; readonly incidents: Bucket }

/**
 * Receives sessions and their frames: size, rate, form. What concerns the document goes into the
 * queue, for the desk; presence does not wait for the journal.
 */
export class Reception {
  readonly #in: Surroundings
  readonly #presence = new Presence()
  readonly #buckets = new Map<string, Buckets>()
  /** Who is not read for now: they have enough waiting. */
  readonly #unheard = new Set<Member>()
  /** What answers have taken behind the last tick that had some, in ms. */
  #answered: { readonly batch: Batch; took: number } | null = null
  #stopped = false
  #spreading: NodeJS.Timeout | undefined
  #slowCheck: NodeJS.Timeout | undefined

  constructor(surroundings: Surroundings) {
    this.#in = surroundings
  }

  admit(member: Member): void {
    this.#in.members.add(member)
    this.#slowCheck ??= setInterval(() => this.#lookAfterSlow(), limits.slowCheck).unref()
    this.#introduce([member.person])
  }

  leave(member: Member): void {
    member.gone = true
    this.#in.members.delete(member)
    if (this.#unheard.delete(member)) member.session.hear(true)
    if (this.#presence.leave(member)) this.#spreadSoon()
    if (this.#in.members.size === 0) this.#buckets.clear()
  }

  setRole(member: Member, role: Role | null): void {
    if (member.gone) return
    if (role === null) {
      this.#bar(member, closeCode.notAllowed)
      return
    }
    member.role = role
    member.tell({ type: 'role', role })
  }

  /**
   * Everything that a session sends and that waits for its turn goes through here: its right is asked
   * again when the turn has come, and then it is done at once.
   */
  #inTurn(member: Member, bytes: number, work: (batch: Batch) => void | Promise<void>): void {
    this.#prepared(member, bytes, async () => null, work)
  }

  /** The same for what takes time before it: `prepare`, when the turn has come; it changes nothing. */
  #prepared<Prepared>(
    member: Member,
    bytes: number,
    prepare: () => Promise<Prepared>,
    work: (batch: Batch, prepared: Prepared) => void | Promise<void>,
  ): void {
    const run = async (batch: Batch) => {
      const prepared = await prepare()
      if (await this.#stands(member)) await work(batch, prepared)
    }
    this.#in.queue.add({ bytes, by: member.person.id, run })
  }

  /** False: its session is over or its person is out, and its words stay with its page. */
  async #stands(member: Member): Promise<boolean> {
    if (member.barred) return false
    const standing = await member.session.standing().catch((error: unknown) => {
      this.#bar(member, closeCode.goingAway)
      throw error
    })
    if ('over' in standing) {
      this.#bar(member, standing.over)
      return false
    }
    const { role } = standing
    if (member.gone) member.role = role
    else if (member.role !== role) this.setRole(member, role)
    if (member.onBehalfOf !== null) await this.#listen(member, member.onBehalfOf)
    return !member.barred
  }

  #bar(member: Member, code: Parameters<Member['close']>[0]): void {
    member.barred = true
    this.#sendAway(member, code)
  }

  /** Takes no more frames: their senders keep what they hold. */
  stop(): void {
    this.#stopped = true
  }

  /** Never throws: whoever sends what nothing here can bear loses their connection, nobody else. */
  receive(member: Member, frame: Uint8Array): void {
    if (member.gone || this.#stopped) return
    this.serve(member, closeCode.malformed, () => this.#read(member, frame))
  }

  #read(member: Member, frame: Uint8Array): void {
    if (!this.#within(member, frame.length)) {
      this.#sendAway(member, closeCode.tooFast)
      return
    }
    const incoming = readFrame(frame)
    if (!incoming) this.#sendAway(member, closeCode.malformed)
    // Its words stay with the client, which brings them again.
    else if (this.#in.queue.bytes > limits.queueBytes || this.#in.queue.isFull(member.person.id)) {
      this.#sendAway(member, closeCode.goingAway)
    } else {
      this.#take(member, incoming, frame.length)
      this.#hearLess(member)
    }
  }

  /** Whoever brings more than is done for now is read again when some of it has been done. */
  #hearLess(member: Member): void {
    if (member.gone || this.#unheard.has(member)) return
    if (this.#in.queue.isHeard(member.person.id)) return
    this.#unheard.add(member)
    member.session.hear(false)
  }

  #hearMore(): void {
    for (const member of this.#unheard) {
      if (!this.#in.queue.isHeard(member.person.id, 1 / 2)) continue
      this.#unheard.delete(member)
      member.session.hear(true)
    }
  }

  /** Tells each session how many of its update frames are settled, where that has changed. */
  acknowledge(seq: number): void {
    this.#hearMore()
    for (const member of this.#in.members) {
      if (member.settled === member.acknowledged) continue
      member.acknowledged = member.settled
      member.tell({ type: 'ack', frames: member.settled, seq })
    }
  }

  pulse(): void {
    for (const member of this.#in.members) {
      member.session.send(member.greeting === 'none' ? nobodyMoved : pulse)
    }
  }

  /** Finds out who these are, and introduces them to everybody. */
  async learn(ids: readonly (string | null)[]): Promise<void> {
    const unknown = ids.filter((id): id is string => id !== null && !this.#in.people.has(id))
    if (unknown.length > 0) this.#introduce(await this.#in.find(unknown))
  }

  /** Somebody has left the plan, or is back: nobody puts words into the mouth of who is not there. */
  setSpeaker(person: string, here: boolean): void {
    for (const member of this.#in.members) if (member.onBehalfOf === person) member.mute = !here
  }

  /** Finds out whether a scribe may write for this person: asked each time, and only for scribes. */
  async #listen(member: Member, speaker: string | null): Promise<void> {
    member.mute = false
    if (speaker === null || !may(member.role, 'edit')) return
    const found = await this.#in.speakers([speaker])
    const unknown = found.filter(({ id }) => !this.#in.people.has(id))
    if (unknown.length > 0) this.#introduce(unknown)
    member.mute = found.length === 0
  }

  /** Sends everybody away, to come back later. */
  close(): void {
    clearTimeout(this.#spreading)
    clearInterval(this.#slowCheck)
    for (const member of [...this.#in.members]) this.#sendAway(member, closeCode.goingAway)
  }

  #take(member: Member, incoming: Incoming, bytes: number): void {
    const { desk } = this.#in
    switch (incoming.type) {
      case 'vector': {
        if (incoming.clients > desk.clients + limits.clientsMore) {
          this.#sendAway(member, closeCode.malformed)
          return
        }
        const waits = member.asked !== null
        member.asked = incoming
        if (!waits) this.#answer(member)
        return
      }
      case 'update': {
        const frame = ++member.received
        // in its turn: what was said of it came just before
        const prepare = async () => {
          const claims = member.origins
          member.origins = []
          const lenders = await this.#lenders(claims).catch((error: unknown) => {
            // unanswered, it must not count as saved when the next one is: the page brings it again
            this.#bar(member, closeCode.goingAway)
            throw error
          })
          return { claims, lenders }
        }
        this.#prepared(member, bytes, prepare, (batch, { claims, lenders }) =>
          desk.update(member, incoming.update, claims, frame, batch, lenders),
        )
        return
      }
      case 'presence':
        this.#present(member, incoming.states)
        return
      case 'presence-asked':
        // once at once, and then as often as everybody is told of it
        if (!member.presenceAsked && !member.full && !member.presenceTold) {
          this.#showEverybody(member)
          member.presenceTold = true
        } else member.presenceAsked = true
        return
      case 'message':
        this.#message(member, incoming.message, bytes)
        return
      case 'unread':
        this.#inTurn(member, bytes, () => this.#readLong(member, incoming.read))
    }
  }

  /** In its sender's turn. Nothing else that is said at length has to wait for one. */
  #readLong(member: Member, read: () => ClientMessage | null): void {
    if (member.gone) return
    const message = read()
    if (message?.type === 'origins') member.origins = message.origins
    else this.#sendAway(member, closeCode.malformed)
  }

  /** Of whichever other commitment the claims speak: one paste comes from one. */
  async #lenders(claims: readonly Claim[]): Promise<Lenders> {
    const of = claims.find((claim) => claim.of !== undefined)?.of
    const lender = of === undefined ? null : await this.#in.lend(of)
    return new Map(of !== undefined && lender ? [[of, lender]] : [])
  }

  #message(member: Member, message: ClientMessage, bytes: number): void {
    const { desk, people } = this.#in
    switch (message.type) {
      case 'hello':
        if (member.greeting !== 'none') {
          this.#sendAway(member, closeCode.malformed)
          return
        }
        member.greeting = 'said'
        // Another's id is theirs while they are away, too.
        if (!desk.isForeign(member, message.presence))
          this.#presence.claim(member, message.presence)
        if (this.#in.failing()) member.tell({ type: 'journal', ok: false })
        this.#prepared(
          member,
          bytes,
          // who cannot be told only what is new is told everything
          () => desk.missing(message).catch(() => []),
          async (batch, older) => {
            await this.#listen(member, message.onBehalfOf)
            desk.hello(member, message, people, batch, older)
          },
        )
        return
      case 'speak':
        this.#inTurn(member, bytes, async (batch) => {
          await this.#listen(member, message.onBehalfOf)
          desk.speak(member, message, (person) => people.has(person), batch)
        })
        return
      case 'origins': {
        // in its turn, too: it is about the update that comes behind it
        this.#inTurn(member, bytes, () => {
          member.origins = message.origins
        })
        return
      }
      case 'seen':
        this.#inTurn(member, bytes, () => desk.seen(member, message.seq))
        return
      case 'diverged':
        this.#noteDiverged(member, message)
    }
  }

  /** Once a session, and seldom a person: whoever says so is believed, and can say so for ever. */
  #noteDiverged(member: Member, { seq, hash }: Extract<ClientMessage, { type: 'diverged' }>): void {
    const person = member.person.id
    if (member.diverged || !this.#bucketOf(person).incidents.take(1)) return
    member.diverged = true
    this.#in.log.error({ person, seq, hash }, 'a replica differs from the room')
  }

  #present(member: Member, states: Uint8Array): void {
    if (states.length > limits.presenceFrame) return
    const entries = readPresence(states)
    if (!entries) {
      this.#sendAway(member, closeCode.malformed)
      return
    }
    const [first, second] = entries
    const stock = member.greeting === 'none' && this.#presence.idOf(member) === undefined
    if (stock && first && !second) {
      // A stock client writes under the id that it is seen with: bound before it is seen.
      const claim = (batch: Batch) => {
        if (member.gone || !this.#in.desk.claim(member, first.id, batch)) return
        batch.afterwards(() => {
          if (!member.gone && this.#presence.claim(member, first.id)) this.#spread(member, entries)
        })
      }
      this.#inTurn(member, states.length, claim)
    } else {
      this.#spread(member, entries)
    }
  }

  #spread(member: Member, entries: readonly SaidPresence[]): void {
    if (this.#presence.take(member, entries)) this.#spreadSoon()
  }

  #spreadSoon(): void {
    this.#spreading ??= setTimeout(() => {
      this.#spreading = undefined
      const changes = this.#presence.changes()
      if (changes) this.#in.spread(changes)
    }, limits.presenceRest)
  }

  /** Shows a person under another name, if anybody here has heard of them. */
  rename(person: PersonView): void {
    if (this.#in.people.has(person.id)) this.#introduce([person])
  }

  #introduce(people: readonly PersonView[]): void {
    for (const person of people) this.#in.people.set(person.id, person)
    if (people.length > 0) this.#in.spread(messageFrame({ type: 'people', people: [...people] }))
  }

  #within(member: Member, bytes: number): boolean {
    const { frames, bytes: volume } = this.#bucketOf(member.person.id)
    return frames.take(1) && volume.take(bytes)
  }

  #bucketOf(person: string): Buckets {
    const bucket = this.#buckets.get(person) ?? {
      frames: new Bucket(limits.framesPerSecond, limits.framesBurst),
      bytes: new Bucket(limits.bytesPerSecond, limits.bytesBurst),
      incidents: new Bucket(limits.incidentsPerSecond, limits.incidentsBurst),
    }
    this.#buckets.set(person, bucket)
    return bucket
  }

  #lookAfterSlow(): void {
    this.#hearMore()
    for (const member of [...this.#in.members]) {
      this.serve(member, closeCode.goingAway, () => {
        if (member.isTooSlow) this.#sendAway(member, closeCode.tooSlow)
        else if (member.session.buffered <= limits.drained) {
          if (member.slow) this.#catchUp(member)
          if (member.asked) this.#answer(member)
          member.presenceTold = false
          if (member.presenceAsked) this.#showEverybody(member)
        }
      })
    }
  }

  /** Does something for one session; when that fails it is sent away with `code`, and nobody else. */
  serve(member: Member, code: Parameters<Member['close']>[0], act: () => void): void {
    try {
      act()
    } catch (err) {
      this.#in.log.error({ err, person: member.person.id }, 'a session could not be served')
      this.#sendAway(member, code)
    }
  }

  /**
   * One answer at a time, and none to whoever has not read the last: that one is looked after when it
   * reads. Whatever it has asked for meanwhile, the newest vector is the one that counts. Each may take as
   * long as a text is; behind one tick only so many are made as hold nobody up, the others behind the next.
   */
  #answer(member: Member): void {
    if (member.answering) return
    member.answering = true
    const { desk, queue } = this.#in
    const by = member.person.id
    const answer = (batch: Batch) =>
      batch.afterwards(() => {
        member.answering = false
        const { asked } = member
        if (!asked || member.gone || member.full) return
        if (this.#answered?.batch !== batch) this.#answered = { batch, took: 0 }
        if (this.#answered.took > limits.breath) {
          this.#answer(member)
          return
        }
        member.asked = null
        const start = performance.now()
        this.serve(member, closeCode.malformed, () =>
          desk.answer(member, asked, () => this.#presence.everybody()),
        )
        const took = performance.now() - start
        this.#answered.took += took
        queue.charge(by, took)
      })
    this.#inTurn(member, 0, answer)
  }

  #showEverybody(member: Member): void {
    member.presenceAsked = false
    member.session.send(this.#presence.everybody())
  }

  /** In the queue, because only between ticks is the document exactly what has been sent. */
  #catchUp(member: Member): void {
    const run = (batch: Batch) =>
      batch.afterwards(() => {
        const { slow } = member
        if (!slow || member.gone) return
        member.slow = null
        for (const message of slow.messages) member.session.send(message)
        if (!member.following) return
        member.session.send(this.#in.desk.missed(slow.known))
        member.session.send(this.#presence.everybody())
      })
    this.#in.queue.add({ bytes: 0, run })
  }

  #sendAway(member: Member, code: Parameters<Member['close']>[0]): void {
    this.leave(member)
    member.close(code)
  }
}

const pulse = messageFrame({ type: 'pulse' })

/** What stock clients take for a sign of life. */
const nobodyMoved = presenceFrame([])
