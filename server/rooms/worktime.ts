import { limits } from './limits.ts'

/** Somebody, and the code by which they came. */
export type Who = { readonly person: string; readonly cameBy: string | null }

/**
 * How much of the loop's time each person has taken of late, and all together who came by one code, and
 * how long they must wait for more: a bound for everybody, and a lower one beside others who write.
 */
export class Worktime {
  readonly #people = new Debts(limits.workPerSecond, limits.workBurst)
  readonly #codes = new Debts(limits.workPerSecondByCode, limits.workBurstByCode)
  readonly #beside = new Beside(
    limits.besidePerSecond,
    limits.besideBurst,
    limits.besideShare,
    limits.besideRest,
  )
  readonly #besideByCode = new Beside(
    limits.besidePerSecondByCode,
    limits.besideBurstByCode,
    limits.besideShareByCode,
    limits.besideSlice / limits.besideShareByCode,
  )
  /** Who wrote last and had not taken too much; the last of all, and the last who is somebody else. */
  #modest: readonly (Who & { readonly at: number })[] = []

  /** In ms. Who only reads does not count as somebody who writes. */
  add(who: Who, took: number, writes = true): void {
    const { person, cameBy } = who
    const at = performance.now()
    this.#people.add(person, took)
    this.#beside.add(person, took, at)
    if (cameBy !== null) {
      this.#codes.add(cameBy, took)
      this.#besideByCode.add(cameBy, took, at)
    }
    if (!writes) return
    // one large paste is anybody's
    if (this.#beside.strikes(person, at) > 1 || this.#besideByCode.strikes(cameBy ?? '', at) > 0)
      return
    const [other] = this.#modest.filter((one) => one.person !== person)
    this.#modest = [{ person, cameBy, at }, ...(other ? [other] : [])]
  }

  /** How long until this person's work is taken again, in ms; 0: now. */
  wait({ person, cameBy }: Who): number {
    const own = Math.max(this.#people.wait(person), this.#waitBeside(person, null))
    if (cameBy === null) return own
    return Math.max(own, this.#codes.wait(cameBy), this.#waitBeside(person, cameBy))
  }

  #waitBeside(person: string, code: string | null): number {
    const now = performance.now()
    const wait = code === null ? this.#beside.wait(person, now) : this.#besideByCode.wait(code, now)
    if (wait <= 0) return 0
    const others = this.#modest.filter((one) =>
      code === null ? one.person !== person : one.cameBy !== code,
    )
    const quiet = Math.min(...others.map(({ at }) => now - at))
    // nobody is held up: it goes on at once, and at the latest when whoever wrote has stopped
    return quiet > limits.besideWhile ? 0 : Math.min(wait, limits.besideWhile - quiet + 1)
  }

  /** Somebody writes, or has just now. */
  get isBusy(): boolean {
    const [last] = this.#modest
    return last !== undefined && performance.now() - last.at <= limits.besideWhile
  }

  /** True of whoever has taken more of late than anybody's keys do. */
  isMuch({ person, cameBy }: Who): boolean {
    return Math.max(this.#people.owed(person), this.#codes.owed(cameBy ?? '')) > limits.workMuch
  }
}

/**
 * Who has taken more than a burst, and from then on has slices with rests in between until it is paid
 * back: soon the first time, later each further time.
 */
class Beside {
  readonly #perSecond: number
  readonly #burst: number
  readonly #share: number
  readonly #rest: number
  readonly #shares = new Map<string, Share>()

  constructor(perSecond: number, burst: number, share: number, rest: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#share = share
    this.#rest = rest
  }

  add(who: string, took: number, now: number): void {
    const before = this.#at(who, now)
    const began = now - took
    const isFresh = !before.isOver || began - before.opened >= this.#gap(before)
    const isOver = before.isOver || before.owed + took > this.#burst
    const isAgain = isOver && !before.isOver
    const known = now - before.overAt < limits.besideMemory ? before.strikes : 0
    this.#shares.set(who, {
      // what is too dear at once is no worse than twice too much
      owed: Math.min(before.owed + took, this.#burst * 2),
      at: now,
      isOver,
      strikes: isAgain ? known + 1 : known,
      overAt: isOver ? now : before.overAt,
      opened: isFresh ? began : before.opened,
      used: (isFresh ? 0 : before.used) + took,
    })
    if (this.#shares.size > remembered) this.#forget(now)
  }

  /** How often of late they have taken more than a burst, if they owe for it; else 0. */
  strikes(who: string, now: number): number {
    const { isOver, strikes } = this.#at(who, now)
    return isOver ? strikes : 0
  }

  /** In ms. */
  wait(who: string, now: number): number {
    // asked of everybody who waits, for every work that is taken
    if (!this.#shares.get(who)?.isOver) return 0
    const share = this.#at(who, now)
    if (!share.isOver) return 0
    const since = now - share.opened
    if (share.used < limits.besideSlice && since < limits.besideSlice * 2) return 0
    return Math.max(0, this.#gap(share) - since)
  }

  #gap({ used, strikes }: Share): number {
    const share = Math.max(this.#share, limits.besideFirst / strikes)
    return Math.min(limits.besideLongest, Math.max(this.#rest, used / share))
  }

  #at(who: string, now: number): Share {
    const share = this.#shares.get(who)
    if (!share) return nothingTaken
    const rate = share.isOver ? this.#perSecond / 2 ** (share.strikes - 1) : this.#perSecond
    const owed = Math.max(0, share.owed - ((now - share.at) / 1000) * rate)
    return { ...share, owed, isOver: share.isOver && owed > 0 }
  }

  /** Whoever owes nothing any more need not be known. */
  #forget(now: number): void {
    for (const [who, { overAt }] of this.#shares) {
      const isOld = now - overAt > limits.besideMemory
      if (isOld && this.#at(who, now).owed === 0) this.#shares.delete(who)
    }
  }
}

type Share = {
  readonly owed: number
  readonly at: number
  /** More than a burst is owed, or has been and is not paid back. */
  readonly isOver: boolean
  /** How often that came about of late, and when it last was so. */
  readonly strikes: number
  readonly overAt: number
  /** When the last slice began, and what has been used of it. */
  readonly opened: number
  readonly used: number
}

const nothingTaken: Share = {
  ...{ owed: 0, at: 0, isOver: false, opened: 0, used: 0, strikes: 0 },
  overAt: Number.NEGATIVE_INFINITY,
}

class Debts {
  readonly #perSecond: number
  readonly #burst: number
  readonly #debts = new Map<string, { readonly owed: number; readonly at: number }>()

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
  }

  add(who: string, took: number): void {
    this.#debts.set(who, { owed: took + this.owed(who), at: performance.now() })
    if (this.#debts.size > remembered) this.#forget()
  }

  wait(who: string): number {
    const over = this.owed(who) - this.#burst
    return over > 0 ? (over * 1000) / this.#perSecond : 0
  }

  owed(who: string): number {
    const debt = this.#debts.get(who)
    if (!debt) return 0
    const paid = ((performance.now() - debt.at) / 1000) * this.#perSecond
    return Math.max(0, debt.owed - paid)
  }

  /** Whoever owes nothing any more need not be known. */
  #forget(): void {
    for (const who of this.#debts.keys()) if (this.owed(who) === 0) this.#debts.delete(who)
  }
}

const remembered = 1000
