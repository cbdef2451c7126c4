/**
 * A list that grows at its end and is never changed: a longer one shares with those that it grew from all
 * but what is new, and the index that its readers need. So a record that lives for years is not copied
 * with each event, and whatever is made of an earlier record stays what it was.
 *
 * The values stand in stretches, each of the longer ones at least twice as long as the next. What is new
 * takes in those that are too short beside it; a value is therefore moved, and looked at for an index, as
 * often as the number of them doubles.
 */
export class AppendOnly<Value, Index> implements Iterable<Value> {
  readonly length: number
  readonly #stretches: readonly Stretch<Value, Index>[]
  readonly #makeIndex: (values: readonly Value[]) => Index
  #indexes: readonly Index[] | null = null

  private constructor(
    stretches: readonly Stretch<Value, Index>[],
    makeIndex: (values: readonly Value[]) => Index,
  ) {
    this.#stretches = stretches
    this.#makeIndex = makeIndex
    this.length = stretches.reduce((sum, { values }) => sum + values.length, 0)
  }

  /** `index`: what is looked up in a stretch of it. Made when it is first asked for. */
  static empty<Value, Index>(index: (values: readonly Value[]) => Index): AppendOnly<Value, Index> {
    return new AppendOnly([], index)
  }

  and(more: readonly Value[]): AppendOnly<Value, Index> {
    if (more.length === 0) return this
    let fresh = more
    let kept = this.#stretches.length
    for (; kept > 0; kept--) {
      const { values } = this.#stretches[kept - 1] as Stretch<Value, Index>
      if (values.length >= Math.max(2 * fresh.length, shortest)) break
      fresh = [...values, ...fresh]
    }
    const last = new Stretch(fresh, this.#makeIndex)
    return new AppendOnly([...this.#stretches.slice(0, kept), last], this.#makeIndex)
  }

  /** Of each stretch, the oldest first. */
  get indexes(): readonly Index[] {
    this.#indexes ??= this.#stretches.map(({ index }) => index)
    return this.#indexes
  }

  /** As an array's; of negative places only the last. */
  at(nth: number): Value | undefined {
    let place = nth < 0 ? nth + this.length : nth
    for (const { values } of this.#stretches) {
      if (place < values.length) return values[place]
      place -= values.length
    }
    return undefined
  }

  /** All but the first so many. */
  slice(from: number): readonly Value[] {
    const found: (readonly Value[])[] = []
    let end = this.length
    for (let nth = this.#stretches.length - 1; nth >= 0 && end > from; nth--) {
      const { values } = this.#stretches[nth] as Stretch<Value, Index>
      const start = end - values.length
      found.unshift(start >= from ? values : values.slice(from - start))
      end = start
    }
    return found.flat()
  }

  /** With so many values the other list begins, too, for certain. */
  alike(other: AppendOnly<Value, Index>): number {
    const first = this.#stretches.findIndex((stretch, at) => stretch !== other.#stretches[at])
    const shared = first < 0 ? this.#stretches : this.#stretches.slice(0, first)
    return shared.reduce((sum, { values }) => sum + values.length, 0)
  }

  /**
   * Each value as `change` has it; this list itself when that changes nothing. `known`: what was made of
   * the stretches of other lists by the same `change`.
   */
  mapped(change: (value: Value) => Value, known: Changed<Value, Index>): this {
    const made = this.#stretches.map((stretch) => {
      const before = known.get(stretch)
      if (before) return before
      const values = stretch.values.map(change)
      const isSame = values.every((value, at) => value === stretch.values[at])
      const after = isSame ? stretch : new Stretch(values, this.#makeIndex)
      known.set(stretch, after)
      return after
    })
    const isSame = made.every((stretch, at) => stretch === this.#stretches[at])
    return isSame ? this : (new AppendOnly(made, this.#makeIndex) as this)
  }

  *[Symbol.iterator](): Generator<Value> {
    for (const { values } of this.#stretches) yield* values
  }

  toJSON(): readonly Value[] {
    return this.slice(0)
  }
}

/** What was made of stretches; see `AppendOnly.mapped`. */
export type Changed<Value, Index> = WeakMap<Stretch<Value, Index>, Stretch<Value, Index>>

class Stretch<Value, Index> {
  readonly values: readonly Value[]
  readonly #make: (values: readonly Value[]) => Index
  #index: { readonly made: Index } | null = null

  constructor(values: readonly Value[], make: (values: readonly Value[]) => Index) {
    this.values = values
    this.#make = make
  }

  get index(): Index {
    this.#index ??= { made: this.#make(this.values) }
    return this.#index.made
  }
}

/** Fewer values are copied with each that comes: that costs less than looking through many stretches. */
const shortest = 64
