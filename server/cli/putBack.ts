import * as Y from 'yjs'
import type { Roots } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { own } from '../../shared/own.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import type { Origin } from '../../shared/record/origin.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { home, isSuggesting, roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Entry } from '../journal/journal.ts'
import type { Answered } from '../rooms/answered.ts'
import { standsElsewhere } from '../rooms/elsewhere.ts'
import { itemAt } from '../rooms/passages.ts'

type Gone = { readonly seq: number; readonly person: string }

/** What the room knew when it believed an entry's origins. */
type Known = {
  readonly before: CommitmentRecord
  readonly roots: Roots
  readonly answered: (origins: readonly Origin[]) => Answered
  /** Knows the ids of authors who wrote elsewhere. */
  readonly isBrought: (client: number) => boolean
}

/**
 * Whether words were an entry's to put back, told from the journal alone. A suggestion that its author
 * took back comes back as one only by its author, or as long as it stands in another place, and under a
 * suggesting id only as one's own. In its own hand the room
 * puts back what a reopened suggestion was about, and what stood in the text that is gone back to;
 * nothing else stands in that hand.
 *
 * Words may also be put back by those who took them out second, at the same time, which leaves
 * nothing in a journal: of these nothing is said.
 */
export class PutBack {
  readonly #doc: Y.Doc
  /** By client, up to which clock it had come after which entry. */
  readonly #came = new Map<number, { ends: number[]; seqs: number[] }>()
  readonly #went = new RangeMap<Gone>()
  readonly #gone = new IdSet()

  /** `doc` is the text with the entry that is asked about. */
  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  /** What is wrong with it; every entry is told of, in their order. */
  *take(entry: Entry, known: Known): Generator<string> {
    const { structs, ds } = entry.update ? Y.decodeUpdate(entry.update) : nothing
    for (const { id, length } of structs) this.#comes(id, length, entry.seq)
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) {
        for (const range of this.#gone.missing([client, clock, len])) {
          this.#gone.add(range)
          this.#went.set(range, entry)
        }
      }
    }
    const origins = entry.events.flatMap((event) =>
      event.type === 'origins-found' ? event.origins : [],
    )
    yield* this.#byTheRoom(entry, structs, origins, known.before)
    const answered = origins.length > 0 ? known.answered(origins) : () => []
    const inserted = structs.map(({ id, length }): IdRange => [id.client, id.clock, length])
    const now = { ...known, inserted }
    if (origins.some((origin) => !this.#isTheirs(origin, entry.person, now, answered)))
      yield 'puts back a suggestion that was not its person’s to put back'
  }

  *#byTheRoom(
    { seq, events }: Entry,
    structs: readonly { readonly id: Y.ID; readonly length: number }[],
    origins: readonly Origin[],
    before: CommitmentRecord,
  ): Generator<string> {
    if (events.some(({ type }) => type === 'created')) return
    const back = origins.filter(({ to }) => isRooms(to[0]))
    const explained = new IdSet(back.filter(({ from }) => from).map(({ to }) => to))
    const isStrange = structs.some(
      ({ id, length }) =>
        isRooms(id.client) &&
        explained.missing([id.client, id.clock, length]).some((range) => this.#hasWords(range)),
    )
    if (isStrange) yield 'has words in the room’s own hand that never stood in it'
    const reopened = new IdSet(events.flatMap((event) => aboutIn(event, before)))
    const restored = events.find((event) => event.type === 'restored')
    for (const { to, from } of back) {
      const source: IdRange = [from?.[0] ?? 0, from?.[1] ?? 0, to[2]]
      const others = from ? reopened.missing(source) : []
      if (others.every((range) => restored && this.#stood(range, restored.from, seq))) continue
      yield 'puts back in the room’s own hand what was not to be put back'
      return
    }
  }

  #isTheirs(
    { to, from, how }: Origin,
    person: string,
    known: Known & { readonly inserted: readonly IdRange[] },
    answered: Answered,
  ): boolean {
    if (!from || (how !== 'undo' && how !== 'moved') || isRooms(to[0])) return true
    if (known.isBrought(home(from[0]))) return true
    const source: IdRange = [from[0], from[1], to[2]]
    // what an answer took out is followed wherever it comes from, for it goes there, too
    const followed = new IdSet(answered(source))
    const personOf = (client: number) => bindingOf(known.before.clients, home(client))?.person
    const isOwn = (client: number) => personOf(client) === person
    const arrived = { doc: this.#doc, origins: known.before.origins, inserted: known.inserted }
    for (const [client, clock, length] of followed.missing(source)) {
      for (let here = clock; here < clock + length; ) {
        const { root, until } = known.roots(client, here)
        const gone = this.#went.at(client, here)
        const end = Math.min(clock + length, until, gone.until)
        const takenBy = gone.value?.person
        const isTheirs =
          takenBy === person || (takenBy && takenBy !== (root && personOf(root.client)))
        const stands = () =>
          each([client, here, end - here]).every((unit) => standsElsewhere(arrived, unit))
        if (root && isSuggesting(to[0]) && !isOwn(root.client)) return false
        if (root && !isTheirs && !stands()) return false
        here = end
      }
    }
    return true
  }

  /** True if all of it stood in the text after the entry `seq`, and was gone before `now`. */
  #stood([client, clock, length]: IdRange, seq: number, now: number): boolean {
    for (let here = clock; here < clock + length; ) {
      const { value, until } = this.#went.at(client, here)
      if (!value || value.seq <= seq || value.seq >= now) return false
      here = until
    }
    return this.#cameBy(client, clock + length) <= seq
  }

  #comes({ client, clock }: Y.ID, length: number, seq: number): void {
    const { ends, seqs } = this.#came.get(client) ?? { ends: [], seqs: [] }
    this.#came.set(client, { ends, seqs })
    const end = clock + length
    if (end <= (ends.at(-1) ?? 0)) return
    if (seqs.at(-1) === seq) ends[ends.length - 1] = end
    else {
      ends.push(end)
      seqs.push(seq)
    }
  }

  /** The entry with which a client's units before `end` had all come in. */
  #cameBy(client: number, end: number): number {
    const { ends, seqs } = this.#came.get(client) ?? { ends: [], seqs: [] }
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) >= end) high = middle
      else low = middle + 1
    }
    return seqs[low] ?? Number.POSITIVE_INFINITY
  }

  #hasWords([client, clock, length]: IdRange): boolean {
    for (let here = clock; here < clock + length; ) {
      const item = itemAt(this.#doc, client, here)
      if (!item) return false
      if (charactersOf(item) !== null || separatorOf(item)) return true
      here = item.id.clock + item.length
    }
    return false
  }
}

const nothing: Pick<ReturnType<typeof Y.decodeUpdate>, 'structs' | 'ds'> = {
  structs: [],
  ds: { clients: new Map() },
}

/** What a suggestion was about that is put before the room again. */
function aboutIn(event: RecordEvent, { suggestions }: CommitmentRecord): readonly IdRange[] {
  if (event.type !== 'suggestion-reopened') return []
  const suggestion = own(suggestions, event.suggestion)
  return suggestion ? [...suggestion.inserted, ...suggestion.deleted] : []
}

function each([client, clock, length]: IdRange): IdRange[] {
  return Array.from({ length }, (_, at) => [client, clock + at, 1])
}

function isRooms(client: number): boolean {
  return home(client) === roomClient
}
