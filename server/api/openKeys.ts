import { holdsOpenKey } from '../../shared/record/answering.ts'
import { entriesOf } from '../../shared/record/onePerson.ts'
import { isRefused, type Refused } from '../access/access.ts'
import { acting } from './acting.ts'
import type { Parts } from './route.ts'

/**
 * Takes back what these people have agreed to and what is still open, in every commitment of the
 * plan: they speak for another sector now, are out, or may decide no more. Each commitment's own
 * record says so.
 */
export async function withdrawKeys(
  parts: Parts,
  plan: string,
  people: readonly string[],
  by: string,
): Promise<Refused | null> {
  if (people.length === 0) return null
  for (const { id } of await parts.access.commitments.of(plan)) {
    const done = await acting(parts, id, by, ({ record }) => {
      const suggestions = Object.values(record.suggestions)
      const entries = [...new Set(people.flatMap((one) => entriesOf(record, one)))]
      const holders = entries.filter((one) => suggestions.some((each) => holdsOpenKey(each, one)))
      return { events: holders.map((person) => ({ type: 'keys-withdrawn', person })) }
    })
    if (isRefused(done)) return done
  }
  return null
}
