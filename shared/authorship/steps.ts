import type { IdRange } from '../text/ranges.ts'
import { Stretches } from '../text/stretches.ts'

/** That words which stood in one place stand, or stood, in another. */
export type Step = {
  readonly at: IdRange
  readonly image: readonly [client: number, clock: number]
}

type Led = { readonly step: Step; readonly image: IdRange }

/** Steps by the identities that they start from, which may be the same for several. */
export class Steps {
  readonly #byClient = new Map<number, Stretches<Step>>()

  constructor(steps: readonly Step[]) {
    const byClient = new Map<number, Step[]>()
    for (const step of steps) {
      const own = byClient.get(step.at[0])
      if (own) own.push(step)
      else byClient.set(step.at[0], [step])
    }
    for (const [client, own] of byClient) this.#byClient.set(client, new Stretches(own))
  }

  /** The steps that lead parts of a range elsewhere, in its order. */
  from([client, clock, length]: IdRange): Led[] {
    const own = this.#byClient.get(client)?.over(clock, clock + length) ?? []
    return own.map((step) => {
      const { at: from, image } = step
      const start = Math.max(clock, from[1])
      const end = Math.min(clock + length, from[1] + from[2])
      return { step, image: [image[0], image[1] + start - from[1], end - start] }
    })
  }
}
