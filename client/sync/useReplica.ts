import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { Drawable, Replica, ReplicaState, Status } from './state.ts'

/**
 * The replica's present state; renders again when anything but the save state has changed. That one
 * turns twice with every key, and a whole room must not be rendered for it.
 */
export function useReplica(replica: Replica): Drawable {
  const drawn = useRef(replica.state)
  const read = useCallback(() => {
    if (differs(drawn.current, replica.state)) drawn.current = replica.state
    return drawn.current
  }, [replica])
  return useSyncExternalStore(replica.subscribe, read)
}

/** How far saving is at this moment. */
export function useStatus(replica: Replica): Status {
  return useSyncExternalStore(replica.subscribe, () => replica.state.status)
}

function differs(a: ReplicaState, b: ReplicaState): boolean {
  return (Object.keys(b) as (keyof ReplicaState)[]).some(
    (key) => key !== 'status' && key !== 'unsent' && a[key] !== b[key],
  )
}
