import type { Refused } from '../access/access.ts'
import { type Act, type Room, RoomClosed } from '../rooms/room.ts'
import { type Parts, refuse } from './route.ts'

/** A room that was put away, or lost its document to another process, is opened again so often. */
const attempts = 3

/**
 * Acts in the room's queue, if whoever asks still may when the turn has come; resolves when it is
 * durable and on everybody's way.
 */
export function acting(
  parts: Pick<Parts, 'rooms' | 'still'>,
  commitment: string,
  person: string,
  act: Act<Refused['refused']>,
): Promise<{ seq: number } | Refused> {
  return actingAs(parts, commitment, person, parts.still, act)
}

/**
 * The same where more than a right counts: `known` finds it out when the turn has come, for `act`,
 * or that there is none any more.
 */
export function actingAs<Known>(
  parts: Pick<Parts, 'rooms'>,
  commitment: string,
  person: string,
  known: () => Promise<Known | Refused>,
  act: Act<Refused['refused'], Known>,
): Promise<{ seq: number } | Refused> {
  return inRoom(parts, commitment, (room) => room.actAs({ person }, known, act))
}

/** Does it in the room as it is now; in the next one if this one ends under it, for then nothing has happened. */
export async function inRoom<Done>(
  { rooms }: Pick<Parts, 'rooms'>,
  commitment: string,
  work: (room: Room) => Promise<Done>,
): Promise<Done | Refused> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const room = await rooms.open(commitment)
    if (!room) break
    try {
      return await work(room)
    } catch (error) {
      if (!(error instanceof RoomClosed)) throw error
    }
  }
  return refuse('going-away')
}
