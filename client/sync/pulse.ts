/** In milliseconds. */
export type PulseTimes = {
  /** A connection that has been silent for so long is asked. */
  readonly silence: number
  /** It answers within this time, or is dead. */
  readonly answer: number
  /** The same, when the page has slept or was out of sight: nobody should read "saved" meanwhile. */
  readonly waking: number
}

const usualTimes: PulseTimes = { silence: 5000, answer: 4000, waking: 2000 }

/**
 * Finds out that a socket is dead although nobody has said so: a network that is gone without a word,
 * a device that has slept. Browsers take minutes for it.
 */
export class Pulse {
  readonly #ask: () => void
  readonly #dead: () => void
  readonly #times: PulseTimes
  #timer: ReturnType<typeof setTimeout> | undefined
  #heard = 0
  #asked: { readonly at: number; readonly answer: number } | null = null
  /** When the timer should ring, by the clock that goes on while a device sleeps. */
  #due = 0

  constructor(ask: () => void, dead: () => void, times: PulseTimes = usualTimes) {
    this.#ask = ask
    this.#dead = dead
    this.#times = times
  }

  /** A socket is open; whoever answers it may have a room to open first. */
  opened(): void {
    this.#heard = performance.now()
    this.#wait(this.#times.silence * 2)
  }

  /** Anything has come. */
  heard(): void {
    this.#heard = performance.now()
    this.#asked = null
    if (this.#timer === undefined) this.#wait(this.#times.silence)
  }

  /** The page is seen again: is anybody there? */
  wake(): void {
    if (this.#timer !== undefined) this.#question(this.#times.waking)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#asked = null
  }

  #question(answer: number): void {
    this.#asked = { at: performance.now(), answer }
    this.#ask()
    this.#wait(answer)
  }

  #wait(time: number): void {
    clearTimeout(this.#timer)
    this.#due = Date.now() + time
    this.#timer = setTimeout(this.#ring, time)
  }

  readonly #ring = () => {
    const slept = Date.now() - this.#due > oversleep
    const now = performance.now()
    const { silence, answer, waking } = this.#times
    if (slept) this.#question(waking)
    else if (this.#asked) {
      const left = this.#asked.at + this.#asked.answer - now
      if (left > 0) return this.#wait(left)
      this.stop()
      this.#dead()
    } else if (now - this.#heard >= silence) this.#question(answer)
    else this.#wait(this.#heard + silence - now)
  }
}

/** A timer that rings so much too late, in milliseconds, was not held up by a busy page. */
const oversleep = 10_000
