import { importedPerson, unknownPerson } from '../../shared/authorship/attribution.ts'
import type { Ledger } from '../../shared/authorship/ledger.ts'
import { type Binding, type Bindings, bindingOf } from '../../shared/record/bindings.ts'
import { home } from '../../shared/text/identity.ts'

/** More hues than these cannot be told apart; everybody else is grey, with initials. */
export const hues = 8

/** One of the hues, by number; grey for whoever has none; plain for what nobody wrote here. */
export type Tone = number | 'grey' | 'plain'

/**
 * Gives each speaker a hue in the order in which they first wrote, so that it is the same on every
 * screen and tomorrow, whoever comes later.
 */
export class Tones {
  readonly #tones = new Map<string, Tone>()
  #isRanked = false

  of(speaker: string): Tone {
    if (speaker === importedPerson || speaker === unknownPerson) return 'plain'
    const known = this.#tones.get(speaker)
    if (known !== undefined) return known
    const next = this.#tones.size < hues ? this.#tones.size : 'grey'
    this.#tones.set(speaker, next)
    return next
  }

  /**
   * Ranks everybody who has written by now. Those who have a hue keep it, but for what was given
   * before anything was known.
   */
  rank(ledger: Ledger, clients: Bindings): void {
    if (!this.#isRanked) this.#tones.clear()
    this.#isRanked = true
    const first = new Map<string, number>()
    for (const [client, , , at] of ledger.stamps()) {
      const binding = bindingOf(clients, home(client))
      if (!binding) continue
      const speaker = speakerOf(binding)
      first.set(speaker, Math.min(first.get(speaker) ?? Number.POSITIVE_INFINITY, at))
    }
    const order = [...first].sort(([a, early], [b, late]) => early - late || (a < b ? -1 : 1))
    for (const [speaker] of order) this.of(speaker)
  }
}

/** Whose words they are: the speaker, where somebody typed for them. */
export function speakerOf({ person, onBehalfOf }: Pick<Binding, 'person' | 'onBehalfOf'>): string {
  return onBehalfOf ?? person
}
