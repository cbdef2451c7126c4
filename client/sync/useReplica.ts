import { useSyncExternalStore } from 'react'
import type { Replica, ReplicaState } from './state.ts'

/** The replica's present state; renders again with each new one. */
export function useReplica(replica: Replica): ReplicaState {
  return useSyncExternalStore(replica.subscribe, () => replica.state)
}
