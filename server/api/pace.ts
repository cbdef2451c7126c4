import type { IncomingMessage } from 'node:http'
import { addressOf } from './bounds.ts'

/** How many of one asker's requests are taken at once, and how far apart those behind them are, in ms. */
const person = { burst: 24, apart: 20 } as const
/** The same from an address of which nobody is known yet, and of sockets from it. */
const address = { burst: 6, apart: 30 } as const

/**
 * Takes requests into the loop one in each of its turns, however many arrive in the same moment: what
 * a request costs before anybody looks at it adds up. While somebody writes, those of one asker come
 * at a walk once there were many; else nobody waits. Nothing is refused here.
 */
export class Pace {
  /** Whether anybody writes. */
  readonly #isBusy: () => boolean
  /** When each would have had all of what they have asked for, at a walk. */
  readonly #until = new Map<string, number>()
  #waiting: { readonly due: number; readonly go: () => void }[] = []
  #next: NodeJS.Immediate | NodeJS.Timeout | null = null

  constructor(isBusy: () => boolean) {
    this.#isBusy = isBusy
  }

  /** `whose`: what a request says of who asks; null when it is known by its address only. */
  take(whose: string | null, from: string, go: () => void): void {
    const { burst, apart } = whose === null ? address : person
    const key = whose ?? ` ${from}`
    const now = performance.now()
    const until = Math.max(now, this.#until.get(key) ?? 0) + apart
    this.#until.set(key, until)
    if (this.#until.size > remembered) this.#forget(now)
    this.#waiting.push({ due: until - burst * apart, go })
    this.#schedule()
  }

  #schedule(): void {
    if (this.#next) return
    this.#next = setImmediate(() => this.#goOn())
  }

  #goOn(): void {
    this.#next = null
    const now = performance.now()
    const isBusy = this.#isBusy()
    const at = this.#waiting.findIndex(({ due }) => !isBusy || due <= now)
    const [first] = at < 0 ? [] : this.#waiting.splice(at, 1)
    first?.go()
    if (this.#waiting.length === 0) return
    if (first) this.#schedule()
    else this.#next = setTimeout(() => this.#goOn(), tick)
  }

  #forget(now: number): void {
    for (const [key, until] of this.#until) if (until < now) this.#until.delete(key)
  }
}

/** How often those who walk are looked after, in ms. */
const tick = 5

const remembered = 10_000

/** What a request says of who asks, before anybody has looked whether it is so, and where it is from. */
export function askerOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxyHeader: string | null,
): [whose: string | null, from: string] {
  const header = (name: string) => {
    const value = headers[name]
    return Array.isArray(value) ? value.at(-1) : value
  }
  const whose = headers.authorization ?? headers.cookie ?? null
  return [whose, addressOf(header, socket.remoteAddress, proxyHeader)]
}
