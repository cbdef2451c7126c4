import { useEffect, useState } from 'react'
import type { Replica } from '../sync/state.ts'
import { useStatus } from '../sync/useReplica.ts'

/** `http`: the server answers, although no socket to it opens or stays open. */
export type Reach = 'unknown' | 'http'

/** A connection that is only lost for a moment is back within this time, in milliseconds. */
const patience = 3000
/** Between two questions; a server that has just come back is heard by its socket before the second. */
const rest = 6000

/** What of the server is reached while the room's connection is not there. */
export function useReach(replica: Replica): Reach {
  const offline = useStatus(replica).type === 'offline'
  const [reach, setReach] = useState<Reach>('unknown')
  useEffect(() => {
    if (!offline) return setReach('unknown')
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let answered = 0
    const ask = async () => {
      const one = new AbortController()
      const end = () => one.abort()
      const ending = setTimeout(end, rest)
      stop.signal.addEventListener('abort', end)
      const answers = await fetch('/healthz', { cache: 'no-store', signal: one.signal }).then(
        ({ ok }) => ok,
        () => false,
      )
      clearTimeout(ending)
      stop.signal.removeEventListener('abort', end)
      if (stop.signal.aborted) return
      answered = answers ? answered + 1 : 0
      setReach(answered > 1 ? 'http' : 'unknown')
      timer = setTimeout(ask, rest)
    }
    timer = setTimeout(ask, patience)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [offline])
  return reach
}
