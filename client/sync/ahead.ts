import { fromBase64, toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import type { Unsent } from './device.ts'

/**
 * What IndexedDB has been given and may not have yet, on this device all the same: a browser drops
 * every transaction that a page's end overtakes (of a burst of 30 letters, 27), and what stands in
 * `localStorage` it keeps. Nothing stays here longer than a transaction takes. Where the storage is
 * missing, full or blocked, nothing is kept here, and IndexedDB is as good as it is.
 */
export class Ahead {
  readonly #prefix: string
  #count = 0

  /** `prefix`: with which the names of one slot's bodies begin. */
  constructor(prefix: string) {
    this.#prefix = `${prefix}${mark}`
  }

  /** Answers under which key an own change of a body is kept; null: it is not. */
  keep(body: string, update: Uint8Array): string | null {
    if (update.length > mostBytes) return null
    const key = `${this.#prefix}${this.#count++}`
    return write(key, JSON.stringify({ body, update: toBase64(update) } satisfies Early))
      ? key
      : null
  }

  /** It stands in IndexedDB. */
  drop(key: string): void {
    storage()?.removeItem(key)
  }

  /** Who wrote what is unsent; null: everything has been acknowledged. */
  keepUnsent(unsent: Unsent | null): string | null {
    const key = `${this.#prefix}${unsentKey}`
    if (!unsent) {
      this.drop(key)
      return null
    }
    const text = JSON.stringify({ ...unsent, clocks: [...unsent.clocks] })
    if (text.length <= mostBytes && write(key, text)) return text
    this.drop(key)
    return null
  }

  /** What `keepUnsent` answered stands in IndexedDB. */
  dropUnsent(text: string): void {
    const key = `${this.#prefix}${unsentKey}`
    if (storage()?.getItem(key) === text) this.drop(key)
  }

  /** What an earlier page session left and IndexedDB may not have, as it stands there; null: nothing. */
  unsent(): unknown {
    const text = storage()?.getItem(`${this.#prefix}${unsentKey}`)
    return text ? (parsed(text) ?? 'odd') : null
  }

  /** False: there is something that is no change of a body. */
  isSound(): boolean {
    return this.#early().every(([, early]) => {
      try {
        Y.decodeUpdate(fromBase64(early.update))
        return typeof early.body === 'string'
      } catch {
        return false
      }
    })
  }

  /** The changes of a body that an earlier page session left, in the order in which they were made. */
  left(body: string): { readonly key: string; readonly update: Uint8Array }[] {
    return this.#early()
      .filter(([, early]) => early.body === body)
      .map(([key, early]) => ({ key, update: fromBase64(early.update) }))
  }

  /** Of all bodies but this one, which the device does not hold any more. */
  forgetOthers(body: string | null): void {
    for (const [key, early] of this.#early()) if (early.body !== body) this.drop(key)
    if (body === null) this.drop(`${this.#prefix}${unsentKey}`)
  }

  #early(): (readonly [string, Early])[] {
    const numbered = keys().flatMap((key) => {
      const number = key.startsWith(this.#prefix) ? Number(key.slice(this.#prefix.length)) : NaN
      return Number.isNaN(number) ? [] : [{ key, number }]
    })
    numbered.sort((a, b) => a.number - b.number)
    // a page that begins anew counts from behind what it found
    this.#count = Math.max(this.#count, (numbered.at(-1)?.number ?? -1) + 1)
    return numbered.flatMap(({ key }) => {
      const text = storage()?.getItem(key)
      return text ? [[key, (parsed(text) ?? {}) as Early] as const] : []
    })
  }
}

/** The prefixes of the slots in which words wait that IndexedDB may not know of. */
export function prefixesAhead(): string[] {
  const end = `${mark}${unsentKey}`
  return keys().flatMap((key) => (key.endsWith(end) ? [key.slice(0, -end.length)] : []))
}

type Early = { readonly body: string; readonly update: string }

/** Null: it is no JSON, or says null. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function write(key: string, text: string): boolean {
  try {
    storage()?.setItem(key, text)
    return storage() !== null
  } catch {
    return false
  }
}

function keys(): string[] {
  return Object.keys(storage() ?? {})
}

function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

const mark = 'ahead/'
const unsentKey = 'unsent'

/** What is larger was pasted, and a browser gives all of a site's pages together about five million. */
const mostBytes = 100_000
