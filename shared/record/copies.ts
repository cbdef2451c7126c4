/**
 * Tables and lists that one batch of events has copied: nobody else has seen them yet, so that it may
 * go on changing them. Copying a table of thousands for each of thousands of events would take as long
 * as their product.
 */
export class Copies {
  readonly #made = new WeakSet<object>()
  /** Of a list: where each of its values stands, as it is written. */
  readonly #places = new WeakMap<object, Map<string, number[]>>()
  /** Lists out of which something was taken: its places are empty until `close`. */
  readonly #holed = new Set<unknown[]>()

  put<Value>(
    table: Readonly<Record<string | number, Value>>,
    key: string | number,
    value: Value,
  ): Readonly<Record<string | number, Value>> {
    const copy = this.#made.has(table) ? table : { ...table }
    this.#made.add(copy)
    // Keys come from outside: `__proto__` is one like others.
    Object.defineProperty(copy, key, {
      ...{ value, enumerable: true, writable: true, configurable: true },
    })
    return copy
  }

  append<Value>(list: readonly Value[], more: readonly Value[]): readonly Value[] {
    const copy = this.#own(list)
    const places = this.#places.get(copy)
    for (const one of more) {
      if (places) note(places, one, copy.length)
      copy.push(one)
    }
    return copy
  }

  replace<Value>(list: readonly Value[], at: number, value: Value): readonly Value[] {
    const copy = this.#own(list)
    copy[at] = value
    return copy
  }

  /** The list without all that is written as one of these. Not to be read before `close`. */
  remove<Value extends object>(list: readonly Value[], gone: readonly Value[]): readonly Value[] {
    const copy: (Value | undefined)[] = this.#own(list)
    const places = this.#places.get(copy) ?? placesIn(copy)
    this.#places.set(copy, places)
    for (const one of gone) {
      const key = String(one)
      const empty = places.get(key) ?? []
      for (const at of empty) copy[at] = undefined
      if (empty.length > 0) this.#holed.add(copy)
      places.delete(key)
    }
    return copy as readonly Value[]
  }

  /** Closes the gaps, once for the whole batch. */
  close(): void {
    for (const list of this.#holed) {
      const left = list.filter((one) => one !== undefined)
      left.forEach((one, at) => {
        list[at] = one
      })
      list.length = left.length
    }
  }

  #own<Value>(list: readonly Value[]): Value[] {
    const copy = this.#made.has(list) ? (list as Value[]) : [...list]
    this.#made.add(copy)
    return copy
  }
}

function placesIn(list: readonly unknown[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  list.forEach((one, at) => {
    note(places, one, at)
  })
  return places
}

function note(places: Map<string, number[]>, one: unknown, at: number): void {
  const key = String(one)
  const known = places.get(key)
  if (known) known.push(at)
  else places.set(key, [at])
}
