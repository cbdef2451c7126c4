import type { Refused } from '../access/access.ts'
import { type Act, type Room, RoomClosed } from '../rooms/room.ts'
import { type Parts, refuse } from './route.ts'

/** A room that was put away, or lost its document to another process, is opened again so often. */
const attempts = 3

/** Acts in the room's queue; resolves when it is durable and on everybody's way. */
export function acting(
  parts: Parts,
  commitment: string,
  person: string,
  act: Act<Refused['refused']>,
): Promise<{ seq: number } | Refused> {
  return inRoom(parts, commitment, (room) => room.act({ person }, act))
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
