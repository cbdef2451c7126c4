import type { Origin } from '../record/origin.ts'
import { IdSet } from '../text/idSet.ts'
import type { IdRange } from '../text/ranges.ts'

/**
 * How words that were taken out and put back are called by now, and were called before: undo, redo,
 * cut and paste and drags give them new identities. A copy is other words.
 */
export type Descent = {
  /** Each range, and behind it all those under which its words came to stand later. */
  descendants(ranges: Iterable<IdRange>): IdRange[]
  /** Each range, and behind it all those under which its words stood before. */
  ancestors(ranges: Iterable<IdRange>): IdRange[]
}

type Step = { readonly at: IdRange; readonly image: readonly [client: number, clock: number] }

/** Origins are never changed, only replaced by longer ones, and asked about again and again. */
const known = new WeakMap<readonly Origin[], Descent>()

/** Answers from the record's origins. */
export function descentOf(origins: readonly Origin[]): Descent {
  const answered = known.get(origins)
  if (answered) return answered
  const steps: { forward: Step[]; back: Step[] } = { forward: [], back: [] }
  for (const { to, from, how } of origins) {
    if (!from || (how !== 'undo' && how !== 'moved')) continue
    steps.forward.push({ at: [from[0], from[1], to[2]], image: [to[0], to[1]] })
    steps.back.push({ at: to, image: from })
  }
  const [forward, back] = [new Steps(steps.forward), new Steps(steps.back)]
  const descent: Descent = {
    descendants: (ranges) => closed(ranges, forward),
    ancestors: (ranges) => closed(ranges, back),
  }
  known.set(origins, descent)
  return descent
}

function closed(ranges: Iterable<IdRange>, steps: Steps): IdRange[] {
  const found: IdRange[] = []
  for (const range of ranges) {
    const family = [range]
    // nobody may lead it round in a ring
    let seen: IdSet | null = null
    for (const each of family) {
      for (const image of steps.imagesOf(each)) {
        seen ??= new IdSet([range])
        family.push(...seen.missing(image))
        seen.add(image)
      }
    }
    found.push(...family)
  }
  return found
}

/** Steps by the identities that they start from, which may be the same for several. */
class Steps {
  readonly #byClient = new Map<number, { readonly steps: Step[]; readonly reach: number[] }>()

  constructor(steps: readonly Step[]) {
    for (const step of steps) {
      const client = step.at[0]
      const own = this.#byClient.get(client)
      if (own) own.steps.push(step)
      else this.#byClient.set(client, { steps: [step], reach: [] })
    }
    for (const { steps: own, reach } of this.#byClient.values()) {
      own.sort((a, b) => a.at[1] - b.at[1])
      let end = 0
      for (const { at } of own) {
        end = Math.max(end, at[1] + at[2])
        reach.push(end)
      }
    }
  }

  /** Where the parts of a range are led to, in the order of the range. */
  imagesOf([client, clock, length]: IdRange): IdRange[] {
    const own = this.#byClient.get(client)
    if (!own) return []
    const images: IdRange[] = []
    let at = firstFrom(own.steps, clock + length) - 1
    for (; at >= 0 && (own.reach[at] as number) > clock; at--) {
      const { at: from, image } = own.steps[at] as Step
      const start = Math.max(clock, from[1])
      const end = Math.min(clock + length, from[1] + from[2])
      if (start < end) images.unshift([image[0], image[1] + start - from[1], end - start])
    }
    return images
  }
}

/** Index of the first step that starts at `clock` or behind it. */
function firstFrom(steps: readonly Step[], clock: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] as Step).at[1] < clock) low = middle + 1
    else high = middle
  }
  return low
}
