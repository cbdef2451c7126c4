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
import type { Checker } from '../checks/checker.ts'
import type { Clock } from '../clock.ts'
import type { Press } from '../exports/press.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Archive } from '../past/archive.ts'
import type { Reading } from '../reading.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Sharing } from '../sharing.ts'
import type { Attempts } from './attempts.ts'
import type { Bounds } from './bounds.ts'
import type { Right } from './right.ts'

/** What routes are made of: built once in `main.ts`. */
export type Parts = {
  readonly access: Access
  readonly rooms: Rooms
  readonly journal: Journal
  readonly ledgers: Ledgers
  readonly archive: Archive
  readonly press: Press
  readonly checker: Checker
  /** Whose heavy reading is under way. */
  readonly reading: Reading
  /** What many ask at once and is the same for all of them. */
  readonly sharing: Sharing
  /** What people have done just now, so that it is not done twice. */
  readonly attempts: Attempts
  readonly log: Log
  /** What this server takes the time to be; see `clock.ts`. */
  readonly clock: Clock
  readonly metrics: Metrics
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: () => string
  /** What people ask for at once and in a while. */
  readonly bounds: Bounds
  /** The header in which a proxy says where a request comes from; null: there is no proxy. */
  readonly proxyHeader: string | null
  /** Only this machine reaches it, as far as its settings say. */
  readonly atHome: boolean
  /** False while it starts, stops or cannot write. */
  readonly ready: () => boolean
  /** The interface in OpenAPI's form, as JSON. */
  readonly description: () => string
  /** Whether whoever asks may still do so; what writes finds it asked for every time, see `right.ts`. */
  readonly still: Right
  /** For what follows from an act that is done already: its right is not asked again. */
  readonly following: Parts
}

/** Checks what somebody with this session, or with none, may do here. */
type Door<Who> = (parts: Parts, session: Session | null, c: Context) => Promise<Who | Refused>

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
  /**
   * It reads or compares a whole text or history: fewer of these are answered, and of a person one
   * after the other.
   */
  readonly heavy?: true
  /** It asks by a code, and stands open to whoever has one whatever else goes on at their address. */
  readonly entrance?: true
  /** The body comes as a form: a part `file`, and a part `about` that holds `body` as JSON. */
  readonly upload?: true
  readonly query?: z.ZodType
  /** Null: nothing (204). A media type: the response is made by hand. */
  readonly answer: z.ZodType | string | null
  readonly status: 200 | 201
  /** Checks who is asking; what it finds is handed to `handle`. */
  readonly enter: Door<object>
  readonly handle: (
    asked: Asked<unknown, unknown> & Again<object>,
    parts: Parts,
  ) => Promise<unknown>
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
  /** Where the request comes from, as far as this server can know. */
  readonly address: string
  /** Aborted when whoever asked has gone away. */
  readonly signal: () => AbortSignal
  /** The sign by which this browser is known again, whoever uses it: made when there is none. */
  readonly device: () => string
  /** Gives the browser a session, or with null takes it away. */
  readonly setSession: (token: string | null) => void
}

/** Asks at the door once more, after a wait: who it is by now, and what they may. */
export type Again<Who> = { readonly again: () => Promise<Who | Refused> }

type Spec<Who, Body, Query, Answer> = Pick<
  Route,
  'method' | 'path' | 'summary' | 'upload' | 'heavy' | 'entrance'
> & {
  readonly body?: z.ZodType<Body>
  readonly query?: z.ZodType<Query>
  readonly answer: z.ZodType<Answer> | string | null
  /** 200 unless said. */
  readonly status?: 201
  readonly handle: (
    asked: Asked<Body, Query> & Who & Again<Who>,
    parts: Parts,
  ) => Promise<Answer | Refused | Response | null>
}

/** A route for everybody. */
export const anyone = opening(true, async (_, session) => ({ session }))

/** A route for people with a session. */
export const anyPerson = opening(false, async (_, session) => session ?? refuse('no-session'))

/** A route under `:plan`, for its people whose role allows `action`. */
export function inPlan(action: Action) {
  return opening(false, async (parts, session, c) => {
    if (!session) return refuse('no-session')
    const plan = c.req.param('plan') ?? ''
    const place = await parts.access.placeIn(session.person.id, plan)
    if (!place) return refuse('no-such-plan')
    return may(place.role, action) ? { ...place, session: session.id, plan } : refuse('not-allowed')
  })
}

/**
 * A route under `:commitment`, for people whose role there allows `action`. `answers`: what is done
 * there answers suggestions, which a plan can leave to verified people.
 */
export function inCommitment(action: Action, answers = action === 'decide') {
  return opening(false, async (parts, session, c) => {
    if (!session) return refuse('no-session')
    const found = await findCommitment(parts, session, c.req.param('commitment') ?? '')
    if (isRefused(found)) return found
    if (!may(found.role, action)) return refuse('not-allowed')
    const lacks = answers && !found.verified
    return lacks && (await parts.access.plans.asksVerified(found.commitment.plan))
      ? refuse('not-verified')
      : found
  })
}

export function refuse(code: Refused['refused']): Refused {
  return { refused: code }
}

function opening<Who extends object>(open: boolean, enter: Door<Who>) {
  return <Answer, Body = undefined, Query = undefined>(
    spec: Spec<Who, Body, Query, Answer>,
  ): Route => ({
    ...spec,
    open,
    enter,
    status: spec.status ?? 200,
    // The app parses body and query with this very spec and enters by this very door before it
    // calls, so what arrives here has these types.
    handle: (asked, parts) => spec.handle(asked as Asked<Body, Query> & Who & Again<Who>, parts),
  })
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
