import type { IdRange } from '../../../shared/text/ranges.ts'
import type { Id } from './identities.ts'

/** A unit that was typed and is held back; `written` once it has its identity. */
export type Typed = { readonly id: null; written: Id | null }

/** A unit of the composed blocks: of the body (`id`), perhaps taken out here, or typed. */
export type Unit = { readonly id: Id; gone: boolean } | Typed

/** What was typed in one place. */
export type TypedRun = {
  /** The unit of the body that it was typed behind, also if that is gone; null: the field's start. */
  readonly behind: Id | null
  readonly units: readonly Typed[]
  /** Where it starts, counting live units from 0. */
  readonly index: number
}

/** The units of the blocks that are being composed, by identity. Indices count live units. */
export class ComposedUnits {
  #units: Unit[]

  constructor(ids: readonly Id[]) {
    this.#units = ids.map(unit)
  }

  /** Live units. */
  get length(): number {
    return this.#units.reduce((sum, unit) => sum + Number(isLive(unit)), 0)
  }

  get changed(): boolean {
    return this.#units.some((unit) => unit.id === null || unit.gone)
  }

  /** The identities of what was taken out. */
  get gone(): IdRange[] {
    return this.#units.flatMap((unit): IdRange[] =>
      unit.id && unit.gone ? [[unit.id[0], unit.id[1], 1]] : [],
    )
  }

  at(index: number): Unit | undefined {
    return this.#units.filter(isLive)[index]
  }

  /** Takes neighbouring blocks in. */
  extend(left: readonly Id[], right: readonly Id[]): void {
    this.#units = [...left.map(unit), ...this.#units, ...right.map(unit)]
  }

  /** Replaces the live units `[from, to)` by `count` typed ones, which stand behind what is gone there. */
  replace(from: number, to: number, count: number): void {
    let live = 0
    let at = 0
    for (let unit = this.#units[at]; unit && live < from; unit = this.#units[++at]) {
      if (isLive(unit)) live++
    }
    for (let unit = this.#units[at]; unit && live < to; unit = this.#units[at]) {
      if (isLive(unit)) live++
      if (unit.id === null) this.#units.splice(at, 1)
      else {
        unit.gone = true
        at++
      }
    }
    for (let unit = this.#units[at]; unit && !isLive(unit); unit = this.#units[at]) at++
    const typed = Array.from({ length: count }, (): Typed => ({ id: null, written: null }))
    this.#units.splice(at, 0, ...typed)
  }

  /** What was typed, from left to right. */
  runs(): TypedRun[] {
    const runs: TypedRun[] = []
    let behind: Id | null = null
    let index = 0
    let run: Typed[] = []
    for (const unit of this.#units) {
      if (unit.id === null) {
        if (run.length === 0) {
          run = []
          runs.push({ behind, units: run, index })
        }
        run.push(unit)
        index++
        continue
      }
      run = []
      behind = unit.id
      if (!unit.gone) index++
    }
    return runs
  }
}

function unit(id: Id): Unit {
  return { id, gone: false }
}

function isLive(unit: Unit): boolean {
  return unit.id === null || !unit.gone
}
