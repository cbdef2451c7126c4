import { rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { type Binding, bindingOf } from '../../shared/record/bindings.ts'
import { isSamePerson } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { home } from '../../shared/text/identity.ts'

type Written = Pick<Suggestion, 'person' | 'onBehalfOf' | 'inserted'>

/**
 * All who have a hand in a suggestion: whose it is, by whose hand, and whoever suggested any of its words.
 * Rooms joined what scribes wrote for a person with what that person had suggested; such numbers stay.
 */
export function handsIn(record: CommitmentRecord, suggestion: Written): Set<string> {
  const { person, onBehalfOf, inserted } = suggestion
  const roots = rootsOf(record.origins)
  const bindings: Pick<Binding, 'person' | 'onBehalfOf'>[] = [{ person, onBehalfOf }]
  for (const range of inserted) {
    for (const [client] of rootRanges(range, roots)) {
      const binding = bindingOf(record.clients, home(client))
      if (binding) bindings.push(binding)
    }
  }
  return new Set(bindings.flatMap((one) => [one.person, one.onBehalfOf ?? one.person]))
}

/** True if somebody else has written it in this person's name: theirs to decline, whatever their role. */
export function isPutInMouth(
  record: CommitmentRecord,
  { person: scribe, onBehalfOf }: Written,
  person: string,
): boolean {
  const isTheirs = (id: string) => isSamePerson(record, id, person)
  return onBehalfOf !== null && isTheirs(onBehalfOf) && !isTheirs(scribe)
}
