import type { Context } from 'hono'
import type { z } from 'zod'
import type { PersonView } from '../../shared/protocol.ts'
import { type Action, may } from '../../shared/roles.ts'
import {
  type Access,
  type CommitmentInfo,
  isRefused,
  type Place,
  type Proof,
  type Refused,
  type Session,
} from '../access/access.ts'
import type { Ledgers } from '../authorship/ledgers.ts'
import type { Press } from '../exports/press.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { proofOf } from './session.ts'

/** What routes are made of: built once in `main.ts`. */
export type Parts = {
  readonly access: Access
  readonly rooms: Rooms
  readonly journal: Journal
  readonly ledgers: Ledgers
  readonly press: Press
  readonly log: Log
  readonly metrics: Metrics
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: () => string
  /** Only this machine reaches it, as far as its settings say. */
  readonly atHome: boolean
  /** False while it starts, stops or cannot write. */
  readonly ready: () => boolean
  /** The interface in OpenAPI's form. */
  readonly description: () => { readonly openapi: string }
}

/** One address of the interface: what it takes, what it gives, and who may ask. */
export type Route = {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** In Hono's form, with `:parameters`. */
  readonly path: string
  /** One sentence, for the description. */
  readonly summary: string
  /** Whether a session is needed. */
  readonly open: boolean
  readonly body?: z.ZodType
  /** The body comes as a form: a part `file`, and a part `about` that holds `body` as JSON. */
  readonly upload?: true
  readonly query?: z.ZodType
  /** Null: nothing (204). A media type: the response is made by hand. */
  readonly answer: z.ZodType | string | null
  readonly status: 200 | 201
  /** Checks who is asking; what it finds is handed to `handle`. */
  readonly enter: (parts: Parts, c: Context) => Promise<object | Refused>
  readonly handle: (asked: Asked<unknown, unknown>, parts: Parts) => Promise<unknown>
}

export type Asked<Body, Query> = {
  readonly body: Body
  /** Of a route that takes one. */
  readonly file: () => { readonly name: string; readonly bytes: Uint8Array }
  readonly query: Query
  /** What the request brought to say who it is. */
  readonly proof: Proof
  readonly param: (name: string) => string
  readonly header: (name: string) => string | undefined
  /** Aborted when whoever asked has gone away. */
  readonly signal: () => AbortSignal
  /** Gives the browser a session, or with null takes it away. */
  readonly setSession: (token: string | null) => void
}

type Spec<Who, Body, Query, Answer> = Pick<Route, 'method' | 'path' | 'summary' | 'upload'> & {
  readonly body?: z.ZodType<Body>
  readonly query?: z.ZodType<Query>
  readonly answer: z.ZodType<Answer> | string | null
  /** 200 unless said. */
  readonly status?: 201
  readonly handle: (
    asked: Asked<Body, Query> & Who,
    parts: Parts,
  ) => Promise<Answer | Refused | Response | null>
}

/** A route for everybody. */
export const anyone = opening(true, async ({ access }, c) => ({
  session: await access.sessionOf(proofOf((name) => c.req.header(name))),
}))

/** A route for people with a session. */
export const anyPerson = opening(false, enterPerson)

/** A route under `:plan`, for its people whose role allows `action`. */
export function inPlan(action: Action) {
  return opening(false, async (parts, c) => {
    const session = await enterPerson(parts, c)
    if (isRefused(session)) return session
    const plan = c.req.param('plan') ?? ''
    const place = await parts.access.placeIn(session.person.id, plan)
    if (!place) return refuse('no-such-plan')
    return may(place.role, action) ? { ...session, ...place, plan } : refuse('not-allowed')
  })
}

/** A route under `:commitment`, for people whose role there allows `action`. */
export function inCommitment(action: Action) {
  return opening(false, async (parts, c) => {
    const session = await enterPerson(parts, c)
    if (isRefused(session)) return session
    const found = await findCommitment(parts, session, c.req.param('commitment') ?? '')
    if (isRefused(found)) return found
    return may(found.role, action) ? { ...session, ...found } : refuse('not-allowed')
  })
}

export function refuse(code: Refused['refused']): Refused {
  return { refused: code }
}

function opening<Who extends object>(
  open: boolean,
  enter: (parts: Parts, c: Context) => Promise<Who | Refused>,
) {
  return <Answer, Body = undefined, Query = undefined>(
    spec: Spec<Who, Body, Query, Answer>,
  ): Route => ({
    ...spec,
    open,
    enter,
    status: spec.status ?? 200,
    // The app parses body and query with this very spec and enters by this very door before it
    // calls, so what arrives here has these types.
    handle: (asked, parts) => spec.handle(asked as Asked<Body, Query> & Who, parts),
  })
}

async function enterPerson({ access }: Parts, c: Context): Promise<Session | Refused> {
  const session = await access.sessionOf(proofOf((name) => c.req.header(name)))
  return session ?? refuse('no-session')
}

/** Who is not of the plan is told the same as about a commitment that does not exist. */
async function findCommitment(
  { access }: Parts,
  { person }: { person: PersonView },
  id: string,
): Promise<(Place & { commitment: CommitmentInfo }) | Refused> {
  const commitment = await access.commitments.find(id)
  const place = commitment && (await access.placeIn(person.id, commitment.plan))
  return place ? { ...place, commitment } : refuse('no-such-commitment')
}
