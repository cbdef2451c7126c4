import type { Entrance } from '../../shared/entrance.ts'
import type { Answer } from '../api.ts'
import { syncAddress } from '../sync/address.ts'
import { openReplica } from '../sync/replica.ts'
import type { Replica } from '../sync/state.ts'

export type Early = { readonly of: Entrance; readonly replica: Replica }

let early: Early | null = null

/** Opens a room before there is a page to show it; the page takes it up. */
export async function openEarly(asked: Promise<Answer<Entrance>>): Promise<void> {
  const answer = await asked
  if (answer.ok) early = { of: answer.value, replica: open(answer.value) }
}

/** The room of a commitment, if it was opened early and nobody has taken it yet. */
export function earlyRoom(commitment: string): Early | null {
  return early?.of.commitment.id === commitment ? early : null
}

/** The replica that was opened early, for whoever comes first; a new one for everybody behind them. */
export function takeReplica(entrance: Entrance): Replica {
  const taken = early
  early = null
  if (taken?.of.commitment.id === entrance.commitment.id) return taken.replica
  // Nobody came for it: it would stay in its room, and be seen there, for as long as the page stands.
  taken?.replica.close()
  return open(entrance)
}

function open({ commitment, me }: Entrance): Replica {
  return openReplica({ server: syncAddress(), commitment: commitment.id, me })
}
