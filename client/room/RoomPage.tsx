import { useCallback, useEffect, useState } from 'react'
import type { Entrance } from '../../shared/entrance.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { DraftsOf } from '../ui/drafts.tsx'
import { fetched } from '../ui/fetched.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { earlyRoom, takeReplica } from './early.ts'
import { enter } from './entrance.ts'
import { Room } from './Room.tsx'
import type { Sheet } from './useRoomKeys.ts'
import './room.css'

const ReadOnly = fetched(() => import('./ReadOnly.tsx').then((m) => m.ReadOnly))
const NoRoom = fetched(() => import('./NoRoom.tsx').then((m) => m.NoRoom))

/** How long a page may wait for its text before it shows a room without it, in milliseconds. */
const patience = 800

/** How long it may wait for a room before its text is shown to be read, in milliseconds. */
const longPatience = 6000

export type RoomPageProps = { readonly commitment: string; readonly opening?: Sheet }

/** Opens the room of a commitment for as long as the page stands. */
export function RoomPage({ commitment, opening }: RoomPageProps) {
  const [early] = useState(() => earlyRoom(commitment)?.of)
  const [entrance, again] = useLoad(useCallback(() => enter(commitment), [commitment]))
  if (entrance.state === 'ready') return <Replicated {...entrance.value} opening={opening} />
  if (entrance.state === 'failed')
    return <NoRoom failure={entrance.failure} commitment={commitment} onAgain={again} />
  return early ? <Replicated {...early} opening={opening} /> : <Waiting />
}

/** So short, and so seldom seen, that nothing is drawn around it. */
function Waiting() {
  const { room } = useWords()
  return (
    <main className="page">
      <p className="quiet">{room.loading}</p>
    </main>
  )
}

function Replicated({ commitment, me, opening }: Entrance & { opening: Sheet | undefined }) {
  const { id } = commitment
  const [replica, setReplica] = useState<Replica | null>(() => {
    const early = earlyRoom(id)?.replica
    return early?.state.loaded ? early : null
  })
  const [late, setLate] = useState(false)
  /** The room, or this device, has said what form the text has. */
  const [formed, setFormed] = useState(replica !== null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a person's corrected name needs no new replica
  useEffect(() => {
    const opened = takeReplica({ commitment, me })
    // A room is drawn once, with its text, and not for every step on the way there.
    const show = () => setReplica(opened)
    const timer = setTimeout(show, patience)
    // a device may hold the text and not what was last heard of the room
    const stands = () => opened.state.loaded && opened.state.record.template !== ''
    const longTimer = setTimeout(() => setLate(!stands()), longPatience)
    const look = () => {
      setFormed(opened.state.record.template !== '')
      if (opened.state.loaded) show()
      if (stands()) setLate(false)
    }
    const stop = opened.subscribe(look)
    look()
    return () => {
      clearTimeout(timer)
      clearTimeout(longTimer)
      stop()
      opened.close()
    }
  }, [id, me.id])
  if (!replica) return null
  if (late) return <ReadOnly replica={replica} commitment={commitment} />
  if (!formed) return <Waiting />
  return (
    <DraftsOf commitment={id} person={me.id}>
      <Room replica={replica} commitment={commitment} opening={opening} />
    </DraftsOf>
  )
}
