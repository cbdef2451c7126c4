import { isClientId } from './identity.ts'

/** The id of a block whose separator was born with this identity. */
export function birthId(client: number, clock: number): string {
  return `${client.toString(36)}.${clock.toString(36)}`
}

/** The identity in a birth id; null if `id` is none, or not written as `birthId` writes it. */
export function parseBirthId(id: string): { client: number; clock: number } | null {
  const [first = '', second = ''] = id.split('.')
  const client = Number.parseInt(first, 36)
  const clock = Number.parseInt(second, 36)
  const valid = isClientId(client) && Number.isSafeInteger(clock) && birthId(client, clock) === id
  return valid ? { client, clock } : null
}
