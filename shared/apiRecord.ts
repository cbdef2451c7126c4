import { z } from 'zod'
import { textViews } from './api.ts'
import { mostAnchorRanges } from './record/anchors.ts'
import { anchor, brought, idRange, suggestionContent } from './record/events.ts'
import { adopts, commitmentStates, outcomes, sectionStates } from './record/states.ts'
import { sectors } from './roles.ts'
import { cleanProse, saysSomething } from './text/characters.ts'

/** Bodies about a commitment's record: suggestions and their answers, threads, states, authorship. */

const time = z.number()
const id = z.string().min(1).max(64)
/** What shows nothing is no reason: where one is needed it is missing. */
const reason = z
  .string()
  .overwrite((text) => (saysSomething(text) ? cleanProse(text) : ''))
  .trim()
  .max(10_000)
/** Words that must be there. */
export const prose = z
  .string()
  .overwrite(cleanProse)
  .trim()
  .min(1)
  .max(10_000)
  .refine(saysSomething)
const comment = prose

/** What adopting a suggestion does, in short: of one that has changed since, it is another. */
const sign = z.string().max(64)

/** `open`, `emptied`, or the outcome of the newest decision. */
export const suggestionStatuses = ['open', 'emptied', ...outcomes] as const

export const suggestion = suggestionContent.extend({
  number: z.int(),
  person: id,
  onBehalfOf: id.nullable(),
  openedAt: time,
  /** Taken from a file by `person`. */
  brought: brought.optional(),
  changedAt: time,
  status: z.enum(suggestionStatuses),
  /** Agreements given so far, where two keys are needed. */
  keys: z.array(z.object({ person: id, sector: z.string(), at: time })).readonly(),
  /** What an answer to it as it is now sends along. */
  sign,
  /** Sectors whose agreement is still missing. */
  missingKeys: z.array(z.enum(sectors)).readonly(),
  decisions: z
    .array(
      z.object({
        outcome: z.enum(outcomes),
        reason: z.string(),
        person: id,
        at: time,
        override: z.boolean(),
      }),
    )
    .readonly(),
  /** Who put it before the room again after an answer, and why. */
  reopenings: z.array(z.object({ reason: z.string(), person: id, at: time })).readonly(),
  /** While `emptied`: who took the last of its words out of the text. Unless its author, it still needs an answer. */
  emptiedBy: id.nullable(),
  /** Who took out words of others in it while it waited, and what it said before; absent: nobody. */
  changed: z.object({ by: z.array(id).readonly(), was: suggestionContent }).optional(),
})
export const suggestions = z.object({ suggestions: z.array(suggestion) })
export type SuggestionBody = z.infer<typeof suggestion>

const answer = z.object({
  outcome: z.enum(outcomes),
  reason: reason.default(''),
  override: z.boolean().default(false),
})
const needsSigns = 'Adopting needs the sign of each suggestion, as it was read.'

/**
 * A reason is required unless adopted. `override`: a facilitator decides without the second key. `sign`:
 * that of the suggestion as it was read, needed to adopt; if it is another by now, nothing is answered.
 */
export const decision = answer
  .extend({ sign: sign.optional() })
  .refine((given) => !adopts(given.outcome) || given.sign !== undefined, {
    path: ['sign'],
    error: needsSigns,
  })
/** One answer to several suggestions: all of them in one step, or none. `signs`: theirs, in this order. */
export const jointDecision = answer
  .extend({
    suggestions: z.array(z.int()).min(1).max(500),
    signs: z.array(sign).max(500).optional(),
  })
  .refine(
    ({ outcome, signs, suggestions }) =>
      signs ? signs.length === suggestions.length : !adopts(outcome),
    { path: ['signs'], error: needsSigns },
  )
/** `answers`: how many the suggestion had when that was read; if there are others by now, they stand. */
export const reopening = z.object({ reason, answers: z.int().optional() })
/**
 * `all`: comments and questions that were set aside are taken out, too. `everybody`: of all who came in
 * by the same code as this person.
 */
export const decliningAll = z.object({
  reason,
  all: z.boolean().default(false),
  everybody: z.boolean().default(false),
})

export const thread = z.object({
  id,
  anchor,
  resolved: z.object({ person: id, at: time }).nullable(),
  comments: z
    .array(
      z.object({
        id,
        person: id,
        onBehalfOf: id.nullable(),
        at: time,
        /** Empty when deleted. */
        text: z.string(),
        editedAt: time.nullable(),
        deleted: z.boolean(),
        mentions: z.array(id).readonly(),
        /** The entry in which it was said as it is; absent: before this was kept. */
        seq: z.int().optional(),
        brought: brought.optional(),
      }),
    )
    .readonly(),
})
export const threads = z.object({ threads: z.array(thread) })
export type ThreadBody = z.infer<typeof thread>

