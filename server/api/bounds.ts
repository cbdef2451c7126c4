import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Pace } from './pace.ts'

/**
 * What one person may ask of the server, and what an address from which nobody is known yet. A
 * workshop shares an address: two hundred people open their pages there in the same minute. A page
 * that opens a room asks fifteen times, and a script that files a plan some hundred times.
 */
export const bounds = {
  /** The time that is counted over, in seconds. */
  seconds: 30,
  /** Points in that time: a request is one, one that reads a whole history or text is ten. */
  person: 3000,
  address: 6000,
  heavy: 10,
  /**
   * A body is one more for each of these, in bytes: a comment is none, the text of a whole section one or
   * two. One that does not say how long it is counts as of the second length, or as long as a stranger's
   * may be.
   */
  bodyPoint: 4096,
  untoldBody: 64 * 1024,
  /** Questions after the server's health and its counts, of each kind: no watcher asks as often. */
  watching: 3000,
  /**
   * People who come in by one code from one address: a hall of them at once, then the rest of three
   * hundred within a minute. Whoever comes faster waits for a moment.
   */
  joins: { burst: 150, perSecond: 6, patience: 8000 },
  /** The same by all codes from one address: several halls behind one network. */
  addressJoins: { burst: 450, perSecond: 12, patience: 8000 },
  /** Codes that open nothing, from an address: a hall mistypes; then they are answered late. */
  guesses: { burst: 100, perSecond: 2, patience: 5000 },
  /**
   * Questions by code from an address, right or not: nothing else is in their way. A code is known when its
   * question has been read, so whoever has a right one waits with those who guess, and is not refused:
   * the patience is longer than all connections of an address take.
   */
  entrances: { burst: 300, perSecond: 300, patience: 10_000 },
  /** What one person does to a record or a plan, in such a time, in seconds. */
  oftenSeconds: 600,
  often: {
    /** Speakers entered who have no device: a scribe has a hall before them. */
    speakers: 100,
    /** Comments changed. */
    edits: 120,
    /** One's own name and organisation, which others look up. */
    names: 20,
    /** Threads resolved or opened again: at the end of a meeting all of them. */
    threads: 400,
  },
  /**
   * What is added to one commitment's record in a minute: by one person, and by all who came by one code.
   * The first few of each in that minute go beyond the code's, so that a flood of a few selves is in
   * nobody's way; it is slow, and a facilitator has time to take it out.
   */
  addingSeconds: 60,
  adding: {
    threads: { person: 20, code: 60, own: 2 },
    replies: { person: 30, code: 240, own: 6 },
    dismissals: { person: 20, code: 60, own: 2 },
  },
  /** Requests under way. A browser opens six connections, and people have several devices. */
  personAtOnce: 24,
  addressAtOnce: 400,
  /** Files that are being brought in. */
  personUploads: 2,
  uploads: 8,
  /** Sockets that are open, of a person and from an address. */
  personSockets: 16,
  addressSockets: 2000,
  /** Sockets that are opened in `seconds` from an address without a session: a hall whose sessions ended. */
  strangerSockets: 400,
  /** Sockets of a person that had to be cut in `seconds`; then no more are opened for them. */
  cutSockets: 3,
  /**
   * Files of the page that an address is given in `seconds`: three hundred people who open it for the
   * first time, each some forty.
   */
  files: 20_000,
  /**
   * Bytes of such files, in the same time: three hundred people, each of whom is sent half a megabyte, or a
   * hundred and sixty to whom it comes uncompressed.
   */
  fileBytes: 256 * 1024 * 1024,
  /** Connections from an address, of whatever kind, and in all. */
  addressConnections: 3000,
  connections: 12_000,
  /**
   * Bytes that are kept for whoever does not read them, of an address and in all: three hundred people who
   * open their pages and rooms at once behind a slow line.
   */
  addressUnsent: 256 * 1024 * 1024,
  unsent: 512 * 1024 * 1024,
  /** Bytes of a body from whoever has no session: a name, an organisation and a code. */
  strangerBody: 16 * 1024,
  /** How long a body may take, in ms. */
  bodyPatience: 20_000,
  strangerPatience: 8000,
  uploadPatience: 180_000,
} as const

/** Too much at once or in a while; in so many seconds there is room again. */
export type Crowded = { readonly retryAfter: number }

/** Lets go of what was taken. */
export type Leave = () => void

