import { useMemo } from 'react'
import type { CommitmentState } from '../../shared/record/states.ts'
import { may, type Role } from '../../shared/roles.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { setting, useSetting } from '../ui/setting.ts'

export const modes = ['edit', 'suggest', 'view'] as const
export type Mode = (typeof modes)[number]

/** What this role can do at all; the first is where it starts. */
export function modesOf(role: Role | null): readonly Mode[] {
  if (!role || !may(role, 'suggest')) return ['view']
  return may(role, 'edit') ? modes : ['suggest', 'view']
}

/** Remembered per commitment on this device. */
function modeSetting(commitment: string) {
  return setting<Mode>(`accord.mode.${commitment}`, modes, () => 'edit')
}

/**
 * The remembered mode as far as the role and the commitment's state let it be, and a way to choose
 * one, by switch or key, that tells a screen reader what it means.
 */
export function useMode(commitment: string, role: Role | null, state: CommitmentState) {
  const words = useWords()
  const [remembered, setMode] = useSetting(useMemo(() => modeSetting(commitment), [commitment]))
  const possible: readonly Mode[] = state === 'final' ? ['view'] : modesOf(role)
  const mode = possible.includes(remembered) ? remembered : (possible[0] ?? 'view')
  const choose = (wanted: Mode) => {
    if (!possible.includes(wanted)) return
    setMode(wanted)
    announce(words.mode.announce[wanted])
  }
  return [mode, choose, possible] as const
}
