import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { Drawable, Replica, ReplicaState, Status } from './state.ts'

/**
 * The replica's present state; renders again when anything but the save state has changed. That one
 * turns twice with every key, and a whole room must not be rendered for it.
 */
export function useReplica(replica: Replica): Drawable {
  return useDrawn(replica, differs)
}

/**
 * As `useReplica`, for what draws no suggestion, comment or check: those change with every key of
 * somebody who suggests. What is read of the record here is of the last time that more had changed.
 */
export function useRoomState(replica: Replica): Drawable {
  return useDrawn(replica, differsBesides)
}

function useDrawn(
  replica: Replica,
  differs: (a: ReplicaState, b: ReplicaState) => boolean,
): Drawable {
  const drawn = useRef(replica.state)
  const read = useCallback(() => {
    if (differs(drawn.current, replica.state)) drawn.current = replica.state
    return drawn.current
  }, [replica, differs])
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

function differsBesides(a: ReplicaState, b: ReplicaState): boolean {
  return differs({ ...a, record: b.record }, b) || more(a.record, b.record)
}

/** What changes with the writing itself. */
const stirring: ReadonlySet<string> = new Set<keyof CommitmentRecord>([
  'seq',
  'clients',
  'origins',
  'accepted',
  'frozen',
  'suggestions',
  'threads',
  'dismissals',
])

function more(a: CommitmentRecord, b: CommitmentRecord): boolean {
  return (Object.keys(b) as (keyof CommitmentRecord)[]).some(
    (key) => !stirring.has(key) && a[key] !== b[key],
  )
}
