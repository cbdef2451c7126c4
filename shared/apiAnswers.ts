import { z } from 'zod'
import { outcomes } from './record/states.ts'

/** Bodies about what became of one's own suggestions. Times are milliseconds since 1970. */

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
})
export type OwnAnswer = z.infer<typeof answers>['answers'][number]

/** A place in the journal of the commitment. */
export const answersRead = z.object({ seq: z.int().min(0) })
