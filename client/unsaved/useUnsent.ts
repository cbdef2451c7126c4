import { useEffect } from 'react'
import { unsentWords } from '../locale/unsent.ts'
import { useWords } from '../locale/words.tsx'
import { syncAddress } from '../sync/address.ts'
import type { Replica } from '../sync/state.ts'
import { sendWaiting, waitingHere } from '../sync/waiting.ts'
import { useDrafts } from '../ui/drafts.tsx'
import { afterTurns } from '../ui/Later.tsx'
import { askBeforeLeaving } from '../ui/leaving.ts'

/**
 * Asks before a room is left in which something is not sent, and sends what other tabs of this person
 * have left on the device: those that were killed before their words had arrived.
 */
export function useUnsent(replica: Replica, commitment: string): void {
  const { locale } = useWords()
  const drafts = useDrafts()
  useEffect(() => {
    const { leave, leaveMemory } = unsentWords[locale]
    return askBeforeLeaving(() => {
      const { unsent, keeping } = replica.state
      if (unsent === 0) return drafts.anyUnkept() ? leaveMemory : null
      return keeping === 'device' ? leave : leaveMemory
    })
  }, [replica, locale, drafts])
  useEffect(() => {
    const stop = new AbortController()
    const send = async () => {
      const { me } = replica.state
      for (const slot of await waitingHere()) {
        if (slot.commitment !== commitment || slot.person !== me.id || stop.signal.aborted) continue
        const options = { server: syncAddress(), me }
        void sendWaiting(slot, options, stop.signal, (words) => {
          if (!replica.state.aside.some(({ id }) => id === words.id)) replica.putAside(words)
        })
      }
    }
    // the text first
    const forget = afterTurns(() => void send())
    return () => {
      forget()
      stop.abort()
    }
  }, [replica, commitment])
}
