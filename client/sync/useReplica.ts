import {
  startTransition,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
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

/**
 * As `useReplica`, for what stands beside the text: renders when nobody waits for anything else. The
 * first change is drawn as soon as it can be, and those behind it together.
 */
export function useReplicaLater(replica: Replica): Drawable {
  const [drawn, draw] = useState<Drawable>(replica.state)
  useEffect(() => {
    let last: ReplicaState | null = null
    const look = () => {
      const { state } = replica
      if (last && !differs(last, state)) return
      last = state
      startTransition(() => draw(state))
    }
    look()
    return replica.subscribe(look)
  }, [replica])
  return drawn
}

/**
 * How far saving is. That it is not done is told at once; that it is, when it has been for a moment:
 * while somebody types it would turn twice with every key.
 */
export function useStatus(replica: Replica): Status {
  const told = useRef(replica.state.status)
  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const tell = () => {
        timer = undefined
        const { status } = replica.state
        if (sameStatus(told.current, status)) return
        told.current = status
        changed()
      }
      const look = () => {
        const saved = told.current.type === 'saving' && replica.state.status.type === 'saved'
        if (saved) timer ??= setTimeout(tell, calm)
        else {
          clearTimeout(timer)
          tell()
        }
      }
      look()
      const stop = replica.subscribe(look)
      return () => {
        clearTimeout(timer)
        stop()
      }
    },
    [replica],
  )
  return useSyncExternalStore(subscribe, () => told.current)
}

/** Longer than a quick hand needs from key to key, in milliseconds. */
const calm = 200

function sameStatus(a: Status, b: Status): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
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
