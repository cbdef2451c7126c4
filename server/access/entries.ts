import { entriesOf } from '../../shared/record/onePerson.ts'
import type { Access } from './access.ts'

/** All entries that one person has in a plan, the one that stands first; the asked id itself where it is the only one. */
export async function entriesIn(
  { people }: Pick<Access, 'people'>,
  plan: string,
  id: string,
): Promise<readonly string[]> {
  const merged = await people.merged(plan)
  return entriesOf({ merged: Object.fromEntries(merged.map((one) => [one.person, one])) }, id)
}
