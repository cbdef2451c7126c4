import { openReplica } from './replica.ts'
import { openStore, type Slot, slotsOf } from './slots.ts'
import type { Aside, ReplicaOptions } from './state.ts'

/** What became of words that waited: sent, or still on this device. */
export type Sent = 'sent' | 'kept'

/** The places on this device where words wait that have not reached their room. */
export async function waitingHere(): Promise<readonly Slot[]> {
  const database = await openStore().catch(() => null)
  if (!database) return []
  try {
    return (await slotsOf(database)).filter(({ waits }) => waits)
  } catch {
    return []
  } finally {
    database.close()
  }
}

/**
 * Sends what waits in one place without a room on the screen. `kept`: another tab is at it, the room
 * will not have it, or `stop` came first. What the room would not take is put aside on the device, and
 * answered to `putAside`, too.
 */
export function sendWaiting(
  slot: Slot,
  options: Omit<ReplicaOptions, 'commitment' | 'slot'>,
  stop: AbortSignal,
  putAside: (words: Aside) => void = () => undefined,
): Promise<Sent> {
  const { commitment, number } = slot
  const replica = openReplica({ ...options, commitment, slot: number })
  return new Promise((resolve) => {
    let over = false
    const end = (sent: Sent) => {
      if (over) return
      over = true
      for (const words of replica.state.aside) putAside(words)
      replica.close()
      resolve(sent)
    }
    replica.subscribe(() => {
      const { type } = replica.state.status
      if (type === 'saved') end('sent')
      if (type === 'ended') end('kept')
    })
    stop.addEventListener('abort', () => end('kept'), { once: true })
  })
}
