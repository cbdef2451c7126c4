import { z } from 'zod'
import { appearances } from './appearance.ts'
import { locales } from './locale/locale.ts'
import { personView } from './protocol.ts'
import { commitmentStates, sectionStates } from './record/states.ts'
import { roles, sectors } from './roles.ts'
import { cleanLine, saysSomething } from './text/characters.ts'

/**
 * Bodies of the HTTP interface. The server checks what comes in against these and describes itself
 * with them in `GET /api/openapi.json`; the client reads what it gets through them. Times are
 * milliseconds since 1970.
 */

/** Every error's `code`; `locale/errors.ts` has the words, `server/api/errors.ts` the status. */
export const errorCodes = [
  'bad-request',
  'shows-nothing',
  'no-session',
  'not-allowed',
  'foreign-origin',
  'removed',
  'not-found',
  'no-such-plan',
  'no-such-person',
  'no-such-invitation',
  'no-such-session',
  'no-such-commitment',
  'no-such-template',
  'no-such-suggestion',
  'suggestion-answered',
  'suggestion-changed',
  'own-suggestion',
  'same-device',
  'not-verified',
  'reason-needed',
  'key-missing',
  'commitment-final',
  'no-such-thread',
  'not-yours',
  'no-such-version',
  'version-exists',
  'nothing-to-export',
  'export-failed',
  'export-too-heavy',
  'check-too-long',
  'diff-too-long',
  'not-a-document',
  'unsafe-document',
  'code-unknown',
  'code-closed',
  'code-expired',
  'code-used-up',
  'last-facilitator',
  'already-merged',
  'merges-oneself',
  'person-erased',
  'too-large',
  'too-many',
  'record-full',
  'not-saved',
  'going-away',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

export const errorBody = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    /** In the language of `Accept-Language`. */
    message: z.string(),
    /** What is wrong where, `{ "name": ["…"] }`; `suggestion`: the number that stands in the way. */
    details: z.record(z.string(), z.array(z.string())).optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>

const time = z.number()
const id = z.string().min(1).max(64)
const locale = z.enum(locales)
const role = z.enum(roles)
const sector = z.enum(sectors)
/**
 * One line that a person types about themselves, where it may be left out: long enough for a ministry's
 * full name. What was typed and cannot be seen is not left out: it is refused in words of its own.
 */
const optionalLine = z
  .string()
  .overwrite((text) => (saysSomething(text) ? cleanLine(text) : text))
  .trim()
  .max(200)
  .refine((text) => text === '' || saysSomething(text), { params: { refused: 'shows-nothing' } })
/** The same where it is needed. */
export const line = optionalLine.min(1)

/** A plan as one of its people sees it. `role` is theirs, a mute already counted in. */
export const plan = z.object({ id, title: z.string(), locale, createdAt: time, role })
export type Plan = z.infer<typeof plan>

/** Codes are read out and typed by hand: case, spaces and hyphens do not matter. */
export const joinRequest = z.object({
  code: z.string().trim().min(1).max(64),
  name: line,
  organisation: optionalLine.default(''),
  /** An invitation that is fixed to a sector decides instead. */
  sector,
  locale: locale.optional(),
})
export type JoinRequest = z.infer<typeof joinRequest>

/** `token` is what the cookie `accord_session` holds too. */
export const joined = z.object({ token: z.string(), person: personView, plan })
export type Joined = z.infer<typeof joined>

/** What the join page may show before anybody has said who they are. */
export const invited = z.object({
  role,
  sector: sector.nullable(),
  plan: z.object({ id, title: z.string(), locale }),
})
export type Invited = z.infer<typeof invited>

export const me = z.object({ person: personView, plans: z.array(plan).readonly() })
export type Me = z.infer<typeof me>

export const newPlan = z.object({ title: line, locale })
export type NewPlan = z.infer<typeof newPlan>

export const newInvitation = z.object({
  role,
  sector: sector.optional(),
  label: optionalLine.optional(),
  expiresAt: time.optional(),
  uses: z.int().min(1).max(100_000).optional(),
})
export type NewInvitation = z.infer<typeof newInvitation>

export const invitation = z.object({
  id,
  code: z.string(),
  /** The link to show or print: `<public address>/join/<code>`. */
  url: z.string(),
  role,
  sector: sector.nullable(),
  label: z.string(),
  expiresAt: time.nullable(),
  /** How many people may come in with it; null: no limit. */
  uses: z.int().nullable(),
  /** How many have. */
  used: z.int(),
  closed: z.boolean(),
  createdAt: time,
  /** Who made it; null: the operator, or nobody knows any more. */
  by: id.nullable(),
})
export type Invitation = z.infer<typeof invitation>
export const invitations = z.object({ invitations: z.array(invitation).readonly() })

/** A person of a plan. An empty name is that of an erased person. */
export const member = personView.extend({
  role,
  /** May only suggest, whatever the role says. */
  muted: z.boolean(),
  removed: z.boolean(),
  /** A facilitator has checked who this is. */
  verified: z.boolean(),
  appearsAs: z.enum(appearances),
  joinedAt: time,
  /** The invitation that they came in with, or that raised their role; only facilitators see it. */
  cameBy: id.nullable(),
  /** Not null: a second entry of the person \`into\`, as somebody said who facilitates. */
  merged: z.object({ into: id, by: id, at: time }).nullable(),
  /** What was corrected about them, oldest first; only facilitators see it. */
  corrections: z.array(
    z.object({
      at: time,
      by: id,
      what: z.enum(['name', 'organisation', 'sector', 'role', 'verified']),
      from: z.string(),
      to: z.string(),
    }),
  ),
})
export type Member = z.infer<typeof member>
export const members = z.object({ people: z.array(member).readonly() })

/** A device on which somebody is known. */
const session = z.object({
  id,
  /** Which kind of browser or program, as it said; empty when it did not. */
  about: z.string(),
  createdAt: time,
  /** To the hour. */
  seenAt: time,
})
export type SessionInfo = z.infer<typeof session>
export const sessions = z.object({
  sessions: z
    .array(
      session.extend({
        /** The one that asks. */
        current: z.boolean(),
        /** Whether whoever asks can end it. */
        ends: z.boolean(),
      }),
    )
    .readonly(),
})

/** In what kind of words a name may stand that people wrote themselves. */
export const namedIn = [
  'text',
  'suggestion',
  'comment',
  'quote',
  'reason',
  'version',
  'source',
  'title',
  'label',
] as const
export type NamedIn = (typeof namedIn)[number]

/** Where somebody's name stands in such words; erasing hides it there when that is asked for. */
export const namedPlaces = z.object({
  places: z
    .array(
      z.object({
        in: z.enum(namedIn),
        /** Of the commitment, or of the plan. */
        title: z.string(),
        /** Null: it is about the plan. */
        commitment: id.nullable(),
        /** The name as it stands there, and a little of what is around it. */
        before: z.string(),
        words: z.string(),
        after: z.string(),
      }),
    )
    .readonly(),
  /** How many more there are. */
  more: z.int(),
  /** Every name that goes: those of all entries of the person, in all their plans. */
  names: z.array(z.string()).readonly(),
})
export type NamedPlace = z.infer<typeof namedPlaces>['places'][number]

/** Whether what people wrote is shown as they wrote it when a name that stands in it is erased. */
export const erasing = z.object({ words: z.enum(['shown', 'hidden']).default('shown') })

/** Somebody whom a scribe writes for. */
export const newSpeaker = z.object({
  name: line,
  organisation: optionalLine,
  sector,
})

/** Whose second entry it is. */
export const merging = z.object({ into: id })

/** People may change their own `appearsAs`; the rest is the facilitator's. */
export const memberChange = z
  .object({
    role,
    name: line,
    organisation: optionalLine,
    sector,
    muted: z.boolean(),
    removed: z.boolean(),
    verified: z.boolean(),
    appearsAs: z.enum(appearances),
  })
  .partial()
export type MemberChange = z.infer<typeof memberChange>

const words = z.object({ 'zh-Hant-TW': z.string(), en: z.string() })
export const templateList = z.object({
  templates: z.array(z.object({ id, version: z.int(), name: words })),
})

export const newCommitment = z.object({ template: id, title: line, locale })
export type NewCommitment = z.infer<typeof newCommitment>

export const commitment = z.object({
  id,
  plan: id,
  title: z.string(),
  template: z.string(),
  templateVersion: z.int(),
  locale,
  createdAt: time,
  state: z.enum(commitmentStates),
  /** Every field of the form, by name. */
  sections: z.record(z.string(), z.enum(sectionStates)),
  /** Mine. */
  role,
  /** Head of the journal. */
  seq: z.int(),
  /** When somebody last wrote or answered; who comes in, or what is said of people, changes nothing. */
  changedAt: time,
  openSuggestions: z.int(),
})
export type Commitment = z.infer<typeof commitment>
export const commitments = z.object({ commitments: z.array(commitment).readonly() })

/** `original` rejects and `final` accepts all open suggestions; `current` shows both. */
export const textViews = ['current', 'original', 'final'] as const

const marks = z.object({
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  link: z.string().optional(),
})

const run = z.object({ text: z.string(), marks: marks.optional() })
const block = z.object({ id: z.string(), kind: z.string(), runs: z.array(run).readonly() })
const field = z.object({ name: z.string(), blocks: z.array(block).readonly() })

/** A milestone's cell is a field called `row.<row>.<column>`. */
export const textBody = z.object({ seq: z.int(), fields: z.array(field).readonly() })
