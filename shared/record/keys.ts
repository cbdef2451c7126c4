import { sectionOf, templateOf } from '../commitment/template.ts'
import type { Sector } from '../roles.ts'
import type { CommitmentRecord, Suggestion } from './record.ts'

type Asked = Pick<CommitmentRecord, 'template' | 'templateVersion' | 'twoKeys'>

/**
 * Sectors whose agreement a suggestion still needs; none where two keys are not asked for. Two keys
 * are two people: `but` leaves out those of whoever is about to turn one. The cells of milestones
 * follow their table.
 */
export function missingKeys(
  { template, templateVersion, twoKeys }: Asked,
  { field, keys }: Pick<Suggestion, 'field' | 'keys'>,
  but: (person: string) => boolean = () => false,
): Sector[] {
  const form = templateOf(template, templateVersion)
  const section = form ? sectionOf(form, field) : field
  if (!twoKeys.includes('*') && !twoKeys.includes(section)) return []
  const given = new Set(keys.filter(({ person }) => !but(person)).map(({ sector }) => sector))
  return (['government', 'civil-society'] as const).filter((sector) => !given.has(sector))
}

/**
 * The keys that hold for what this sign stands for. One that was given to other words opens nothing; of
 * before it was kept what a key was given to, it holds until the suggestion changes.
 */
export function agreedTo<Key extends { readonly sign?: string }>(
  keys: readonly Key[],
  sign: string | undefined,
): readonly Key[] {
  if (sign === undefined) return keys
  return keys.filter((key) => key.sign === undefined || key.sign === sign)
}
