import { z } from 'zod'
import { outcomes } from './record/states.ts'

/** Bodies about what became of one's own suggestions, and who named one. Times are milliseconds since 1970. */

const id = z.string().min(1).max(64)

export const answers = z.object({
  answers: z.array(
    z.object({
      commitment: id,
      title: z.string(),
      number: z.int(),
      field: z.string(),
      added: z.string(),
      removed: z.string(),
      outcome: z.enum(outcomes),
      reason: z.string(),
      by: id,
      at: z.number(),
      /** The entry of the journal in which it was answered. */
      seq: z.int(),
      /** Answered behind what this person has read. */
      unread: z.boolean(),
    }),
  ),
  /** Comments of others that name this person. */
  mentions: z.array(
    z.object({
      commitment: id,
      title: z.string(),
      thread: z.string(),
      text: z.string(),
      by: id,
      /** As the one who said it is called in the plan; empty: their name was erased. */
      name: z.string(),
      at: z.number(),
      seq: z.int(),
      unread: z.boolean(),
    }),
  ),
})
export type OwnMention = z.infer<typeof answers>['mentions'][number]
export type OwnAnswer = z.infer<typeof answers>['answers'][number]

/** A place in the journal of the commitment. */
export const answersRead = z.object({ seq: z.int().min(0) })
