import { LiveReplica } from './liveReplica.ts'
import type { Replica, ReplicaOptions } from './state.ts'

/** Opens a replica at once; what the device kept and what the room has arrive later. */
export function openReplica(options: ReplicaOptions): Replica {
  return new LiveReplica(options)
}
