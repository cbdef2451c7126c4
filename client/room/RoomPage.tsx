import { useCallback, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { Commitment } from '../../shared/api.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type Answer, api, failureWords } from '../api.ts'
import { useWords } from '../locale/words.tsx'
import { openReplica } from '../sync/replica.ts'
import type { Replica } from '../sync/state.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { Room } from './Room.tsx'
import type { Sheet } from './useRoomKeys.ts'
import './room.css'

type Entrance = { readonly commitment: Commitment; readonly me: PersonView }

/** Opens the room of a commitment for as long as the page stands. */
export function RoomPage({ commitment, opening }: { commitment: string; opening?: Sheet }) {
  const words = useWords()
  const [entrance] = useLoad(useCallback(() => enter(commitment), [commitment]))
  if (entrance.state === 'ready') return <Replicated {...entrance.value} opening={opening} />
  return (
    <>
      <TopBar />
      <main className="page">
        {entrance.state === 'loading' ? (
          <p className="quiet">{words.room.loading}</p>
        ) : (
          <>
            <p className="problem" role="alert">
              {failureWords(entrance.failure, words.locale)}
            </p>
            <p>
              <Link href="/">{words.product.name}</Link>
            </p>
          </>
        )}
      </main>
    </>
  )
}

function Replicated({ commitment, me, opening }: Entrance & { opening: Sheet | undefined }) {
  const [replica, setReplica] = useState<Replica | null>(null)
  const { id } = commitment
  // biome-ignore lint/correctness/useExhaustiveDependencies: a person's corrected name needs no new replica
  useEffect(() => {
    const opened = openReplica({ server: syncAddress(), commitment: id, me })
    setReplica(opened)
    return () => opened.close()
  }, [id, me.id])
  return replica && <Room replica={replica} commitment={commitment} opening={opening} />
}

function syncAddress(): string {
  const address = new URL('/sync', window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

async function enter(id: string): Promise<Answer<Entrance>> {
  const [commitment, me] = await Promise.all([api.commitment(id), api.me()])
  if (!commitment.ok) return commitment
  if (!me.ok) return me
  return { ok: true, value: { commitment: commitment.value, me: me.value.person } }
}
