import { z } from 'zod'
import { origin } from './origin.ts'
import { commitmentStates, outcomes, sectionStates } from './states.ts'

/**
 * Record events: everything about a commitment that is not its text. People ask for them over HTTP,
 * or the room derives them while it admits an update; either way the room writes them into the
 * journal, and `record.ts` folds them. Who and when stand in the journal entry, not in the event.
 */

/** `[client, clock, length]`. */
export const idRange = z.tuple([z.int(), z.int(), z.int().min(1)]).readonly()
const person = z.string().min(1).max(64)

/** What one suggestion consists of: identities, so that it holds whatever happens around it. */
export const suggestionContent = z.object({
  field: z.string(),
  inserted: z.array(idRange),
  deleted: z.array(idRange),
  /** Proposed kinds: block id → kind. */
  kinds: z.record(z.string(), z.string()),
  /** The words as they were when the event was written, for titles and for the record. */
  added: z.string(),
  removed: z.string(),
})
export type SuggestionContent = z.infer<typeof suggestionContent>

/** What a suggestion lost by the answer to another. */
const besideSuggestion = z.object({
  suggestion: z.int(),
  inserted: z.array(idRange),
  deleted: z.array(idRange),
})
export type Beside = z.infer<typeof besideSuggestion>

/** Where a thread hangs. `quote` is kept for the day when the words are gone. */
export const anchor = z.discriminatedUnion('on', [
  z.object({
    on: z.literal('text'),
    field: z.string(),
    ranges: z.array(idRange).min(1),
    quote: z.string().max(2000),
  }),
  z.object({ on: z.literal('suggestion'), suggestion: z.int() }),
  z.object({ on: z.literal('section'), field: z.string() }),
])
export type Anchor = z.infer<typeof anchor>

/** As kept, with ids for names: longer than the 10,000 that people may write (`mentions.ts`). */
const comment = z.string().trim().min(1).max(120_000)

/** It was written elsewhere and brought in from a file by the entry's person. */
export const brought = z.object({
  /** The file's name. */
  source: z.string().max(200),
  /** When it was written, as the file says; null: it does not say. */
  at: z.number().nullable(),
})
export type Brought = z.infer<typeof brought>

