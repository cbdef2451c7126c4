import * as Y from 'yjs'
import { rootsOf } from '../../shared/authorship/pending.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home, isSuggesting } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { deletionEntries, suggestedDeletions } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { fields, type Person, type Unit, unitsOf, type Watcher, type World } from './textWorld.ts'

type Id = string

/** What had come into the room by some moment: by client, up to which clock. */
type Had = ReadonlyMap<number, number>

/** By its number, and when. */
type Answer = { readonly number: number; readonly had: Had }

/** Under which identity somebody said it. */
type Wish = { readonly client: number; readonly clock: number }

const idOf = ({ client, clock }: Pick<Unit, 'client' | 'clock'>): Id => `${client} ${clock}`

/**
 * What people meant, kept apart from record and origins: of each unit that ever stood somewhere, whether
 * somebody took it out, as what it came back, and who wants it gone. Characters are unique in one
 * session.
 */
export class Intents {
  /** Who typed each character. */
  readonly written = new Map<string, string>()
  /** Taken out by somebody who may. */
  readonly gone = new Set<Id>()
  /** Units that stand for others, which were taken out. */
  readonly stoodAs = new Map<Id, Id>()
  /** Decisions that say what is not so, as they were made. */
  readonly untrue: string[] = []
  /** Of which an answer says that they are gone; also by what they were called before. */
  readonly #answered = new Map<Id, Answer>()
  readonly #world: World
  /** All units that ever were, and what they say. */
  readonly #born = new Map<Id, string>()
  /** Units somebody wants deleted, and who. */
  readonly #proposed = new Map<Id, Map<string, Wish>>()
  /** Units about which somebody's wish was answered, and when: one that comes in later is another. */
  readonly #settled = new Map<Id, Map<string, Had>>()
  /** What is known of units that have come in. */
  readonly #copies = new Map<Id, boolean>()
  #next = 0x3400

  constructor(world: World) {
    this.#world = world
    for (const unit of this.inRoom()) this.#born.set(idOf(unit), unit.key)
  }

