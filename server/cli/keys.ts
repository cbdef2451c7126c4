import type { Member } from '../../shared/api.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { missingKeys } from '../../shared/record/keys.ts'
import { personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { adopts } from '../../shared/record/states.ts'
import { wasAt } from './corrected.ts'

/** A key by which a suggestion was adopted; `stands`: the entry whose sector it was turned for. */
export type AdoptedBy = Suggestion['keys'][number] & {
  readonly number: number
  readonly stands: string
}

/** The keys that an answer rests on, given the record before it. Where none are needed, on none. */
export function keysOf(event: RecordEvent, record: CommitmentRecord): AdoptedBy[] {
  if (event.type !== 'suggestion-decided' || !adopts(event.outcome) || event.override) return []
  const { suggestion: number } = event
  if (!Object.hasOwn(record.suggestions, number)) return []
  const { field, keys } = record.suggestions[number] ?? { field: '', keys: [] }
  if (missingKeys(record, { field, keys: [] }).length === 0) return []
  // whoever is parted from somebody, or one with them, loses open keys: these were turned as who is who here
  return keys.map((key) => ({ ...key, number, stands: personOf(record, key.person) }))
}

/** Keys by which something was adopted, of people who did not speak for that sector when they turned them. */
export function strangeKeys(keys: readonly AdoptedBy[], members: readonly Member[]): string[] {
  const byId = new Map(members.map((one) => [one.id, one]))
  return keys
    .filter(({ stands, sector, at }) => {
      const member = byId.get(stands)
      return member && !(wasAt(member, 'sector', at)?.has(sector) ?? true)
    })
    .map(
      ({ number, sector, person }) =>
        `adopts № ${number} with a key for ${sector} by ${person}, who was of another sector in access`,
    )
}

/** Open keys; a change of sector takes them back, and the journal says so. */
export function strangeOpenKeys(
  { suggestions }: CommitmentRecord,
  people: readonly PersonView[],
): string[] {
  const sectors = new Map(people.map(({ id, sector }) => [id, sector]))
  return Object.values(suggestions)
    .filter(awaitsAnswer)
    .flatMap(({ number, keys }) =>
      keys
        .filter(({ person, sector }) => sectors.has(person) && sectors.get(person) !== sector)
        .map(
          ({ sector, person }) =>
            `has a key of № ${number} turned for ${sector} by ${person}, who is of another sector in access`,
        ),
    )
}
