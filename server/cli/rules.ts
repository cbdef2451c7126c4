import * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { type Roots, rootRanges } from '../../shared/authorship/pending.ts'
import { isFieldOf, templateOf } from '../../shared/commitment/template.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent, Recorded } from '../../shared/record/events.ts'
import { agreedTo, missingKeys } from '../../shared/record/keys.ts'
import { canMerge, isSamePerson, personOf, saidOfOneself } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { adopts, type SectionState } from '../../shared/record/states.ts'
import type { Action } from '../../shared/roles.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { home, reservedEnd } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { gap, Passages } from '../../shared/text/passage.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { signOf } from '../../shared/text/sign.ts'
import type { Entry } from '../journal/journal.ts'
import { admit, type Ground, type Writer } from '../rooms/admission.ts'
import { asRead } from '../rooms/decisions.ts'
import { isTheirs, sectionState } from '../rooms/ground.ts'
import { handsIn, isPutInMouth } from '../rooms/hands.ts'
import { itemAt } from '../rooms/passages.ts'
import { roomsOwn } from '../rooms/removals.ts'
import { Waiting } from '../rooms/waiting.ts'

/** How long a page may have written under a section's former state, in ms: the room's grace, and a commit. */
const grace = 60_000

/**
 * Asks of every entry what its room asked before it took it: whether its person could say that, and
 * write there. What no journal can tell is a person's role on that day, which access keeps: see `rights.ts`.
 */
export class Rules {
  readonly #doc: Y.Doc
  readonly #waiting = new Waiting()
  #former: { readonly at: number; readonly record: CommitmentRecord }[] = []

