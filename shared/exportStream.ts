import { z } from 'zod'
import { errorBody } from './api.ts'

/** What had to be changed of a document so that it could be made, or made accessible. */
export const repair = z.union([
  /** Characters that no font has, by their script (ISO 15924). */
  z.object({
    what: z.literal('uncovered'),
    scripts: z.array(z.object({ script: z.string(), characters: z.string() })),
  }),
  /** A heading stood more than one level below the one before; words had two lines under them. */
  z.object({ what: z.enum(['heading', 'decoration']) }),
  /** So many passages stand without their formatting, or only as a note; the setter's own words. */
  z.object({ what: z.literal('unset'), plain: z.int(), lacking: z.int(), why: z.string() }),
  /** Files of a record that could not be made and are not in it. */
  z.object({ what: z.literal('no-file'), files: z.array(z.string()) }),
  /** In the setter's own words; PDF/UA was not reached. */
  z.object({ what: z.literal('not-ua'), why: z.string() }),
])
export type Repair = z.infer<typeof repair>

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
    repairs: z.array(repair),
  }),
  z.object({ is: z.literal('failed'), error: errorBody.shape.error }),
])
export type ExportLine = z.infer<typeof exportLine>
