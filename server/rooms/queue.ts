import { Fairness, type Standing } from './fairness.ts'
import { limits } from './limits.ts'
import { type Who, Worktime } from './worktime.ts'

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
  readonly works: Waiting<Batch>[]
  bytes: number
  /** Of the first work. */
  standing: Standing
  /** What its works have taken since it has not been empty, in ms. */
  spent: number
  /** Whether its person has taken more of late than anybody's keys do, as it was seen last. */
  isMuch: boolean
}

type Waiting<Batch> = {
  readonly work: Work<Batch>
  readonly number: number
  /** How far its person was ahead of somebody who types, in updates; null: much too far. */
  readonly typed: number | null
  /** For what is nobody's: how much each lane before it had spent when it came. */
  readonly spentBefore: ReadonlyMap<Lane<Batch>, number>
}

/**
 * What waits for the next tick, and when that comes: at once in a quiet room; after a rest that
 * grows with the number of people under load, so that updates share commits and frames; at once
 * again when enough has gathered. One tick at a time, and never more in it than can be answered in a
 * moment: after a failure of the journal much may have gathered.
 *
 * Each person's works are done in the order in which they came. Between people the order is a fair
 * one, see `Fairness`: however much some bring, and however many they are, who wants little is served
 * soon. Whose works have taken more than their share of the last seconds waits until that is over; all
 * who came by one code have one together, in which what somebody types goes before what floods.
 */
export class Queue<Batch> {
  readonly #tick: (work: AsyncIterable<Work<Batch>>) => Promise<void>
  /** How long to rest between two ticks now, in ms. */
  readonly #rest: () => number
  readonly #lanes = new Map<string | null, Lane<Batch>>()
  readonly #fairness = new Fairness()
  readonly #worktime: Worktime
  readonly #codeOf: (person: string) => string | null
  /** How many works wait of all who came by a code. */
  readonly #byCode = new Map<string, number>()
  #bytes = 0
  #number = 0
  #ticking: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #last = 0
  #draining = false
  #stopped = false

  /**
   * `tick` takes its works one by one; which come is decided as it goes. `codeOf`: by which code somebody
   * came, if that is known.
   */
  constructor(
    tick: (work: AsyncIterable<Work<Batch>>) => Promise<void>,
    rest: () => number,
    worktime = new Worktime(),
    codeOf: (person: string) => string | null = () => null,
  ) {
    this.#tick = tick
    this.#rest = rest
    this.#worktime = worktime
    this.#codeOf = codeOf
  }

  get bytes(): number {
    return this.#bytes
  }

  /** True when nothing waits and nothing is under way. */
  get quiet(): boolean {
    return this.#lanes.size === 0 && this.#ticking === null
  }

  /** Resolves when the tick that is under way has ended; what waits is not waited for. */
  get underway(): Promise<void> {
    return this.#ticking ?? Promise.resolve()
  }