/** Who of those that are called alike is meant; whoever the words name is told in any case. */
const mentions = z.array(id).max(50).optional()
/** Of a selection through many people's words more than its beginning need not be known. */
const newAnchor = anchor.refine(
  (given) => given.on !== 'text' || given.ranges.length <= mostAnchorRanges,
)
export const newThread = z.object({ anchor: newAnchor, text: comment, mentions })
export const newReply = z.object({ text: comment, mentions })
export const threadChange = z.object({ resolved: z.boolean() })
export const commentChange = z.object({ text: comment, mentions })

export const stateChange = z.object({ state: z.enum(commitmentStates), reason })
export const sectionChange = z.object({ state: z.enum(sectionStates), reason })
/** `field` null: the whole commitment. */
export const twoKeysChange = z.object({ field: z.string().nullable(), on: z.boolean() })
export const dismissal = z.object({
  rule: z.string().max(20),
  field: z.string().max(200),
  quote: z.string().max(2000),
  reason: comment,
})

/** What a change of the record answers: the head of the journal after it. */
export const done = z.object({ seq: z.int() })

/** `waiting`: of these, in suggestions that nobody has decided. */
const share = z.object({ spoken: z.int(), waiting: z.int(), typedForOthers: z.int() })
const shares = z.object({
  byPerson: z.record(z.string(), share),
  bySector: z.record(z.string(), z.int()),
  total: z.int(),
  waitingBySector: z.record(z.string(), z.int()),
  waiting: z.int(),
})

const twin = z.object({ field: z.string(), ranges: z.array(idRange) })

/** One of two places, as the attribution names it: its words are dropped, the other's stay. */
export const twinDrop = twin

/** A run's text holds `\n` for a block separator. */
export const attributionQuery = z.object({
  at: z.coerce.number().int().min(1).optional(),
  view: z.enum(textViews).default('current'),
})
export const attribution = z.object({
  seq: z.int(),
  people: z.record(
    z.string(),
    z.object({ name: z.string(), organisation: z.string(), sector: z.string() }),
  ),
  fields: z.array(
    z.object({
      name: z.string(),
      runs: z.array(
        z.object({
          text: z.string(),
          person: z.string(),
          onBehalfOf: z.string().optional(),
          at: time,
          how: z.enum(['typed', 'pasted', 'imported', 'template', 'suggested']),
          placedBy: z.string().optional(),
          suggestion: z.int().optional(),
          pending: z.literal(true).optional(),
        }),
      ),
    }),
  ),
  shares,
  /** Words that stand twice because two people moved them, or put them back, at once. */
  twins: z.array(z.object({ text: z.string(), places: z.array(twin) })),
})
export type AttributionBody = z.infer<typeof attribution>

const part = z.object({
  characters: z.int(),
  waiting: z.int(),
  suggestions: z.int(),
  adopted: z.int(),
  comments: z.int(),
  answered: z.int(),
})
const parts = {
  byPerson: z.record(z.string(), part),
  bySector: z.record(z.string(), part),
  characters: z.int(),
  waiting: z.int(),
}

/** Who took part, and where. `onlySide`: the only one of government and civil society there. */
export const balance = z.object({
  seq: z.int(),
  whole: z.object(parts),
  sections: z.array(
    z.object({
      name: z.string(),
      ...parts,
      onlySide: z.enum(['government', 'civil-society']).nullable(),
    }),
  ),
})

/** What became of one person's input. */
export const contributions = z.object({
  seq: z.int(),
  suggestions: z.array(suggestion),
  /** In which thread, about what, and whether it is resolved. */
  comments: z.array(
    z.object({
      thread: id,
      anchor,
      comment: id,
      at: time,
      text: z.string(),
      replies: z.int(),
      resolved: z.boolean(),
    }),
  ),
  /** Characters that stand in the text now, by field; written for others counts apart. */
  text: z.array(share.extend({ field: z.string() })),
  /** Others' words that this person took out. */
  deletions: z.array(z.object({ at: time, field: z.string(), from: z.string(), text: z.string() })),
})
export type ContributionsBody = z.infer<typeof contributions>

/** When identities came in: `[client, clock, length, at]`. The page tells "when" from it. */
export const stamps = z.object({
  seq: z.int(),
  stamps: z.array(z.tuple([z.int(), z.int(), z.int(), time])),
})