/** Who asks: a person when there is a session, else whoever is at that address. */
export type Asker = { readonly person: string | null; readonly address: string }

/** What a request asks for: `body` in bytes, of what is read into one value. */
type Weight = {
  readonly heavy?: boolean
  readonly uploads?: boolean
  readonly body?: number
  /** It asks by a code, which whoever has one is let in by. */
  readonly entrance?: boolean
  /** Ends it where there are too many; false: it is not waiting for its sender. */
  readonly end?: () => boolean
}

/** Counts what is under way and what was asked for, per person and per address. Memory only. */
export class Bounds {
  readonly #perPerson = new RateLimiterMemory({ points: bounds.person, duration: bounds.seconds })
  readonly #perAddress = new RateLimiterMemory({ points: bounds.address, duration: bounds.seconds })
  readonly #perWatcher = new RateLimiterMemory({
    points: bounds.watching,
    duration: bounds.seconds,
  })
  readonly #files = new RateLimiterMemory({ points: bounds.files, duration: bounds.seconds })
  readonly #fileBytes = new RateLimiterMemory({
    points: bounds.fileBytes,
    duration: bounds.seconds,
  })
  readonly #strangerSockets = new RateLimiterMemory({
    points: bounds.strangerSockets,
    duration: bounds.seconds,
  })
  readonly #cutSockets = new RateLimiterMemory({
    points: bounds.cutSockets,
    duration: bounds.seconds,
  })
  readonly #entrances = new Pace(bounds.entrances)
  readonly #joins = new Pace(bounds.joins)
  readonly #addressJoins = new Pace(bounds.addressJoins)
  readonly #guesses = new Pace(bounds.guesses)
  readonly #often = {
    speakers: limiting(bounds.often.speakers),
    edits: limiting(bounds.often.edits),
    names: limiting(bounds.often.names),
    threads: limiting(bounds.often.threads),
  }
  readonly #adding = {
    threads: pacing(bounds.adding.threads),
    replies: pacing(bounds.adding.replies),
    dismissals: pacing(bounds.adding.dismissals),
  }
  readonly #under = new Map<string, number>()
  /** How what is under way is ended, by what it counts as, the oldest first. */
  readonly #ends = new Map<string, Set<() => boolean>>()

  /** A request; `uploads` when it brings a file. Nothing of its body has been read yet. */
  async request(
    asker: Asker,
    { heavy = false, uploads = false, body = 0, entrance = false, end }: Weight,
  ): Promise<Leave | Crowded> {
    const points = (heavy ? bounds.heavy : 1) + Math.floor(body / bounds.bodyPoint)
    const late =
      entrance && asker.person === null
        ? await this.#entrances.pass(asker.address)
        : await this.#charge(asker, points)
    if (late) return late
    if (asker.person === null)
      return this.#hold([[`requests from ${asker.address}`, bounds.addressAtOnce]], end)
    const held: [string, number][] = [[`requests of ${asker.person}`, bounds.personAtOnce]]
    if (uploads) held.push([`uploads of ${asker.person}`, bounds.personUploads])
    if (uploads) held.push(['uploads', bounds.uploads])
    return this.#hold(held)
  }

  /** A socket that wants to open. */
  async socket(asker: Asker): Promise<Leave | Crowded> {
    const late =
      (await this.#charge(asker, 1)) ??
      (asker.person === null
        ? await spend(this.#strangerSockets, asker.address, 1)
        : await this.#wasCut(asker.person))
    if (late) return late
    const held: [string, number][] = [[`sockets from ${asker.address}`, bounds.addressSockets]]
    if (asker.person !== null) held.push([`sockets of ${asker.person}`, bounds.personSockets])
    return this.#hold(held)
  }

  /** A socket had to be cut, because of what came over it. */
  async cut({ person }: Asker): Promise<void> {
    if (person !== null) await spend(this.#cutSockets, person, 1)
  }

  /** A question of whoever watches over the server: counted apart, and nothing else is in its way. */
  async watch(path: string, address: string): Promise<Leave | Crowded> {
    return (await spend(this.#perWatcher, `${path} ${address}`, 1)) ?? (() => undefined)
  }

  /** A file of the page, or one that there is not. */
  async file(address: string): Promise<Leave | Crowded> {
    return (await spend(this.#files, address, 1)) ?? (() => undefined)
  }

  /** So many bytes of a file, before they are sent; null: they may be. */
  fileBytes(address: string, bytes: number): Promise<Crowded | null> {
    return spend(this.#fileBytes, address, bytes)
  }

  /** Somebody who is not known yet comes in by this code, which is a right one. */
  async join(code: string, address: string): Promise<Crowded | null> {
    return (
      (await this.#joins.pass(`${address} ${code}`)) ?? (await this.#addressJoins.pass(address))
    )
  }

  /**
   * A code that opened nothing. Nobody finds a right one by trying, at whatever rate: this keeps it cheap,
   * and whoever brings a right one is not in it.
   */
  guess(address: string): Promise<Crowded | null> {
    return this.#guesses.pass(address)
  }

  /** One more of what a person does; null: they may. */
  often(what: keyof typeof bounds.often, person: string): Promise<Crowded | null> {
    return spend(this.#often[what], person, 1)
  }

  /** One more that is added to a commitment's record; `code`: by which they came, null: by none. */
  async adding(
    what: keyof typeof bounds.adding,
    commitment: string,
    { person, code }: { readonly person: string; readonly code: string | null },
  ): Promise<Crowded | null> {
    const { persons, codes } = this.#adding[what]
    const whose = `${commitment} ${person}`
    const before = (await persons.get(whose))?.consumedPoints ?? 0
    const own = await spend(persons, whose, 1)
    if (own || code === null) return own
    const late = await spend(codes, `${commitment} ${code}`, 1)
    return before < bounds.adding[what].own ? null : late
  }

  async #wasCut(person: string): Promise<Crowded | null> {
    const cut = await this.#cutSockets.get(person)
    return cut && cut.remainingPoints <= 0 ? untilThen(cut, this.#cutSockets.duration) : null
  }

  #charge({ person, address }: Asker, points: number): Promise<Crowded | null> {
    return person === null
      ? spend(this.#perAddress, address, points)
      : spend(this.#perPerson, person, points)
  }

  /** All of it or none. `end`: how it is ended for others that come later. */
  #hold(
    wanted: readonly (readonly [what: string, most: number])[],
    end?: () => boolean,
  ): Leave | Crowded {
    const full = wanted.filter(([what, most]) => (this.#under.get(what) ?? 0) >= most)
    if (!full.every(([what]) => this.#endOldest(what))) return { retryAfter: 1 }
    for (const [what] of wanted) {
      this.#under.set(what, (this.#under.get(what) ?? 0) + 1)
      if (end) this.#ends.set(what, (this.#ends.get(what) ?? new Set()).add(end))
    }
    let left = false
    return () => {
      if (left) return
      left = true
      for (const [what] of wanted) {
        const rest = (this.#under.get(what) ?? 1) - 1
        if (rest > 0) this.#under.set(what, rest)
        else this.#under.delete(what)
        const ends = this.#ends.get(what)
        if (end) ends?.delete(end)
        if (ends?.size === 0) this.#ends.delete(what)
      }
    }
  }

  /** Of what waits for its sender the oldest makes room; false: none does. */
  #endOldest(what: string): boolean {
    const ends = this.#ends.get(what)
    for (const end of ends ?? []) {
      ends?.delete(end)
      if (end()) return true
    }
    return false
  }
}

function limiting(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: bounds.oftenSeconds })
}

function pacing({ person, code }: { readonly person: number; readonly code: number }) {
  const duration = bounds.addingSeconds
  return {
    persons: new RateLimiterMemory({ points: person, duration }),
    codes: new RateLimiterMemory({ points: code, duration }),
  }
}

async function spend(
  limiter: RateLimiterMemory,
  whose: string,
  points: number,
): Promise<Crowded | null> {
  try {
    await limiter.consume(whose, points)
    return null
  } catch (limited) {
    if (!(limited instanceof RateLimiterRes)) throw limited
    return untilThen(limited, limiter.duration)
  }
}

/** Never longer than the while that is counted: the limiter asks the system's clock, which may be wrong. */
function untilThen({ msBeforeNext }: RateLimiterRes, duration: number): Crowded {
  return { retryAfter: Math.min(duration, Math.max(1, Math.ceil(msBeforeNext / 1000))) }
}

/** Whether there was no room. */
export function isCrowded(answer: Leave | Crowded): answer is Crowded {
  return typeof answer !== 'function'
}