  /** True if this person has so much waiting that nothing more should be taken from them. */
  isFull(person: string): boolean {
    const lane = this.#lanes.get(person)
    if (!lane) return false
    const code = this.#codeOf(person)
    const isCrowded = code !== null && (this.#byCode.get(code) ?? 0) >= limits.codeWorks
    const most = isCrowded ? limits.laneWorksThen : limits.laneWorks
    return lane.works.length >= most || lane.bytes >= limits.laneBytes
  }

  /** Whether more of theirs can be left with the network for now. */
  isHeard(person: string, share = 1): boolean {
    const lane = this.#lanes.get(person)
    if (!lane) return true
    const { laneHeard, laneHeardBytes } = limits
    return lane.works.length < laneHeard * share && lane.bytes < laneHeardBytes * share
  }

  add(work: Work<Batch>): void {
    if (this.#stopped) {
      work.lost?.()
      return
    }
    const by = work.by ?? null
    const lane = this.#lanes.get(by) ?? this.#newLane(by, work.bytes)
    const spentBefore = new Map(
      by === null ? [...this.#lanes.values()].map((each) => [each, each.spent]) : [],
    )
    this.#lanes.set(by, lane)
    const typed = by === null ? null : this.#worktime.typed(by, work.bytes)
    lane.works.push({ work, number: this.#number++, typed, spentBefore })
    lane.bytes += work.bytes
    this.#bytes += work.bytes
    this.#count(by, 1)
    this.#schedule()
  }

  /** What somebody's work has cost beside its run, in ms. */
  charge(person: string, took: number): void {
    this.#worktime.add(this.#who(person), took)
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
    this.#byCode.clear()
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
    for (const lane of this.#lanes.values()) soonest = Math.min(soonest, this.#waitOf(lane))
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
    for (const lane of this.#lanes.values()) lane.isMuch = this.#wantsMuch(lane.by)
    let count = 0
    let bytes = 0
    let breath = start
    const spend = spending()
    for (;;) {
      const passed = performance.now() - start
      if (count > 0 && passed > limits.tickTime) return
      const lane = this.#next()
      const isMuch = lane !== undefined && this.#wantsMuch(lane.by)
      if (count > 0 && passed > limits.tickMuch && isMuch) return
      const work = lane?.works[0]?.work
      if (!lane || !work || (count > 0 && bytes + work.bytes > limits.tickMost)) return
      count += 1
      bytes += work.bytes
      const isTyped = this.#shift(lane)
      const used = spend()
      yield work
      this.#account(lane, used(), isTyped)
      if (performance.now() - breath < limits.breath) continue
      await new Promise((turn) => setImmediate(turn))
      breath = performance.now()
    }
  }

  /**
   * What is nobody's once it may, else the first of the share whose turn it is: a code's, or of who came by
   * none their own.
   */
  #next(): Lane<Batch> | undefined {
    const nobodys = this.#lanes.get(null)
    const asked = nobodys?.works[0]
    const shares = new Map<string, Turn<Batch>>()
    let mayGo = true
    for (const lane of this.#lanes.values()) {
      if (lane.by === null || !this.#mayWork(lane)) continue
      const share = this.#codeOf(lane.by) ?? lane.by
      const turn = { lane, by: lane.by, due: this.#fairness.due(lane.by, lane.standing) }
      const known = shares.get(share)
      if (!known || isFirstOfShare(turn, known)) shares.set(share, turn)
      if (asked && mayGo) mayGo = !isAfter(asked, lane)
    }
    if (asked && mayGo) return nobodys
    let first: Turn<Batch> | undefined
    for (const turn of shares.values()) if (!first || this.#isBefore(turn, first)) first = turn
    return first?.lane
  }

  /**
   * Who has taken much of late comes behind all others: when the loop was held up during somebody's key, by
   * whatever, that must not count as theirs as often as there are others who want it. Else the share goes
   * first that has taken least, in whole ms, however many have it together.
   */
  #isBefore(turn: Turn<Batch>, other: Turn<Batch>): boolean {
    const { isMuch } = turn.lane
    if (isMuch !== other.lane.isMuch) return !isMuch
    const taken = this.#takenBy(turn)
    const otherTaken = this.#takenBy(other)
    return taken === otherTaken ? isDueBefore(turn, other) : taken < otherTaken
  }

  #takenBy({ by }: Turn<Batch>): number {
    return Math.floor(this.#worktime.shared(this.#who(by)))
  }

  #mayWork(lane: Lane<Batch>): boolean {
    return this.#draining || this.#waitOf(lane) <= 0
  }

  /** In how many ms the first of it may be done. */
  #waitOf(lane: Lane<Batch>): number {
    const { by } = lane
    return by === null ? 0 : this.#worktime.wait(this.#who(by), isTyped(lane))
  }

  /** What others have in the tick is answered when all of it is done. */
  #wantsMuch(person: string | null): boolean {
    return person !== null && this.#worktime.isMuch(this.#who(person))
  }

  #who(person: string): Who {
    return { person, cameBy: this.#codeOf(person) }
  }

  #count(person: string | null, more: number): void {
    const code = person === null ? null : this.#codeOf(person)
    if (code === null) return
    const count = (this.#byCode.get(code) ?? 0) + more
    if (count > 0) this.#byCode.set(code, count)
    else this.#byCode.delete(code)
  }

  #newLane(by: string | null, bytes: number): Lane<Batch> {
    const standing = by === null ? outOfTurn : this.#fairness.next(by, bytes)
    return { by, works: [], bytes: 0, standing, spent: 0, isMuch: this.#wantsMuch(by) }
  }

  /** Whether what is taken was typed. */
  #shift(lane: Lane<Batch>): boolean {
    const taken = lane.works.shift()
    if (!taken) return false
    lane.bytes -= taken.work.bytes
    this.#bytes -= taken.work.bytes
    this.#count(lane.by, -1)
    if (lane.works.length === 0) this.#lanes.delete(lane.by)
    return taken.typed !== null
  }

  #account({ by, standing }: Lane<Batch>, took: number, isTyped: boolean): void {
    if (by === null) return
    this.#worktime.add(this.#who(by), took, isTyped)
    this.#fairness.done(by, standing, took)
    // what came meanwhile after its last work stands in a lane of its own
    const lane = this.#lanes.get(by)
    const next = lane?.works[0]?.work
    if (!lane || !next) return
    lane.spent += took
    lane.isMuch = this.#wantsMuch(by)
    lane.standing = this.#fairness.next(by, next.bytes)
  }
}

/** How somebody's first work stands beside those of others. */
type Turn<Batch> = { readonly lane: Lane<Batch>; readonly by: string; readonly due: number }

/** What is typed goes first, or whoever types would wait behind a flood of others of their code. */
function isFirstOfShare<Batch>(turn: Turn<Batch>, other: Turn<Batch>): boolean {
  const [one, two] = [turn.lane, other.lane]
  const [ahead, otherAhead] = [aheadOf(one), aheadOf(two)]
  if (ahead !== otherAhead) return ahead < otherAhead
  return one.isMuch === two.isMuch ? isDueBefore(turn, other) : two.isMuch
}

function isDueBefore<Batch>(turn: Turn<Batch>, other: Turn<Batch>): boolean {
  const { due, lane } = turn
  return due < other.due || (due === other.due && numberOf(lane) < numberOf(other.lane))
}

/**
 * Counts what works take, in ms: not more than the processor's time, or whoever writes while the machine
 * is busy elsewhere would be charged for that. That is asked for what takes long only, for asking costs
 * as much as a key.
 */
function spending(): () => () => number {
  let known = process.cpuUsage()
  return () => {
    const began = performance.now()
    return () => {
      const took = performance.now() - began
      if (took < short) return took
      const { user, system } = process.cpuUsage(known)
      known = process.cpuUsage()
      return Math.min(took, (user + system) / 1000)
    }
  }
}

/** In ms. */
const short = 1

const outOfTurn: Standing = { start: 0, size: 0 }

/** It came after what this lane has first, and the lane has not had its share since then. */
function isAfter<Batch>({ number, spentBefore }: Waiting<Batch>, lane: Lane<Batch>): boolean {
  const spent = spentBefore.get(lane)
  return numberOf(lane) < number && (spent === undefined || lane.spent - spent <= limits.tickShare)
}

function isTyped<Batch>({ works }: Lane<Batch>): boolean {
  return works[0] !== undefined && works[0].typed !== null
}

/** By few, or whoever types as fast as others would wait for what they do in a moment. */
function aheadOf<Batch>({ works }: Lane<Batch>): number {
  return Math.floor((works[0]?.typed ?? limits.typedBurst * 2) / fewKeys)
}

/** What somebody writes ahead of how people type, in updates, before it counts. */
const fewKeys = 5

function numberOf<Batch>({ works }: Lane<Batch>): number {
  return works[0]?.number ?? 0
}
