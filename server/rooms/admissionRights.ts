import type { Descent } from '../../shared/authorship/descent.ts'
import type { Roots } from '../../shared/authorship/pending.ts'
import type { RefusalCode } from '../../shared/protocol.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { birthId, parseBirthId } from '../../shared/text/birthId.ts'
import { bodyRoots, firstBlock } from '../../shared/text/body.ts'
import { home } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { isGone, separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Arrivals } from './admissionArrivals.ts'

/** Who sent the update, and what they may do here. */
export type Writer = {
  /** Whose a home id (never a twin) is, seen from this person; unbound: nobody's yet. */
  owner(client: number): 'editing' | 'suggesting' | 'foreign' | 'unbound'
  /**
   * True for a suggesting id whose words are this person's to take back: those of their other entry and
   * what others wrote in their name, too. Absent: their own ids alone.
   */
  takesBack?(client: number): boolean
  /** True for a suggesting id that this person may name as theirs, that of their other entry too. */
  names?(client: number): boolean
  readonly mayEdit: boolean
  readonly maySuggest: boolean
}

/** What the update falls on. */
export type Ground = {
  /** The room's document. It is only read. */
  readonly doc: Arrivals['doc']
  /** True for every field that the commitment's template, or one of its milestones, has. */
  isField(name: string): boolean
  /** The state of a field; asked with `rows` (`bodyRoots.rows`) for the table of milestones. */
  section(field: string): SectionState
  /** Under which identities words were suggested; `accepted` and `untold` hold these. */
  readonly roots: Roots
  /** As what words stand by now that were taken out and put back. */
  readonly descent: Descent
  /** Under which identities words came to stand of which the sender's page cannot have heard yet. */
  readonly unheard?: IdSet
  /** Suggested words that are agreed text now, which only an editor deletes. */
  readonly accepted: IdSet
  /** Of these, what became so of late, and the sender's page cannot have heard of yet. */
  readonly untold?: IdSet
}

export type Mode = 'editing' | 'suggesting'

/** Where some of the words stand that are suggested about, or stood, and why not there. */
type PlaceOf = {
  readonly range: IdRange
  readonly field: string
  readonly code: RefusalCode | null
  readonly stands: boolean
}

/** A suggested deletion that names more than a long commitment holds is no honest one. */
const maxEntry = 2 ** 17

/** Nobody names words twice in one update, so all of its entries together name no more than one may. */
const maxNamed = maxEntry

/** Answers what one writer may touch on one ground, and remembers the fields that were. */
export class Rights {
  readonly fields = new Set<string>()
  /** How much the update's suggested deletions have named so far. */
  #named = 0
  /** What it has named and stands where this person may write, by mode. */
  readonly #free: Readonly<Record<Mode, IdSet>> = { editing: new IdSet(), suggesting: new IdSet() }
  readonly writer: Writer
  readonly ground: Ground
  readonly arrivals: Arrivals

  constructor(writer: Writer, ground: Ground, arrivals: Arrivals) {
    this.writer = writer
    this.ground = ground
    this.arrivals = arrivals
  }

  /** The reason why this person may not write in `field` (or `rows`) in this mode; null: they may. */
  enter(field: string, mode: Mode): RefusalCode | null {
    if (!(mode === 'editing' ? this.writer.mayEdit : this.writer.maySuggest)) return 'not-allowed'
    const state = this.ground.section(field)
    if (state === 'closed' || (state === 'suggesting' && mode === 'editing')) {
      return 'section-closed'
    }
    this.fields.add(field)
    return null
  }

  /**
   * As `enter`, for the field that a block stands in. What is suggested of a block follows it, as
   * `enterTargets` has it of words.
   */
  enterBlock(block: string, mode: Mode): RefusalCode | null {
    const birth = mode === 'suggesting' ? parseBirthId(block) : null
    if (birth) {
      const range: IdRange = [birth.client, birth.clock, 1]
      const family = this.ground.descent.descendants([range])
      const isBlock = ([client, clock]: IdRange) => this.#fieldOfBlock(birthId(client, clock))
      return family.every(isBlock) ? this.#enterPlaces(range, family, mode) : 'content'
    }
    const field = this.#fieldOfBlock(block)
    return field === null ? 'content' : this.enter(field, mode)
  }

  /**
   * As `enter`, for what the range of a suggested deletion names, wherever that stands by now. Words
   * that two people have moved, or put back, at once stand in several fields: one that takes it is
   * enough. Where they stood counts only for those that stand nowhere, as far as the page can know.
   */
  enterTargets(range: IdRange, mode: Mode): RefusalCode | null {
    if (range[2] > maxEntry) return 'content'
    return this.#enterPlaces(range, this.ground.descent.descendants([range]), mode)
  }