export const recordEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('created'),
    plan: z.string(),
    template: z.string(),
    templateVersion: z.int(),
    locale: z.string(),
    /** Where imported text was written. */
    source: z.string().max(2000).optional(),
  }),
  /** Before the id is visible to anyone. Both ids and their twins belong to the entry's person. */
  z.object({ type: z.literal('ids-bound'), editing: z.int(), suggesting: z.int().optional() }),
  /**
   * Words were copied here from another commitment of the plan: under these ids, which nobody writes
   * under, their authors are known here.
   */
  z.object({
    type: z.literal('authors-brought'),
    authors: z.array(z.object({ client: z.int(), person, onBehalfOf: person.nullable() })),
  }),
  /** Text of this entry's update that is not new: undone deletions, moved and copied words. */
  z.object({ type: z.literal('origins-found'), origins: z.array(origin) }),

  z.object({
    type: z.literal('suggestion-opened'),
    suggestion: z.int(),
    content: suggestionContent,
    /** Whose it is, when that is not the entry's person: their words were put back by others. */
    author: z.object({ person, onBehalfOf: person.nullable() }).optional(),
    brought: brought.optional(),
  }),
  z.object({
    type: z.literal('suggestion-changed'),
    suggestion: z.int(),
    content: suggestionContent,
    /** What others took out of it is kept (`changed`); absent: from before it was, and folds as it did then. */
    keeps: z.literal(true).optional(),
  }),
  /** Nothing is left of it: taken back by its author, or its words were deleted by the entry's person. */
  z.object({ type: z.literal('suggestion-emptied'), suggestion: z.int() }),
  z.object({
    type: z.literal('suggestion-decided'),
    suggestion: z.int(),
    outcome: z.enum(outcomes),
    reason: z.string().max(10_000),
    /** A facilitator decided although a key was missing. */
    override: z.boolean().optional(),
    /** The text's runs that this decision made part of the agreed text. */
    accepted: z.array(idRange),
    /** The kinds that its own kinds took the place of, by block; null: the one it was born with. */
    replaced: z.record(z.string(), z.string().nullable()).optional(),
    /** What it took out of the text, and what that was called before: it does not come back by a late move. */
    settled: z.array(idRange).optional(),
    /** What other suggestions lost by that: theirs again if it is taken back. */
    beside: z.array(besideSuggestion).optional(),
    /** The breaks of paragraphs that went with their last word: nobody had struck them. */
    breaks: z.array(idRange).optional(),
    /** What the answerer's page showed of it (`text/sign.ts`); absent: before this was kept, or by nobody's page. */
    sign: z.string().max(64).optional(),
    /** All of its words at this moment; a declined insertion is in no text any more. */
    content: suggestionContent,
  }),
  z.object({
    type: z.literal('suggestion-reopened'),
    suggestion: z.int(),
    reason: z.string().max(10_000),
    content: suggestionContent,
  }),
  /** One of the two keys of a suggestion that needs government and civil society to agree. */
  z.object({
    type: z.literal('suggestion-agreed'),
    suggestion: z.int(),
    sector: z.string(),
    /** What was agreed to, as in an answer: keys to anything else open nothing any more. */
    sign: z.string().max(64).optional(),
  }),
  /** They speak for another sector now, are out, or may decide no more: their open keys are gone. */
  z.object({ type: z.literal('keys-withdrawn'), person }),
  /**
   * The author's client has seen the acceptance. No room writes this any more: adopted words are agreed
   * text at once, whatever a client says of what it has seen.
   */
  z.object({ type: z.literal('accepted-seen'), suggestion: z.int() }),

  z.object({
    type: z.literal('thread-opened'),
    thread: z.string(),
    anchor,
    text: comment,
    mentions: z.array(person).optional(),
    brought: brought.optional(),
  }),
  z.object({
    type: z.literal('thread-replied'),
    thread: z.string(),
    comment: z.string(),
    text: comment,
    mentions: z.array(person).optional(),
    brought: brought.optional(),
  }),
  z.object({
    type: z.literal('comment-edited'),
    thread: z.string(),
    comment: z.string(),
    text: comment,
    mentions: z.array(person).optional(),
  }),
  z.object({ type: z.literal('comment-deleted'), thread: z.string(), comment: z.string() }),
  z.object({ type: z.literal('thread-resolved'), thread: z.string() }),
  z.object({ type: z.literal('thread-reopened'), thread: z.string() }),

  z.object({ type: z.literal('state-set'), state: z.enum(commitmentStates), reason: z.string() }),
  z.object({
    type: z.literal('section-set'),
    field: z.string(),
    state: z.enum(sectionStates),
    reason: z.string(),
  }),
  z.object({ type: z.literal('two-keys-set'), field: z.string().nullable(), on: z.boolean() }),
  z.object({ type: z.literal('version-named'), name: z.string().max(200), hash: z.string() }),
  z.object({
    type: z.literal('restored'),
    from: z.int(),
    reason: z.string(),
    /** What was agreed then, and had become a suggestion again since. */
    accepted: z.array(idRange).optional(),
  }),
  z.object({
    type: z.literal('check-dismissed'),
    rule: z.string(),
    field: z.string(),
    /** The sentence that the question was about. */
    quote: z.string(),
    reason: z.string().min(1).max(10_000),
  }),
  /**
   * What these people said beside the text, comments and questions set aside, is out of the record, in
   * one step and for a reason: the journal keeps it.
   */
  z.object({
    type: z.literal('brought-taken-out'),
    people: z.array(person).min(1),
    reason: z.string().max(10_000),
  }),
  z.object({ type: z.literal('role-set'), person, role: z.string().nullable() }),
  /**
   * Two entries of one person, said by the journal entry's person: who reads `person` means `into`.
   * `at`: when, in a commitment that was opened later.
   */
  z.object({
    type: z.literal('people-merged'),
    person,
    into: person,
    at: z.number().optional(),
  }),
  /** They are two after all. */
  z.object({ type: z.literal('people-parted'), person }),
])
export type RecordEvent = z.infer<typeof recordEvent>

/** An event with its journal entry's envelope, as it is pushed to clients. */
export const recorded = z.object({
  seq: z.int(),
  at: z.number(),
  person,
  onBehalfOf: person.nullable(),
  event: recordEvent,
})
export type Recorded = z.infer<typeof recorded>
