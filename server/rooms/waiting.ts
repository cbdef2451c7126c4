import { noOrigins, originAt } from '../../shared/authorship/origins.ts'
import { pendingIn, type Roots, rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { voiceOf } from '../../shared/record/answering.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { extendsList } from '../../shared/text/lists.ts'
import type { PendingUnder } from '../../shared/text/pending.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

type Known = Pick<
  Suggestion,
  'number' | 'status' | 'person' | 'onBehalfOf' | 'inserted' | 'deleted' | 'kinds'
>

type Followed = Pick<CommitmentRecord, 'suggestions' | 'origins' | 'accepted'>

/** A number, and the first clock of the same client for which the answer may differ. */
type Numbered = { readonly number: number | undefined; readonly until: number }

/**
 * Which identities wait, and under which number they do, looked up in a record that goes on: what an
 * event has changed is read anew, and nothing else, so that a key costs the same in a room where
 * thousands wait.
 */
export class Waiting {
  #suggestions: CommitmentRecord['suggestions'] = {}
  #origins = noOrigins
  #roots: Roots = rootsOf(noOrigins)
  #accepted: readonly IdRange[] = []
  #agreed = new RangeMap<true>()
  #pendingUnder: PendingUnder = pendingIn(this.#roots, this.#agreed)
  #inserted = new RangeMap<number>()
  /** The same by the identities under which the words stand, or stood last. */
  #standing = new RangeMap<number>()
  #deleted = new Map<string, RangeMap<number>>()
  #kinds = new Map<string, number>()
  /** All identities that a suggestion was ever about. */
  readonly #concerned = new IdSet()
  #highest = 0
  /** An identity has been claimed twice; then the order in which suggestions are read counts. */
  #disputed = false

  static of(record: CommitmentRecord): Waiting {
    const waiting = new Waiting()
    waiting.follow(record)
    return waiting
  }

  /** From here on it answers for this record. */
  follow({ suggestions, origins, accepted }: Followed): void {
    this.#followOrigins(origins)
    this.#followAccepted(accepted)
    const before = this.#suggestions
    if (suggestions === before) return
    this.#suggestions = suggestions
    if (this.#disputed) {
      this.#empty()
      for (const suggestion of Object.values(suggestions)) this.#enter(suggestion)
      return
    }
    const changed = Object.values(suggestions).filter((each) => before[each.number] !== each)
    const parts = changed.map((each) => partsOf(before[each.number], each))
    for (const [gone] of parts) if (gone) this.#remove(gone)
    for (const known of Object.values(before)) {
      if (!suggestions[known.number]) this.#remove(known)
    }
    for (const [, come] of parts) this.#enter(come)
    if (!this.#disputed) return
    this.#suggestions = {}
    this.follow({ suggestions, origins, accepted })
  }

  /** Under which identities words were suggested. */
  get roots(): Roots {
    return this.#roots
  }

  /** Which identities are a suggestion still, and whose. */
  get pendingUnder(): PendingUnder {
    return this.#pendingUnder
  }

  /** True if a suggestion is, or was, about any of these. */
  concerns([client, clock, length]: IdRange): boolean {
    return this.#concerned.within(client, clock, clock + length).length > 0
  }

  /**
   * The number of a suggested insertion, by its root. Words that stand twice, because two people put them
   * back at once, have a number in each place: what has one keeps it.
   */
  ofInserted(client: number, clock: number): Numbered {
    let own = this.#standing.at(client, clock)
    let reach = own.until
    let here: readonly [number, number] = [client, clock]
    // of two places, the one from which they were moved on
    for (let step = 0; step < longestChain && !own.value; step++) {
      const { value, offset, until } = originAt(this.#origins, here[0], here[1])
      reach = Math.min(reach, until - here[1] + clock)
      if (!value?.from || (value.how !== 'undo' && value.how !== 'moved')) break
      here = [value.from[0], value.from[1] + offset]
      own = this.#standing.at(here[0], here[1])
      reach = Math.min(reach, own.until - here[1] + clock)
    }
    if (own.value) return { number: own.value, until: reach }
    const { root, until } = this.#roots(client, clock)
    reach = Math.min(reach, until)
    if (!root) return { number: undefined, until: reach }
    const first = this.#inserted.at(root.client, root.clock)
    return {
      number: first.value || undefined,
      until: Math.min(reach, first.until - root.clock + clock),
    }
  }

  /** The number of what this person suggests to take out. */
  ofDeleted(person: string, client: number, clock: number): Numbered {
    const found = this.#deleted.get(person)?.at(client, clock)
    return { number: found?.value || undefined, until: found?.until ?? Number.POSITIVE_INFINITY }
  }

  /** The numbers that any of these have, as words to bring in or to take out. */
  numbersOf([client, clock, length]: IdRange): Set<number> {
    const numbers = new Set<number>()
    for (const map of [this.#standing, ...this.#deleted.values()]) {
      for (let here = clock; here < clock + length; ) {
        const { value, until } = map.at(client, here)
        if (value) numbers.add(value)
        here = until
      }
    }
    return numbers
  }

  /** The highest number that there is. */
  get highest(): number {
    return this.#highest
  }

  /** The number of what this person suggests a block to be. */
  ofKind(person: string, block: string): number | undefined {
    return this.#kinds.get(`${person} ${block}`)
  }

  #followOrigins(origins: CommitmentRecord['origins']): void {
    const before = this.#origins
    if (origins === before) return
    if (!extendsList(origins, before)) {
      this.#suggestions = {}
      this.#empty()
      this.#disputed = false
    }
    this.#roots = rootsOf(origins)
    this.#pendingUnder = pendingIn(this.#roots, this.#agreed)
    this.#origins = origins
  }

  #empty(): void {
    this.#inserted = new RangeMap()
    this.#standing = new RangeMap()
    this.#deleted = new Map()
    this.#kinds = new Map()
  }

  #followAccepted(accepted: readonly IdRange[]): void {
    const before = this.#accepted
    if (accepted === before) return
    const grown = extendsList(accepted, before)
    if (!grown) this.#agreed = new RangeMap()
    for (const range of grown ? accepted.slice(before.length) : accepted) {
      this.#agreed.set(range, true)
    }
    this.#accepted = accepted
    this.#pendingUnder = pendingIn(this.#roots, this.#agreed)
  }

  #enter(suggestion: Known): void {
    this.#highest = Math.max(this.#highest, suggestion.number)
    if (!isOwning(suggestion)) return
    const { number, inserted, deleted, kinds } = suggestion
    for (const range of sorted(inserted)) {
      this.#concerned.add(range)
      this.#set(this.#standing, range, number)
      for (const root of rootRanges(range, this.#roots)) this.#set(this.#inserted, root, number)
    }
    const person = voiceOf(suggestion)
    const own = this.#deleted.get(person) ?? new RangeMap<number>()
    this.#deleted.set(person, own)
    for (const range of sorted(deleted)) {
      this.#concerned.add(range)
      this.#set(own, range, number)
    }
    for (const block of Object.keys(kinds)) {
      const key = `${person} ${block}`
      if ((this.#kinds.get(key) ?? number) !== number) this.#disputed = true
      this.#kinds.set(key, number)
    }
  }

  #remove(suggestion: Known): void {
    if (!isOwning(suggestion)) return
    const { inserted, deleted, kinds } = suggestion
    for (const range of inserted) {
      this.#standing.set(range, nobody)
      for (const root of rootRanges(range, this.#roots)) this.#inserted.set(root, nobody)
    }
    const person = voiceOf(suggestion)
    for (const range of deleted) this.#deleted.get(person)?.set(range, nobody)
    for (const block of Object.keys(kinds)) this.#kinds.delete(`${person} ${block}`)
  }

  #set(map: RangeMap<number>, range: IdRange, number: number): void {
    const [client, clock, length] = range
    for (let here = clock; here < clock + length; ) {
      const { value, until } = map.at(client, here)
      // also by the same one: words of it stand in two places
      if (value && (value !== number || map === this.#inserted)) this.#disputed = true
      here = until
    }
    map.set(range, number)
  }
}

/** What is gone of a suggestion, and what has come: a key changes one of its thousands of pieces. */
function partsOf(before: Known | undefined, after: Known): [Known | null, Known] {
  if (!before) return [null, after]
  if (!isOwning(before) || !isOwning(after) || voiceOf(before) !== voiceOf(after)) {
    return [before, after]
  }
  const [wereInserted, inserted] = apart(before.inserted, after.inserted)
  const [wereDeleted, deleted] = apart(before.deleted, after.deleted)
  return [
    { ...before, inserted: wereInserted, deleted: wereDeleted },
    { ...after, inserted, deleted },
  ]
}

/** Two lists without what they begin and end with alike. */
function apart(before: IdRange[], after: IdRange[]): [IdRange[], IdRange[]] {
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && isSame(before[from], after[from])) from++
  let end = 0
  while (end < most - from && isSame(before.at(-1 - end), after.at(-1 - end))) end++
  const between = (list: IdRange[]) => list.slice(from, list.length - end)
  return [between(before), between(after)]
}

function isSame(a: IdRange | undefined, b: IdRange | undefined): boolean {
  return a === b || (!!a && !!b && a[0] === b[0] && a[1] === b[1] && a[2] === b[2])
}

/** As far as undoing can reasonably chain. */
const longestChain = 1000

/** As a number: what belonged to one and does no more. */
const nobody = 0

/** Its words stand in the text, or have, and may come back by undo. */
function isOwning({ status }: Pick<Suggestion, 'status'>): boolean {
  return status === 'open' || status === 'later' || status === 'emptied'
}

/** By client and clock, so that a map of them grows at its end. */
function sorted(ranges: readonly IdRange[]): IdRange[] {
  return [...ranges].sort(([a, at], [b, bt]) => a - b || at - bt)
}
