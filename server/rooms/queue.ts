import { limits } from './limits.ts'

/** One thing to do in a tick. */
export type Work<Batch> = {
  readonly bytes: number
  run(batch: Batch): void | Promise<void>
  /** The tick will never come. */
  lost?(): void
}

/**
 * What waits for the next tick, and when that comes: at once in a quiet room; after a rest that
 * grows with the number of people under load, so that updates share commits and frames; at once
 * again when enough has gathered. One tick at a time, and never more in it than can be answered in a
 * moment: after a failure of the journal much may have gathered.
 */
export class Queue<Batch> {
  readonly #tick: (work: readonly Work<Batch>[]) => Promise<void>
  /** How long to rest between two ticks now, in ms. */
  readonly #rest: () => number
  #waiting: Work<Batch>[] = []
  #bytes = 0
  #ticking: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #last = 0
  #stopped = false

  constructor(tick: (work: readonly Work<Batch>[]) => Promise<void>, rest: () => number) {
    this.#tick = tick
    this.#rest = rest
  }

  get bytes(): number {
    return this.#bytes
  }

  /** True when nothing waits and nothing is under way. */
  get quiet(): boolean {
    return this.#waiting.length === 0 && this.#ticking === null
  }

  add(work: Work<Batch>): void {
    if (this.#stopped) {
      work.lost?.()
      return
    }
    this.#waiting.push(work)
    this.#bytes += work.bytes
    this.#schedule()
  }

  /** Does everything that waits now; resolves when nothing is under way. */
  async drain(): Promise<void> {
    while (!this.quiet && !this.#stopped) {
      if (!this.#ticking) this.#start()
      await this.#ticking
    }
    await this.#ticking
  }

  /** Forgets what waits and takes nothing more. */
  stop(): void {
    this.#stopped = true
    for (const work of this.#waiting) work.lost?.()
    this.#waiting = []
    this.#bytes = 0
    if (this.#timer) clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (this.#ticking || this.#waiting.length === 0) return
    const rest = this.#bytes >= limits.tickBytes ? 0 : this.#last + this.#rest() - performance.now()
    if (rest <= 0) this.#start()
    else this.#timer ??= setTimeout(() => this.#start(), rest)
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

  /** How many of those that wait fit into one tick; at least one. */
  #share(): number {
    let bytes = 0
    const end = this.#waiting.findIndex((work) => {
      bytes += work.bytes
      return bytes > limits.tickMost
    })
    return end < 0 ? this.#waiting.length : Math.max(end, 1)
  }

  async #run(): Promise<void> {
    // What comes in during the same turn of the event loop belongs together.
    await new Promise((turn) => setImmediate(turn))
    const work = this.#waiting.splice(0, this.#share())
    this.#bytes -= work.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#last = performance.now()
    await this.#tick(work)
  }
}
