import { uuidv4 } from 'lib0/random'
import type { Meant } from '../../shared/record/mentions.ts'
import { takeLock } from './locks.ts'

/** What is half written in one form. */
export type Written = { readonly text: string; readonly meant: readonly Meant[] }

/** One page session of a tab: under `id` it keeps, and `before` is the one that a reload ended. */
export type Tab = { readonly id: string; readonly before: string | null }

/** One draft as it stands on the device; tab '': kept by an earlier version, for all tabs at once. */
type Entry = {
  readonly name: string
  readonly place: string
  readonly tab: string
  readonly key: string
  readonly written: Written
}

const root = 'accord.draft.'
const nobody: Written = { text: '', meant: [] }

let tab: Tab | null = null

/**
 * This page session. Each has names of its own on the device, held by a lock: of two tabs neither
 * writes over what the other holds, also where a tab was doubled with all that it remembers.
 */
export function thisTab(): Tab {
  if (tab) return tab
  const id = uuidv4()
  let before: string | null = null
  try {
    before = sessionStorage.getItem(`${root}tab`)
    sessionStorage.setItem(`${root}tab`, id)
  } catch {
    // a reload then takes over as any other tab does
  }
  void takeLock(root + id, 0)
  tab = { id, before }
  return tab
}

/** Drafts of one place, a commitment and a person, on this device. */
export class DraftsKept {
  readonly #place: string
  readonly #tab: Tab

  constructor(place: string, tab: Tab) {
    this.#place = place
    this.#tab = tab
  }

  /** What this tab had, at once: also before the page that it reloads has let go. */
  own(): Map<string, Written> {
    const { id, before } = this.#tab
    const of = (wanted: string | null) => this.#entries().filter(({ tab }) => tab === wanted)
    return new Map([...of(before), ...of(id)].map(({ key, written }) => [key, written]))
  }

  /** False: the device does not keep it. */
  keep(key: string, written: Written): boolean {
    const name = this.#name(key)
    if (written.text === '') {
      remove(name)
      return true
    }
    return store(name, JSON.stringify(written))
  }

  /**
   * Takes over what tabs have left that are gone: `take` answers whether it is wanted here; what is
   * not stays for the next page. `lost`: what was thought this tab's own is another's, which is open.
   */
  async takeOver(
    take: (key: string, written: Written, own: boolean) => boolean,
    lost: (key: string) => void,
  ): Promise<void> {
    const { id, before } = this.#tab
    for (const other of new Set(this.#entries().map(({ tab }) => tab))) {
      if (other === id) continue
      const patience = other === before ? ownPatience : 0
      const release = other === '' ? () => {} : await takeLock(root + other, patience)
      for (const { name, key, written } of this.#entries()) {
        if (!name.startsWith(`${root}${this.#place}${other && `~${other}`}.`)) continue
        if (!release) {
          if (other === before) lost(key)
        } else if (take(key, written, other === before)) this.#move(name, key, written)
        else if (other === before) remove(name)
      }
      release?.()
    }
  }

  /** In the order that a full device needs; where it fails all the same it stays where it was. */
  #move(name: string, key: string, written: Written): void {
    const text = read(name)
    remove(name)
    if (!this.keep(key, written) && text !== null) store(name, text)
  }

  #name(key: string): string {
    return `${root}${this.#place}~${this.#tab.id}.${key}`
  }

  #entries(): Entry[] {
    return entries().filter(({ place }) => place === this.#place)
  }
}

/** What somebody has half written on this device, in `commitment` or in all rooms. */
export function draftsOn(person: string, commitment: string | null = null): readonly string[] {
  return entries().flatMap(({ place, written: { text } }) => {
    const [where, who] = place.split('.')
    const wanted = who === person && (commitment === null || where === commitment)
    return wanted && text.trim() !== '' ? [text] : []
  })
}

/** Who has something half written in a commitment on this device. */
export function draftersIn(commitment: string): readonly string[] {
  const people = entries().flatMap(({ place, written }) => {
    const [where, who = ''] = place.split('.')
    return where === commitment && written.text.trim() !== '' ? [who] : []
  })
  return [...new Set(people)]
}

/** What is no draft stays where it is. */
function entries(): Entry[] {
  let stored: [string, string][] = []
  try {
    stored = Object.entries(localStorage)
  } catch {
    // Where storage is forbidden nothing is kept.
  }
  return stored.flatMap(([name, value]) => {
    const [, place, tab = '', key] =
      /^accord\.draft\.([^.]+\.[^.~]+)(?:~([^.]+))?\.(.+)$/s.exec(name) ?? []
    const written = tab === '' ? { ...nobody, text: String(value) } : asWritten(String(value))
    return place && key && written ? [{ name, place, tab, key, written }] : []
  })
}

function asWritten(value: string): Written | null {
  try {
    const { text, meant }: { text?: unknown; meant?: unknown } = JSON.parse(value)
    if (typeof text !== 'string') return null
    const isMeant = (one: unknown) =>
      typeof (one as Meant | null)?.at === 'number' && typeof (one as Meant).id === 'string'
    return { text, meant: Array.isArray(meant) ? meant.filter(isMeant) : [] }
  } catch {
    return null
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function store(name: string, value: string): boolean {
  try {
    localStorage.setItem(name, value)
    return true
  } catch {
    return false
  }
}

function remove(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch {
    // There is nothing where storage is forbidden.
  }
}

/** A page that is just being reloaded lets go of its lock within this time, in milliseconds. */
const ownPatience = 3000
