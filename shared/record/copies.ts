/**
 * Tables and lists that one batch of events has copied: nobody else has seen them yet, so that it may
 * go on changing them. Copying a table of thousands for each of thousands of events would take as long
 * as their product.
 */
export class Copies {
  readonly #made = new WeakSet<object>()
  readonly #keys = new WeakMap<object, Set<string>>()

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
    const keys = this.#keys.get(copy)
    for (const one of more) {
      copy.push(one)
      keys?.add(String(one))
    }
    return copy
  }

  replace<Value>(list: readonly Value[], at: number, value: Value): readonly Value[] {
    const copy = this.#own(list)
    copy[at] = value
    return copy
  }

  /** Whether one of these is in the list, as they are written. */
  hasAny(list: readonly unknown[], wanted: readonly unknown[]): boolean {
    const copy = this.#own(list)
    const keys = this.#keys.get(copy) ?? new Set(copy.map(String))
    this.#keys.set(copy, keys)
    return wanted.some((one) => keys.has(String(one)))
  }

  #own<Value>(list: readonly Value[]): Value[] {
    const copy = this.#made.has(list) ? (list as Value[]) : [...list]
    this.#made.add(copy)
    return copy
  }
}
