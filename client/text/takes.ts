import { may } from '../../shared/roles.ts'
import type { Takes } from '../editor/binding/mode.ts'
import { sectionState } from '../sync/sections.ts'
import type { ReplicaState } from '../sync/state.ts'
import type { Mode } from './useMode.ts'

/**
 * What a field takes from this person, by role, by the commitment's and the section's state, and by
 * how the person wants to speak: as the room would judge it, so that the room need not refuse.
 */
export function takesOf(
  { role, record }: Pick<ReplicaState, 'role' | 'record'>,
  mode: Mode,
  field: string,
): Takes {
  const state = sectionState(record, field)
  if (!role || !may(role, 'suggest') || state === 'closed') return 'nothing'
  const suggests = mode === 'suggest' || state === 'suggesting' || !may(role, 'edit')
  return suggests ? 'suggest' : 'edit'
}
