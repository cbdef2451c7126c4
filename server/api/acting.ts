import type { Refused } from '../access/access.ts'
import type { Act } from '../rooms/room.ts'
import { type Parts, refuse } from './route.ts'

/** Acts in the room's queue; resolves when it is durable and on everybody's way. */
export async function acting(
  { rooms }: Parts,
  commitment: string,
  person: string,
  act: Act<Refused['refused']>,
): Promise<{ seq: number } | Refused> {
  const room = await rooms.open(commitment)
  return room ? room.act({ person }, act) : refuse('going-away')
}
