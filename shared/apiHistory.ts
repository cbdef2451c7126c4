import { z } from 'zod'
import { line, textViews } from './api.ts'
import { prose } from './apiRecord.ts'

/** Bodies about a commitment's past: its sittings, its versions, what changed between two moments. */

const time = z.number()

/** One person's uninterrupted work, or one act on the record. */
export const sitting = z.object({
  /** First and last entry of the journal. */
  from: z.int(),
  to: z.int(),
  at: time,
  person: z.string(),
  onBehalfOf: z.string().nullable(),
  /** Whether the text changed. */
  text: z.boolean(),
  /** Types of record events in it, each once; what only binds ids is left out. */
  events: z.array(z.string()),
  /** Set when it named a version. */
  version: z.string().nullable(),
})
export type Sitting = z.infer<typeof sitting>

export const version = z.object({
  name: z.string(),
  seq: z.int(),
  /** SHA-256 of the text and its identities. */
  hash: z.string(),
  person: z.string(),
  at: time,
})

/** Oldest first; `next` is what to give as `after` for more, null at the end. */
export const history = z.object({
  head: z.int(),
  sittings: z.array(sitting),
  versions: z.array(version),
  next: z.int().nullable(),
})

export const historyQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

const view = z.enum(textViews)

export const atQuery = z.object({ view: view.default('current') })

/** Both as `view` reads them; `to` is the newest unless given. */
export const diffQuery = z.object({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1).optional(),
  view: view.default('final'),
})

export const diff = z.object({
  from: z.int(),
  to: z.int(),
  fields: z.array(
    z.object({
      name: z.string(),
      parts: z.array(z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string() })),
    }),
  ),
})

export const newVersion = z.object({
  name: line,
})
export const restoring = z.object({
  seq: z.int().min(1),
  reason: prose,
})
