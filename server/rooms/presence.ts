import { cursorOf, modeOf, type PresenceState } from '../../shared/presence.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { jsonOf } from '../json.ts'
import { type PresenceEntry, presenceFrame, type SaidPresence } from './frames.ts'
import { limits } from './limits.ts'

/** Whose presence it is: one connection of one person. */
type Holder = { readonly person: PersonView }

/**
 * Who is in the room, and where their carets are. Each connection speaks for one awareness id only,
 * and only for its caret and mode; what others' clients echo is dropped.
 */
export class Presence {
  readonly #entries = new Map<number, { holder: Holder; entry: PresenceEntry }>()
  readonly #ids = new Map<Holder, number>()
  /** Whose each id was first: a page that was away for a moment comes back under its own. */
  readonly #owners = new Map<number, string>()
  readonly #colours = new Map<string, number>()
  readonly #changed = new Map<number, PresenceEntry>()
  /** `everybody` as it was last asked for; null: somebody has moved since. */
  #everybody: Uint8Array | null = null

  /** The connection speaks for `id` from here on; false when the id is another person's. */
  claim(holder: Holder, id: number): boolean {
    const owner = this.#owners.get(id) ?? holder.person.id
    if (owner !== holder.person.id) return false
    this.#owners.delete(id)
    this.#owners.set(id, owner)
    for (const [oldest] of this.#owners) {
      if (this.#owners.size <= limits.presenceIds) break
      this.#owners.delete(oldest)
    }
    this.#ids.set(holder, id)
    return true
  }

  idOf(holder: Holder): number | undefined {
    return this.#ids.get(holder)
  }

  /** True when there is something to spread. */
  take(holder: Holder, entries: readonly SaidPresence[]): boolean {
    const id = this.#ids.get(holder)
    const said = entries.find((entry) => entry.id === id)
    if (id === undefined || !said) return false
    const before = this.#entries.get(id)
    if (before && before.holder.person.id !== holder.person.id) return false
    if (said.clock > limits.presenceClock || (before && before.entry.clock >= said.clock))
      return false
    if (said.json.length > limits.presenceJson) return false
    const given = readState(said.json)
    const state = given === null ? null : this.#stateOf(holder.person, given)
    if (state === undefined) return false
    const entry = { id, clock: said.clock, state }
    if (state === null) this.#entries.delete(id)
    else this.#entries.set(id, { holder, entry })
    this.#everybody = null
    this.#changed.set(id, entry)
    return true
  }

  /** True when there is something to spread. A page that has come back meanwhile stays. */
  leave(holder: Holder): boolean {
    const id = this.#ids.get(holder)
    this.#ids.delete(holder)
    const held = id === undefined ? undefined : this.#entries.get(id)
    if (id === undefined || held?.holder !== holder) return false
    this.#entries.delete(id)
    this.#everybody = null
    this.#changed.set(id, { id, clock: held.entry.clock + 1, state: null })
    return true
  }

  /** What changed since the last time, as one frame for everybody; null: nothing. */
  changes(): Uint8Array | null {
    if (this.#changed.size === 0) return null
    const frame = presenceFrame([...this.#changed.values()])
    this.#changed.clear()
    return frame
  }

  /** Everybody who is here, for somebody who has just come. */
  everybody(): Uint8Array {
    this.#everybody ??= presenceFrame([...this.#entries.values()].map(({ entry }) => entry))
    return this.#everybody
  }

  /** Undefined: too large, or not a state. */
  #stateOf(person: PersonView, said: unknown): PresenceState | undefined {
    if (typeof said !== 'object') return undefined
    const { cursor: at, mode: how } = said as { cursor?: unknown; mode?: unknown }
    if (JSON.stringify({ at, how }).length > limits.presence) return undefined
    const [cursor, mode] = [cursorOf(at), modeOf(how)]
    const colour = this.#colours.get(person.id) ?? this.#colours.size
    this.#colours.set(person.id, colour)
    return { user: { ...person, colour }, cursor, mode }
  }
}

/** Undefined: no JSON. */
function readState(json: Uint8Array): unknown {
  try {
    return jsonOf(new TextDecoder().decode(json))
  } catch {
    return undefined
  }
}
