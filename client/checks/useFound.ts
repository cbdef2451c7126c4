import { useSyncExternalStore } from 'react'
import type { Checking, Found } from './checking.ts'

/** Follows what the check finds. */
export function useFound(checking: Checking): Found {
  return useSyncExternalStore(checking.subscribe, checking.get)
}
