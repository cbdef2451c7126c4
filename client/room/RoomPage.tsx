import { lazy, useCallback, useEffect, useState } from 'react'
import type { Answer } from '../api.ts'
import { useWords } from '../locale/words.tsx'
import { openReplica } from '../sync/replica.ts'
import type { Replica } from '../sync/state.ts'
import { useLoad } from '../ui/useLoad.ts'
import { type Entrance, enter } from './entrance.ts'
import { Room } from './Room.tsx'
import type { Sheet } from './useRoomKeys.ts'
import './room.css'

const NoRoom = lazy(() => import('./NoRoom.tsx').then((m) => ({ default: m.NoRoom })))

/** How long a page may wait for its text before it shows a room without it, in milliseconds. */
const patience = 800

let early: { readonly of: Entrance; readonly replica: Replica } | null = null

/** Opens a room before there is a page to show it; the page takes it up. */
export async function openEarly(asked: Promise<Answer<Entrance>>): Promise<void> {
  const answer = await asked
  if (answer.ok) early = { of: answer.value, replica: open(answer.value) }
}

export type RoomPageProps = { readonly commitment: string; readonly opening?: Sheet }

/** Opens the room of a commitment for as long as the page stands. */
export function RoomPage({ commitment, opening }: RoomPageProps) {
  const [entrance] = useLoad(useCallback(() => enter(commitment), [commitment]))
  if (entrance.state === 'ready') return <Replicated {...entrance.value} opening={opening} />
  if (entrance.state === 'loading') return <Waiting />
  return <NoRoom failure={entrance.failure} />
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
  const [replica, setReplica] = useState<Replica | null>(null)
  const { id } = commitment
  // biome-ignore lint/correctness/useExhaustiveDependencies: a person's corrected name needs no new replica
  useEffect(() => {
    const opened = early?.of.commitment.id === id ? early.replica : open({ commitment, me })
    early = null
    // A room is drawn once, with its text, and not for every step on the way there.
    const show = () => setReplica(opened)
    const timer = setTimeout(show, patience)
    const stop = opened.subscribe(() => {
      if (opened.state.loaded) show()
    })
    if (opened.state.loaded) show()
    return () => {
      clearTimeout(timer)
      stop()
      opened.close()
    }
  }, [id, me.id])
  if (!replica) return <Waiting />
  return <Room replica={replica} commitment={commitment} opening={opening} />
}

function open({ commitment, me }: Entrance): Replica {
  return openReplica({ server: syncAddress(), commitment: commitment.id, me })
}

function syncAddress(): string {
  const address = new URL('/sync', window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}