  /** `doc` is the text before the entry that is asked about. */
  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  /** What is wrong with an event, given the record before it. */
  *event({ event, person, seq, at }: Recorded, record: CommitmentRecord): Generator<string> {
    switch (event.type) {
      case 'created':
        if (seq !== 1 || record.createdAt !== 0) yield 'creates what is there'
        return
      case 'ids-bound':
        for (const id of [event.editing, event.suggesting]) {
          const bound = id === undefined ? undefined : bindingOf(record.clients, id)
          if (bound && bound.person !== person) yield `takes the id ${id}, which is somebody else's`
        }
        return
      case 'suggestion-opened':
        if (event.suggestion !== Object.keys(record.suggestions).length + 1)
          yield `opens № ${event.suggestion} out of turn`
        return
      case 'suggestion-decided':
        yield* this.#decided(event, person, record)
        return
      case 'suggestion-reopened':
        if (record.state === 'final') yield `opens № ${event.suggestion} of what is final`
        if (!saysSomething(event.reason)) yield `opens № ${event.suggestion} without a reason`
        yield* this.#known(record, event.suggestion)
        return
      case 'suggestion-agreed': {
        yield* this.#known(record, event.suggestion)
        const suggestion = suggestionOf(record, event.suggestion)
        if (suggestion && isOwn(record, suggestion, person))
          yield `turns a key of № ${event.suggestion}, its person’s own`
        yield* this.#saw(event, record)
        return
      }
      case 'suggestion-changed':
      case 'suggestion-emptied':
        yield* this.#known(record, event.suggestion)
        return
      case 'accepted-seen': {
        yield* this.#known(record, event.suggestion)
        const author = suggestionOf(record, event.suggestion)?.person
        if (author !== undefined && !isSamePerson(record, author, person))
          yield 'has seen for somebody else'
        return
      }
      case 'thread-replied':
      case 'thread-resolved':
      case 'thread-reopened':
        if (!Object.hasOwn(record.threads, event.thread)) yield 'speaks in a thread that never was'
        return
      case 'comment-edited':
      case 'comment-deleted': {
        const thread = Object.hasOwn(record.threads, event.thread)
          ? record.threads[event.thread]
          : null
        const comment = thread?.comments.find(({ id }) => id === event.comment)
        if (!comment || !isSamePerson(record, comment.person, person))
          yield 'changes a comment that is not its person’s'
        return
      }
      case 'brought-taken-out':
        if (!saysSomething(event.reason)) yield 'takes out what was brought without a reason'
        return
      case 'version-named':
        if (record.versions.some(({ name }) => name === event.name))
          yield `names two versions “${event.name}”`
        if (event.hash !== contentHash(this.#doc))
          yield `names a text “${event.name}” that is another`
        return
      case 'people-merged':
        if (!canMerge(record, event.person, event.into))
          yield `merges ${event.person} into ${event.into}, of whom one is merged already`
        return
      case 'people-parted': {
        const merge = record.merged?.[event.person]
        if (!merge) yield `parts ${event.person}, who is one`
        else if (isSamePerson(record, event.person, person) && !saidOfOneself(merge, person))
          yield 'parts its own person'
        return
      }
      case 'section-set':
      case 'state-set':
        this.#former = [...this.#former.filter((one) => at - one.at <= grace), { at, record }]
        return
    }
  }

  /** What an event says of the text, once the entry has been applied: the words are those that stand there. */
  *words(event: RecordEvent): Generator<string> {
    if (!('content' in event)) return
    const { inserted, deleted, added, removed } = event.content
    const says = (told: string, ranges: readonly IdRange[]) => holds(this.#doc, ranges, told)
    if (!says(added, inserted) || !says(removed, deleted))
      yield `says other words of № ${event.suggestion} than its text has`
    if (event.type !== 'suggestion-decided' || !adopts(event.outcome)) return
    // what others had taken out of the text before nobody could adopt
    const standing = inserted.flatMap((range) => liveIn(this.#doc, range))
    const roots = standing.flatMap((range) => [...rootRanges(range, this.#waiting.roots)])
    const accepted = new IdSet(event.accepted)
    if (roots.some((range) => accepted.missing(range).length > 0))
      yield `adopts № ${event.suggestion} without all of its words`
  }

  /**
   * Whether the entry's person could write this; `record` already knows the ids that it binds. Which
   * rights that took is added to `needs`.
   */
  *writing(
    { update, person, at, events }: Entry,
    record: CommitmentRecord,
    needs: Set<Action>,
  ): Generator<string> {
    this.#waiting.follow(record)
    if (!update || events.some((event) => roomsOwn.has(event.type))) return
    const clients = Y.decodeUpdate(update).structs.map(({ id }) => home(id.client))
    if (clients.some((id) => id < reservedEnd)) return
    const verdict = admit(update, writerOf(person, record, needs), this.#ground(record, at))
    if (!verdict.admitted) yield `writes what its person may not (${verdict.code})`
  }

  /** Where words were suggested, before the entry that was asked about last. */
  get roots(): Roots {
    return this.#waiting.roots
  }

  *#decided(
    event: Extract<RecordEvent, { type: 'suggestion-decided' }>,
    person: string,
    record: CommitmentRecord,
  ): Generator<string> {
    yield* this.#known(record, event.suggestion)
    const suggestion = suggestionOf(record, event.suggestion)
    if (!suggestion) return
    const { suggestion: number, outcome, reason, override = false } = event
    if (record.state === 'final') yield `answers № ${number} of what is final`
    if (!awaitsAnswer(asRead(record, suggestion)))
      yield `answers № ${number}, which awaits no answer`
    if (
      isOwn(record, suggestion, person) &&
      !(outcome === 'declined' && isPutInMouth(record, suggestion, person))
    )
      yield `answers № ${number}, its person’s own`
    if (!saysSomething(reason) && (outcome !== 'adopted' || override))
      yield `answers № ${number} without a reason`
    yield* this.#saw(event, record)
    const { keys: given, field } = suggestion
    const held = agreedTo(given, event.sign)
    const keys = missingKeys(record, { field, keys: held })
    const turned = new Set(held.map((key) => personOf(record, key.person)))
    const alone = turned.size < held.length
    if (adopts(outcome) && !override && (keys.length > 0 || alone))
      yield `adopts № ${number} with one key`
  }

  /** An answer, or a key, was given to what the text said of the suggestion then. */
  *#saw(
    {
      suggestion: number,
      sign,
    }: { readonly suggestion: number; readonly sign?: string | undefined },
    record: CommitmentRecord,
  ): Generator<string> {
    const suggestion = suggestionOf(record, number)
    if (sign === undefined || !suggestion) return
    if (signOf(new Passages(this.#doc, record).of(suggestion)) !== sign)
      yield `answers № ${number} as it did not stand in the text`
  }

  *#known(record: CommitmentRecord, number: number): Generator<string> {
    if (!suggestionOf(record, number)) yield `is about № ${number}, which never was`
  }

  #ground(record: CommitmentRecord, at: number): Ground {
    const form = templateOf(record.template, record.templateVersion)
    this.#former = this.#former.filter((one) => at - one.at <= grace)
    const records = [record, ...this.#former.map((one) => one.record)]
    return {
      doc: this.#doc,
      roots: this.#waiting.roots,
      descent: descentOf(record.origins),
      accepted: new IdSet(record.accepted),
      isField: (name) => form !== null && isFieldOf(form, name),
      section: (field) => records.map((one) => sectionState(one, form, field)).reduce(freer),
    }
  }
}

/** Whether these identities have at least the characters of `told`, which may be an excerpt of them. */
function holds(doc: Y.Doc, ranges: readonly IdRange[], told: string): boolean {
  const left = new Map<string, number>()
  for (const [client, clock, length] of ranges) {
    for (let here = clock; here < clock + length; ) {
      const item = itemAt(doc, client, here)
      if (!item) return true
      const end = Math.min(item.id.clock + item.length, clock + length)
      const text = charactersOf(item)?.slice(here - item.id.clock, end - item.id.clock) ?? ''
      for (const unit of text) left.set(unit, (left.get(unit) ?? 0) + 1)
      here = end
    }
  }
  for (const unit of told.replaceAll(gap, '').replace(/[\n\u2028]/g, '')) {
    const count = left.get(unit) ?? 0
    if (count === 0) return false
    left.set(unit, count - 1)
  }
  return true
}

/** Who may do what they ask for, which is added to `needs`: their role is asked of access. */
function writerOf(person: string, record: CommitmentRecord, needs: Set<Action>): Writer {
  return {
    get mayEdit() {
      needs.add('edit')
      return true
    },
    get maySuggest() {
      needs.add('suggest')
      return true
    },
    owner(client) {
      const binding = bindingOf(record.clients, client)
      if (!binding) return 'unbound'
      return binding.person === person ? binding.mode : 'foreign'
    },
    takesBack(client) {
      const binding = bindingOf(record.clients, client)
      return binding?.mode === 'suggesting' && isTheirs(record, binding, person)
    },
    names(client) {
      const binding = bindingOf(record.clients, client)
      return binding?.mode === 'suggesting' && isSamePerson(record, binding.person, person)
    },
  }
}

/** Its person's own, under whichever of their entries. */
function isOwn(record: CommitmentRecord, suggestion: Suggestion, person: string): boolean {
  return [...handsIn(record, suggestion)].some((hand) => isSamePerson(record, hand, person))
}

const freedom: readonly SectionState[] = ['closed', 'suggesting', 'open']

function freer(a: SectionState, b: SectionState): SectionState {
  return freedom.indexOf(a) > freedom.indexOf(b) ? a : b
}

/** The parts of a range that are in the text. */
function liveIn(doc: Y.Doc, [client, clock, length]: IdRange): IdRange[] {
  const live: IdRange[] = []
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    if (!item) break
    const end = Math.min(item.id.clock + item.length, clock + length)
    if (!item.deleted) live.push([client, here, end - here])
    here = end
  }
  return live
}

function suggestionOf(record: CommitmentRecord, number: number): Suggestion | undefined {
  return Object.hasOwn(record.suggestions, number) ? record.suggestions[number] : undefined
}
