import type { Commitment } from './api.ts'
import type { PersonView } from './protocol.ts'

/** What a page must know before it opens a room. */
export type Entrance = { readonly commitment: Commitment; readonly me: PersonView }

/** As a page brings it along, with what the server's clock said. */
export type Brought = Entrance & { readonly now: number }

/** Id of the element in which the page of a room brings it along, as JSON. */
export const entranceElement = 'entrance'
