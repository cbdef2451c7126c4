import { withNames } from '../../shared/record/mentions.ts'
import type { CommitmentInfo } from '../access/access.ts'
import type { Parts } from './route.ts'

/** Says a kept comment as people read it; whose name was erased stays `@{id}`. */
export async function speakingOf(
  { access }: Pick<Parts, 'access'>,
  { plan }: Pick<CommitmentInfo, 'plan'>,
): Promise<(kept: string) => string> {
  const people = await access.people.of(plan)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (kept) => withNames(kept, (person) => names.get(person))
}
