import { z } from 'zod'
import { recorded } from './record/events.ts'
import { claim } from './record/origin.ts'
import { roles, sectors } from './roles.ts'

/** Why an update was not admitted. Shared code has words for each in both languages. */
export const refusalCodes = [
  'not-allowed',
  'section-closed',
  'foreign-id',
  'unknown-id',
  'gap',
  'origin',
  'parent',
  'root',
  'content',
  'foreign-suggestion',
  'accepted',
  'undecodable',
  'too-large',
  'room-full',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/**
 * Accord's own part of the wire: frame 100 carries exactly one of the messages below. Changing a
 * schema changes the hash in `tests/unit/sync/protocol.test.ts`, which then asks for a new version.
 */

const clientId = z.int().min(0)

/** An id, an epoch or a hash in hex: what a client says of itself is short. */
const short = z.string().max(64)

/** A person as everybody in the room may see them. */
export const personView = z.object({
  id: z.string(),
  name: z.string(),
  organisation: z.string(),
  sector: z.enum(sectors),
})
export type PersonView = z.infer<typeof personView>

export const clientMessage = z.discriminatedUnion('type', [
  /** First on a connection, before anything else is sent. */
  z.object({
    type: z.literal('hello'),
    version: z.int(),
    /** The document's epoch that the client holds a replica of; null: none yet. */
    epoch: short.nullable(),
    editing: clientId,
    suggesting: clientId,
    /** The awareness id of this page. */
    presence: clientId,
    onBehalfOf: short.nullable(),
    /**
     * The last entry up to which the client has folded the record of this epoch, its time, and how much was
     * hidden in what it was told; absent: nothing.
     */
    held: z.object({ seq: z.int().min(1), at: z.number(), hidden: z.int() }).nullish(),
    /** People whom it knows as they are shown, by `known.ts`. */
    known: z.array(z.int().min(0)).max(300).optional(),
  }),
  /** A scribe writes for somebody else from here on, or for themselves again, under new ids. */
  z.object({
    type: z.literal('speak'),
    editing: clientId,
    suggesting: clientId,
    onBehalfOf: short.nullable(),
  }),
  /** About the next update frame of this connection. */
  z.object({ type: z.literal('origins'), origins: z.array(claim).max(1000) }),
  /** All record events up to `seq` are on this client's screen. */
  z.object({ type: z.literal('seen'), seq: z.int() }),
  /** This replica differs from the room at `seq`; the client has reset itself. */
  z.object({ type: z.literal('diverged'), seq: z.int(), hash: short }),
])
export type ClientMessage = z.infer<typeof clientMessage>

export const serverMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    version: z.int(),
    person: personView,
    role: z.enum(roles),
    /** Changes when a document is restored or imported anew: other replicas must be dropped. */
    epoch: z.string(),
    /** The newest entry, and its time. */
    seq: z.int(),
    at: z.number(),
    /** How many words of people are hidden in what is told. */
    hidden: z.int(),
    /** What came after the entry that the client holds; null: `record` stands for everything. */
    since: z.array(recorded).nullable(),
    /** The folded record at `seq`: `PackedRecord` of `record/packed.ts`; absent beside `since`. */
    record: z.unknown(),
    /** Those whom the client does not know as they are. */
    people: z.array(personView),
  }),
  /** The connection's first `frames` update frames are durable or refused. */
  z.object({ type: z.literal('ack'), frames: z.int(), seq: z.int() }),
  /** Update frame number `frame` (from 1) was not admitted; the client must reset and replay. */
  z.object({ type: z.literal('refusal'), frame: z.int(), code: z.enum(refusalCodes) }),
  z.object({ type: z.literal('events'), events: z.array(recorded) }),
  z.object({ type: z.literal('people'), people: z.array(personView) }),
  z.object({ type: z.literal('role'), role: z.enum(roles) }),
  /** The journal cannot be written: nothing is acknowledged or shown until `ok` again. */
  z.object({ type: z.literal('journal'), ok: z.boolean() }),
  /** The room's content hash in a quiet moment; see `text/hash.ts`. */
  z.object({ type: z.literal('hash'), seq: z.int(), hash: z.string() }),
  /** Keeps y-websocket's watchdog content; it does not count pings. */
  z.object({ type: z.literal('pulse') }),
])
export type ServerMessage = z.infer<typeof serverMessage>
