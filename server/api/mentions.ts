import { partsOf, withNames } from '../../shared/record/mentions.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { CommitmentInfo } from '../access/access.ts'
import type { Parts } from './route.ts'

/**
 * Says a kept comment of the record as people read it; whose name was erased stays `@{id}`. `shown`: how
 * a name is put into it.
 */
export async function speakingOf(
  { access }: Pick<Parts, 'access'>,
  { plan }: Pick<CommitmentInfo, 'plan'>,
  { threads }: Pick<CommitmentRecord, 'threads'>,
  shown: (name: string) => string = (name) => name,
): Promise<(kept: string) => string> {
  const mentioned = new Set<string>()
  for (const { comments } of Object.values(threads)) {
    for (const { text } of comments)
      for (const { person } of partsOf(text)) if (person !== null) mentioned.add(person)
  }
  const people = await access.people.views(plan, [...mentioned])
  const names = new Map(people.map(({ id, name }) => [id, shown(name)]))
  return (kept) => withNames(kept, (person) => names.get(person))
}
