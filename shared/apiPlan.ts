import { z } from 'zod'
import { commitment } from './api.ts'
import { roles } from './roles.ts'

/** Bodies about a plan as a whole and about the commitment check. Times are milliseconds since 1970. */

const id = z.string().min(1).max(64)
const name = z.string().max(200)

const paragraph = z.object({ kind: z.string(), text: z.string() })

/** A commitment that another is compared with: its form and the text of its fields. */
export const comparison = z.object({
  title: z.string(),
  template: z.string(),
  templateVersion: z.int(),
  fields: z.record(name, z.array(paragraph)),
})
export type Comparison = z.infer<typeof comparison>

/** `others`: of the same plan; `previous`: of the plan that it names as the one before it. */
export const comparisons = z.object({
  others: z.array(comparison),
  previous: z.array(comparison),
})

/** Questions of the check, in the language of `Accept-Language`. There is no score, and none is due. */
export const checks = z.object({
  seq: z.int(),
  findings: z.array(
    z.object({
      rule: z.string(),
      field: name,
      quote: z.string(),
      start: z.int(),
      end: z.int(),
      sentence: z.string(),
      question: z.string(),
      source: z.string(),
      /** Why the group has set the question aside; null: it has not. */
      dismissed: z.object({ reason: z.string(), person: id, at: z.number() }).nullable(),
    }),
  ),
  /** Fields that still wait for words, in the form's order. */
  open: z.array(name),
})

/** Sample data as it is published, one commitment or several. */
export const importRequest = z.object({ data: z.unknown() })

/** What an import made, with what the form had no place for. */
export const imported = z.object({
  commitments: z.array(
    z.object({
      commitment,
      aside: z.array(z.object({ path: z.string(), text: z.string() })),
    }),
  ),
})

export type Imports = z.infer<typeof imported>

export const previousPlan = z.object({ plan: z.object({ id, title: z.string() }).nullable() })
/** Government and civil society must both agree, in every section of every commitment. */
export const planTwoKeys = z.object({ on: z.boolean() })
/** Only people whom a facilitator has verified answer suggestions. */
export const planVerified = z.object({ on: z.boolean() })
export const previousChange = z.object({ plan: id.nullable() })

/** What a plan's home tells of each commitment besides its state. */
export const overview = z.object({
  commitments: z.array(
    z.object({
      id,
      /** Fields that still wait for words, in the form's order. */
      open: z.array(name),
      /** Per section that people have written in, the characters that each sector brought in. */
      hands: z.array(z.object({ field: name, bySector: z.record(z.string(), z.int()) })),
    }),
  ),
})
export type Overview = z.infer<typeof overview>

/** Ways into the sample plan; none where it must not be handed out. */
export const sampleLinks = z.object({
  links: z.array(z.object({ role: z.enum(roles), code: z.string() })),
})