  /** New characters of `person`. */
  fresh(person: string, length: number): string {
    let text = ''
    for (let count = 0; count < length; count++) {
      const character = String.fromCharCode(this.#next++)
      if (this.#next === 0xd800) this.#next = 0xe000
      if (this.#next === 0xf8ff) throw new Error('out of unique characters')
      this.written.set(character, person)
      text += character
    }
    return text
  }

  /** The live units of the room. */
  inRoom(): Unit[] {
    return fields.flatMap((field) => unitsOf(this.#world.room, field))
  }

  /** What should be there: everything that nobody took out, before or after it had come in. */
  expected(): Id[] {
    const { settledLater } = this.#world
    return [...this.#born.keys()].filter((id) => !this.gone.has(id) && !settledLater.has(id)).sort()
  }

  /** What has come in since, and stands though an answer holds against it, or went though none does. */
  untrueSince(): string[] {
    const waits = (unit: Unit) => {
      const number = this.#answerTo(idOf(unit))
      const person =
        number === undefined ? undefined : this.#world.record.suggestions[number]?.person
      return person !== undefined && this.whoStrikes(unit).includes(person)
    }
    const stand = this.inRoom().filter(
      (unit) => !isBreak(unit.key) && this.#answerTo(idOf(unit)) !== undefined && !waits(unit),
    )
    const { settledLater, adoptedBefore } = this.#world
    const went = [...settledLater].filter(
      (id) =>
        !adoptedBefore.has(id) &&
        !isBreak(this.#born.get(id) ?? '') &&
        this.#answerTo(id) === undefined,
    )
    return [
      ...stand.map((unit) => `№ ${this.#answerTo(idOf(unit))}: ${unit.key} stands again`),
      ...went.map((id) => `${this.#born.get(id)} went, too`),
    ]
  }

  /** What was suggested, stands, and neither waits nor was ever adopted. */
  agreedUnasked(): string[] {
    const roots = rootsOf(this.#world.record.origins)
    return this.inRoom().flatMap((unit) => {
      const isAgreed = roots(unit.client, unit.clock).root === null
      return isAgreed && this.#suggesterOf(idOf(unit)) !== undefined ? [unit.key] : []
    })
  }

  there(): Id[] {
    return this.inRoom().map(idOf).sort()
  }

  /** True if a unit is told apart from others by its character: nobody moved it or put it back. */
  isFirst(unit: Unit): boolean {
    return !this.stoodAs.has(idOf(unit))
  }

  /** True if somebody else was quicker to take out what it stands for: then it is other words. */
  isCopy(unit: Unit): boolean {
    const ancestors = this.#ancestors(idOf(unit))
    return this.stoodAs.has(ancestors.at(-1) as Id)
  }

  /** Who wants it gone, by whatever it was called when they said so, and has had no answer. */
  whoStrikes(unit: Unit): string[] {
    const who = new Set<string>()
    const answered: (readonly [person: string, had: Had])[] = []
    for (const id of this.#ancestors(idOf(unit))) {
      for (const [person, wish] of this.#proposed.get(id) ?? [])
        if (!answered.some(([whose, had]) => whose === person && isWithin(wish, had)))
          who.add(person)
      answered.push(...(this.#settled.get(id) ?? []))
    }
    return [...who].sort()
  }

  watch(person: Person): Watcher {
    const { doc, name, ids } = person
    return {
      replaced: (field, from, to) => {
        const wish = { client: ids.suggesting, clock: Y.getState(doc.store, ids.suggesting) }
        const named = new IdSet(
          suggestedDeletions(doc, person.origins()).flatMap(({ by, range }) =>
            person.isOwn(by) ? [range] : [],
          ),
        )
        for (const unit of unitsOf(doc, field).slice(from, to)) {
          const { client, clock } = unit
          const takenBack = person.ownsPending(client, clock)
          if (person.mode === 'editing' || takenBack) this.gone.add(idOf(unit))
          else if (!named.has(client, clock)) this.#propose(idOf(unit), name, wish)
        }
      },
      withdrew: (range) => this.#withdraw(range, name),
      recreates: (act) => this.#recreated(person, act),
    }
  }

  /** After each act: what stands in the person's own text now, and did not. */
  wrote({ doc }: Person): void {
    for (const unit of fields.flatMap((field) => unitsOf(doc, field))) {
      const id = idOf(unit)
      if (!this.#born.has(id)) this.#born.set(id, unit.key)
    }
  }

  /** The room has answered; `before` stood in it until then. */
  decided(suggestion: Suggestion, adopts: boolean, before: readonly Unit[]): void {
    // with what it took along: the break of a paragraph of which nothing was left
    const { inserted, deleted, person } =
      this.#world.record.suggestions[suggestion.number] ?? suggestion
    const settled = new IdSet(adopts ? deleted : inserted)
    for (const unit of before) if (settled.has(unit.client, unit.clock)) this.gone.add(idOf(unit))
    this.#judge(suggestion, settled)
    this.#settle(
      suggestion,
      before.map(idOf).filter((id) => isIn(settled, id)),
    )
    const answered = adopts ? before.map(idOf).filter((id) => isIn(settled, id)) : idsIn(deleted)
    this.#answer(answered, person)
  }

  /**
   * The person's wish for these is answered; also for what they stood for, unless that has come back
   * to another place, too.
   */
  #answer(answered: readonly Id[], person: string): void {
    const done = new Set(answered)
    const elsewhere = new Set(
      this.there()
        .filter((id) => !done.has(id))
        .flatMap((id) => this.#ancestors(id)),
    )
    const had = this.#inRoomByNow()
    for (const id of done) {
      this.#settled.set(id, (this.#settled.get(id) ?? new Map()).set(person, had))
      for (const was of this.#ancestors(id)) {
        const wish = this.#proposed.get(was)?.get(person)
        if (wish && isWithin(wish, had) && (done.has(was) || !elsewhere.has(was)))
          this.#proposed.get(was)?.delete(person)
      }
    }
  }

  /** From now on these are gone, whoever brings them; and what they stood for, if it stands nowhere else. */
  #settle({ number }: Suggestion, taken: readonly Id[]): void {
    const done = new Set(taken)
    const elsewhere = new Set(this.there().flatMap((id) => this.#ancestors(id)))
    const now = this.#inRoomByNow()
    for (const was of [...done].flatMap((id) => this.#ancestors(id))) {
      const had = this.#answered.get(was)?.had ?? now
      if (done.has(was) || !elsewhere.has(was)) this.#answered.set(was, { number, had })
    }
  }

  /** The number of the answer by which a unit is gone, wherever it was put; undefined: none. */
  #answerTo(id: Id): number | undefined {
    return this.#answerOf(id)?.number
  }

  /** An answer follows what comes in behind it; what was a copy by then is other words, and stays so. */
  #answerOf(id: Id): Answer | undefined {
    const own = this.#answered.get(id)
    const was = this.stoodAs.get(id)
    if (own || was === undefined) return own
    const answer = this.#answerOf(was)
    const [client = 0, clock = 0] = id.split(' ').map(Number)
    if (!answer || !isWithin({ client, clock }, answer.had)) return answer
    return this.#isCopy(id, was) ? undefined : answer
  }

  /** Undo and redo are read off Yjs itself, moves off what the person took out and put in. */
  #recreated(person: Person, act: () => void): void {
    const { doc, name } = person
    const text = () =>
      new Map(fields.flatMap((f) => unitsOf(doc, f)).map((one) => [idOf(one), one]))
    const said = () => new Map(deletionEntries(doc).map((entry) => [entry.id.join(), entry]))
    const [before, saidBefore] = [text(), said()]
    act()
    const [after, saidAfter] = [text(), said()]
    const cut = [...before.values()].filter((unit) => !after.has(idOf(unit)))
    for (const unit of cut) this.gone.add(idOf(unit))
    const redone = redoneIn(doc)
    let moved = 0
    for (const [id, unit] of after) {
      if (before.has(id)) continue
      this.#born.set(id, unit.key)
      const was = redone.get(id) ?? (cut[moved] && idOf(cut[moved++] as Unit))
      if (was !== undefined) this.stoodAs.set(id, was)
    }
    const own = [...saidAfter.values()].filter(({ by }) => person.isOwn(by))
    const covered = new IdSet(own.flatMap(({ left }) => left))
    for (const [key, { by, left }] of saidBefore) {
      if (!person.isOwn(by) || saidAfter.has(key)) continue
      for (const range of left.flatMap((each) => covered.missing(each))) this.#withdraw(range, name)
    }
    for (const { id, left } of own) {
      if (saidBefore.has(id.join())) continue
      const wish = { client: id[0], clock: id[1] }
      for (const [client, clock, length] of left)
        for (let at = clock; at < clock + length; at++)
          this.#propose(idOf({ client, clock: at }), name, wish)
    }
  }

  #ancestors(id: Id): Id[] {
    const found = [id]
    for (let was = this.stoodAs.get(id); was !== undefined; was = this.stoodAs.get(was)) {
      if (this.#isCopy(found.at(-1) as Id, was)) break
      found.push(was)
    }
    return found
  }

  /** No word stands of which a decision says that it is gone. */
  #judge({ number }: Suggestion, settled: IdSet): void {
    for (const unit of this.inRoom()) {
      for (const id of this.#ancestors(idOf(unit))) {
        if (isIn(settled, id)) this.untrue.push(`№ ${number}: ${unit.key}`)
      }
    }
  }

  /**
   * What somebody else was quicker to take out may be put back by another editor, but a suggestion that
   * its author took back only as a copy, which is other words, or as long as it stood in another place.
   * The room's own order says who was first.
   */
  #isCopy(id: Id, was: Id): boolean {
    const known = this.#copies.get(id)
    if (known !== undefined) return known
    const beside = this.#world.stoodBeside.get(id)
    const copy = this.#comesAsCopy(id, was, beside ?? new Set())
    if (beside) this.#copies.set(id, copy)
    return copy
  }

  #comesAsCopy(id: Id, was: Id, beside: ReadonlySet<Id>): boolean {
    const putBackBy = this.#personOf(id)
    const first = this.#world.takenOutBy.get(was)
    const suggester = this.#suggesterOf(was)
    if (first === putBackBy || suggester === undefined) return false
    const person = this.#world.people.find(({ name }) => name === putBackBy)
    if (!person?.modes.includes('editing')) return true
    if (first !== undefined && first !== suggester) return false
    const family = new Set(this.#ancestors(was))
    return ![...beside].some((other) => this.#ancestors(other).some((each) => family.has(each)))
  }

  /** Who suggested it, as far back as it goes; undefined: nobody. A copy of a suggestion is agreed text. */
  #suggesterOf(id: Id): string | undefined {
    const was = this.stoodAs.get(id)
    const before = was !== undefined && !this.#isCopy(id, was) ? this.#suggesterOf(was) : undefined
    return before ?? (isSuggesting(Number(id.split(' ')[0])) ? this.#personOf(id) : undefined)
  }

  #personOf(id: Id): string | undefined {
    return bindingOf(this.#world.record.clients, home(Number(id.split(' ')[0])))?.person
  }

  #propose(id: Id, person: string, wish: Wish): void {
    this.#proposed.set(id, (this.#proposed.get(id) ?? new Map()).set(person, wish))
  }

  #inRoomByNow(): Had {
    return Y.decodeStateVector(Y.encodeStateVector(this.#world.room))
  }

  #withdraw([client, clock, length]: IdRange, person: string): void {
    for (let at = clock; at < clock + length; at++)
      this.#proposed.get(idOf({ client, clock: at }))?.delete(person)
  }
}

function isBreak(key: string): boolean {
  return key.startsWith('¶')
}

function idsIn(ranges: readonly IdRange[]): Id[] {
  return ranges.flatMap(([client, clock, length]) =>
    Array.from({ length }, (_, at) => idOf({ client, clock: clock + at })),
  )
}

function isWithin({ client, clock }: Wish, had: Had): boolean {
  return clock < (had.get(client) ?? 0)
}

function isIn(set: IdSet, id: Id): boolean {
  const [client = 0, clock = 0] = id.split(' ').map(Number)
  return set.has(client, clock)
}

/** By new unit, the deleted one that Yjs made it for. */
function redoneIn(doc: Y.Doc): Map<Id, Id> {
  const redone = new Map<Id, Id>()
  for (const field of fields) {
    for (let item = fieldText(doc, field)._start; item; item = item.right) {
      if (!item.redone) continue
      for (let at = 0; at < item.length; at++) {
        const to = { client: item.redone.client, clock: item.redone.clock + at }
        redone.set(idOf(to), idOf({ client: item.id.client, clock: item.id.clock + at }))
      }
    }
  }
  return redone
}
