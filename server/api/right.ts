import { isRefused, type Refused } from '../access/access.ts'
import type { Parts } from './route.ts'

/**
 * Null: whoever asked may still ask. To be awaited after everything that takes time, and at once
 * before what is done: between this answer and the next step nobody else is told anything.
 */
export type Right = () => Promise<Refused | null>

/** What a request asked for is not done: its right was gone when its turn came. */
export class RightGone extends Error {
  override readonly name = 'RightGone'
  readonly refused: Refused

  constructor(refused: Refused) {
    super(`The right was gone when its turn came: ${refused.refused}`)
    this.refused = refused
  }
}

/**
 * The parts as a request that writes is given them: whatever it asks of `access`, its right is asked
 * first, however long it has waited; `RightGone` is thrown when that is over. `acting` does the same
 * in a room's queue.
 */
export function asLongAs(still: Right, parts: Parts): Parts {
  return { ...parts, access: guarded(parts.access, still), still, following: parts }
}

/** Answers with the refusal when the right is gone, wherever in `work` that was found. */
export async function unlessGone<Done>(work: () => Promise<Done>): Promise<Done | Refused> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RightGone) return error.refused
    throw error
  }
}

/** Every verb of a part, and of what it holds. */
function guarded<Part extends object>(part: Part, still: Right): Part {
  return new Proxy(part, {
    get(whole, name) {
      const value: unknown = Reflect.get(whole, name)
      if (typeof value === 'object' && value !== null) return guarded(value, still)
      if (typeof value !== 'function') return value
      return async (...given: unknown[]) => {
        const gone = await still()
        if (isRefused(gone)) throw new RightGone(gone)
        return value.apply(whole, given)
      }
    },
  })
}