  /** `family`: all under which the words of `range` came to stand, itself included. */
  #enterPlaces(range: IdRange, family: readonly IdRange[], mode: Mode): RefusalCode | null {
    for (const [client, clock, length] of family) {
      const end = clock + length
      this.#named += length
      if (this.#named > maxNamed) return 'too-large'
      if (end > this.arrivals.end(client)) return 'content'
      // half of a character can be suggested as little as it can be deleted
      if (this.arrivals.tears({ client, clock }) || this.arrivals.tears({ client, clock: end }))
        return 'content'
    }
    // words that others of its entries have named, too, are looked up once
    const fresh = family.flatMap((each) => this.#free[mode].missing(each))
    const found = this.#placesOf(fresh, mode)
    if (typeof found === 'string') return found
    if (found.every(({ code }) => code === null)) {
      for (const each of fresh) this.#free[mode].add(each)
      return null
    }
    const places = this.#placesOf(family, mode)
    return typeof places === 'string' ? places : this.#enterSome(range, places)
  }

  /** Where these stand, piece by piece, and whether each may be written in. */
  #placesOf(ranges: readonly IdRange[], mode: Mode): PlaceOf[] | RefusalCode {
    const places: PlaceOf[] = []
    for (const [client, clock, length] of ranges) {
      const end = clock + length
      for (let at = clock; at < end; ) {
        const item = this.arrivals.itemAt({ client, clock: at })
        const field = this.fieldOf(this.arrivals.placeAt({ client, clock: at })?.root ?? '')
        if (item === null || field === null) return 'content'
        const code = this.enter(field, mode)
        const next = Math.min(item.id.clock + item.length, end)
        places.push({ range: [client, at, next - at], field, code, stands: !isGone(item) })
        at = next
      }
    }
    return places
  }

  /** Null if each of the words of `range` stands in one of these places that takes it. */
  #enterSome(range: IdRange, places: readonly PlaceOf[]): RefusalCode | null {
    const [client, clock, length] = range
    const { unheard, descent } = this.ground
    const itself = new IdSet([range])
    const isHeard = (place: IdRange) =>
      itself.missing(place).length === 0 || !unheard || unheard.missing(place).length > 0
    const namedAt = (place: PlaceOf): IdRange[] =>
      new IdSet(descent.ancestors([place.range]))
        .within(client, clock, clock + length)
        .map(([from, to]) => [client, from, to - from])
    const heard = places.filter((place) => isHeard(place.range))
    const standing = new IdSet()
    const taken = new IdSet()
    for (const place of heard) {
      if (!place.stands) continue
      for (const named of namedAt(place)) {
        standing.add(named)
        if (place.code === null) taken.add(named)
      }
    }
    for (const place of heard) {
      const enough = place.stands ? taken : standing
      if (place.code && namedAt(place).some((named) => enough.missing(named).length > 0)) {
        return place.code
      }
    }
    for (const { field, stands } of places) if (stands) this.fields.add(field)
    return null
  }

  /** The field that a root holds; null if it holds none of this commitment's. */
  fieldOf(root: string): string | null {
    return fieldOfRoot(root, this.ground)
  }

  suggestsAs(client: number): boolean {
    return this.writer.owner(home(client)) === 'suggesting'
  }

  takesBack(client: number): boolean {
    return this.writer.takesBack?.(home(client)) ?? this.suggestsAs(client)
  }

  names(client: number): boolean {
    return this.writer.names?.(home(client)) ?? this.suggestsAs(client)
  }

  #fieldOfBlock(block: string): string | null {
    const birth = parseBirthId(block)
    if (!birth) {
      const field = block.slice(0, -1)
      return block === firstBlock(field) && this.ground.isField(field) ? field : null
    }
    if (birth.clock >= this.arrivals.end(birth.client)) return null
    const item = this.arrivals.itemAt(birth)
    const root = this.arrivals.placeAt(birth)?.root
    // of a deleted separator only the place is left
    const stood = item !== null && (isGone(item) || separatorOf(item) !== null)
    return stood && root !== undefined ? this.fieldOf(root) : null
  }
}

/** True for a root that a commitment's body has. */
export function isBodyRoot(root: string, ground: Ground): boolean {
  return (
    root === bodyRoots.kinds ||
    root === bodyRoots.rows ||
    root === bodyRoots.deletions ||
    root === bodyRoots.kindProposals ||
    fieldOfRoot(root, ground) !== null
  )
}

function fieldOfRoot(root: string, ground: Ground): string | null {
  if (!root.startsWith(bodyRoots.field)) return null
  const field = root.slice(bodyRoots.field.length)
  return ground.isField(field) ? field : null
}
