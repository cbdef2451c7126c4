import { z } from 'zod'
import { errorBody } from './api.ts'

/** One line of what an export answers to whoever accepts `progressType`. */
export const exportLine = z.union([
  /** Jobs before this one. */
  z.object({ is: z.literal('progress'), waiting: z.int() }),
  /** `done` of `of` files are made, where there are several. */
  z.object({
    is: z.literal('progress'),
    stage: z.enum(['setting', 'sending']),
    done: z.int().optional(),
    of: z.int().optional(),
  }),
  z.object({
    is: z.literal('file'),
    name: z.string(),
    type: z.string(),
    length: z.int(),
    repairs: z.array(z.string()),
  }),
  z.object({ is: z.literal('failed'), error: errorBody.shape.error }),
])
export type ExportLine = z.infer<typeof exportLine>
