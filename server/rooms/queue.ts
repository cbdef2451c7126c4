import { limits } from './limits.ts'
import { Worktime } from './worktime.ts'

/** One thing to do in a tick. */
export type Work<Batch> = {
  readonly bytes: number
  /** Whose it is; what is nobody's never waits for anybody's share. */
  readonly by?: string
  run(batch: Batch): void | Promise<void>
  /** The tick will never come. */
  lost?(): void
}

/** What one person has waiting, in the order in which it came. */
type Lane<Batch> = {
  readonly by: string | null
  readonly works: { readonly work: Work<Batch>; readonly number: number }[]
  bytes: number
}

/**
 * What waits for the next tick, and when that comes: at once in a quiet room; after a rest that
 * grows with the number of people under load, so that updates share commits and frames; at once
 * again when enough has gathered. One tick at a time, and never more in it than can be answered in a
 * moment: after a failure of the journal much may have gathered.
 *
 * Works are done in the order in which they came, each person's always. But the loop belongs to
 * everybody: whose works have taken more than their share of a tick, or of the last seconds, waits
 * until others have had theirs.
 */
export class Queue<Batch> {
  readonly #tick: (work: AsyncIterable<Work<Batch>>) => Promise<void>
  /** How long to rest between two ticks now, in ms. */
  readonly #rest: () => number
  readonly #lanes = new Map<string | null, Lane<Batch>>()
  readonly #worktime = new Worktime()
  #bytes = 0
  #count = 0
  #ticking: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #last = 0
  #draining = false
  #stopped = false

  /** `tick` takes its works one by one; which come is decided as it goes. */
  constructor(tick: (work: AsyncIterable<Work<Batch>>) => Promise<void>, rest: () => number) {
    this.#tick = tick
    this.#rest = rest
  }

  get bytes(): number {
    return this.#bytes
  }

  /** True when nothing waits and nothing is under way. */
  get quiet(): boolean {
    return this.#lanes.size === 0 && this.#ticking === null
  }

  /** True if this person has so much waiting that nothing more should be taken from them. */
  isFull(person: string): boolean {
    const lane = this.#lanes.get(person)
    return !!lane && (lane.works.length >= limits.laneWorks || lane.bytes >= limits.laneBytes)
  }

  add(work: Work<Batch>): void {
    if (this.#stopped) {
      work.lost?.()
      return
    }
    const by = work.by ?? null
    const lane = this.#lanes.get(by) ?? { by, works: [], bytes: 0 }
    this.#lanes.set(by, lane)
    lane.works.push({ work, number: this.#count++ })
    lane.bytes += work.bytes
    this.#bytes += work.bytes
    this.#schedule()
  }

  /** What somebody's work has cost beside its run, in ms. */
  charge(person: string, took: number): void {
    this.#worktime.add(person, took)
  }

  /** Does everything that waits now; resolves when nothing is under way. */
  async drain(): Promise<void> {
    this.#draining = true
    while (!this.quiet && !this.#stopped) {
      if (!this.#ticking) this.#start()
      await this.#ticking
    }
    await this.#ticking
    this.#draining = false
  }

  /** Forgets what waits and takes nothing more. */
  stop(): void {
    this.#stopped = true
    for (const { works } of this.#lanes.values()) for (const { work } of works) work.lost?.()
    this.#lanes.clear()
    this.#bytes = 0
    if (this.#timer) clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#ticking || this.#lanes.size === 0) return
    const rest = this.#bytes >= limits.tickBytes ? 0 : this.#last + this.#rest() - performance.now()
    const wait = Math.max(rest, this.#soonest())
    if (wait <= 0) {
      this.#start()
      return
    }
    // set anew each time: whoever came just now may not have to wait as long as those before
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#start(), wait)
  }

  /** In how many ms there is somebody who may work. */
  #soonest(): number {
    let soonest = Number.POSITIVE_INFINITY
    for (const { by } of this.#lanes.values()) {
      soonest = Math.min(soonest, by === null ? 0 : this.#worktime.wait(by))
    }
    return soonest
  }

  #start(): void {
    if (this.#ticking) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#ticking = this.#run().finally(() => {
      this.#ticking = null
      this.#schedule()
    })
  }

  async #run(): Promise<void> {
    // What comes in during the same turn of the event loop belongs together.
    await new Promise((turn) => setImmediate(turn))
    this.#last = performance.now()
    await this.#tick(this.#works())
  }

  /** The works of one tick; in between, whatever else waits for the loop gets its turn. */
  async *#works(): AsyncGenerator<Work<Batch>> {
    const start = performance.now()
    const taken = new Map<string | null, number>()
    let bytes = 0
    let breath = start
    for (;;) {
      if (taken.size > 0 && performance.now() - start > limits.tickTime) return
      const lane = this.#next(taken)
      const work = lane?.works[0]?.work
      if (!lane || !work || (taken.size > 0 && bytes + work.bytes > limits.tickMost)) return
      this.#take(lane)
      bytes += work.bytes
      const began = performance.now()
      yield work
      const took = performance.now() - began
      taken.set(lane.by, (taken.get(lane.by) ?? 0) + took)
      if (lane.by !== null) this.#worktime.add(lane.by, took)
      if (performance.now() - breath < limits.breath) continue
      await new Promise((turn) => setImmediate(turn))
      breath = performance.now()
    }
  }

  /** Whose work came first, of those who have not had their share; else of those who may work. */
  #next(taken: ReadonlyMap<string | null, number>): Lane<Batch> | undefined {
    let first: Lane<Batch> | undefined
    let over: Lane<Batch> | undefined
    for (const lane of this.#lanes.values()) {
      if (!this.#draining && lane.by !== null && this.#worktime.wait(lane.by) > 0) continue
      const isOver = lane.by !== null && (taken.get(lane.by) ?? 0) > limits.tickShare
      if (isOver) over = earlier(over, lane)
      else first = earlier(first, lane)
    }
    return first ?? over
  }

  #take(lane: Lane<Batch>): void {
    const taken = lane.works.shift()
    if (!taken) return
    lane.bytes -= taken.work.bytes
    this.#bytes -= taken.work.bytes
    if (lane.works.length === 0) this.#lanes.delete(lane.by)
  }
}

function earlier<Batch>(one: Lane<Batch> | undefined, other: Lane<Batch>): Lane<Batch> {
  if (!one) return other
  return (one.works[0]?.number ?? 0) < (other.works[0]?.number ?? 0) ? one : other
}
