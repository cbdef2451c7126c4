import type { Sector } from '../roles.ts'
import type { CommitmentRecord, Suggestion } from './record.ts'

/** Sectors whose agreement a suggestion still needs; none where two keys are not asked for. */
export function missingKeys(
  record: Pick<CommitmentRecord, 'twoKeys'>,
  { field, keys }: Pick<Suggestion, 'field' | 'keys'>,
): Sector[] {
  if (!record.twoKeys.includes('*') && !record.twoKeys.includes(field)) return []
  const given = new Set(keys.map(({ sector }) => sector))
  return (['government', 'civil-society'] as const).filter((sector) => !given.has(sector))
}
