import type { PersonView } from './protocol.ts'

/**
 * One page's awareness state as the room spreads it. `user` comes from the session, whatever the
 * page said; `cursor` and `mode` are passed on as they came, and may be anything.
 */
export type PresenceState = {
  /** `colour` is a number from 0, one per person in the room in order of their coming. */
  readonly user: PersonView & { readonly colour: number }
  readonly cursor: unknown
  readonly mode: unknown
}
