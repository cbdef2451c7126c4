import { z } from 'zod'
import { locales } from '../../shared/locale/locale.ts'
import { personView } from '../../shared/protocol.ts'
import { brought } from '../../shared/record/events.ts'
import { outcomes } from '../../shared/record/states.ts'
import { sectors } from '../../shared/roles.ts'
import { kindPattern } from '../../shared/text/body.ts'
import { copies, type ExportCommitment } from './model.ts'

/** Goes up when something that is there changes or goes; additions leave it. */
export const jsonVersion = 1

const change = z.object({
  suggestion: z.int().nullable(),
  person: z.string(),
  at: z.number(),
})
const fate = { inserted: change.optional(), deleted: change.optional() }
const kind = z.string().regex(kindPattern)
const marks = z.object({
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  link: z.string().optional(),
})
const block = z.object({
  id: z.string(),
  kind,
  proposed: change.extend({ kind }).optional(),
  ...fate,
  runs: z.array(
    z.object({
      text: z.string(),
      marks: marks.optional(),
      ...fate,
      threads: z.array(z.string()).optional(),
    }),
  ),
})
const range = z.tuple([z.int(), z.int(), z.int()])
const decision = z.object({
  outcome: z.enum(outcomes),
  reason: z.string(),
  person: z.string(),
  at: z.number(),
  seq: z.int(),
  override: z.boolean(),
  accepted: z.array(range),
  replaced: z.record(z.string(), z.string().nullable()).default({}),
  settled: z.array(range).optional(),
  beside: z
    .array(z.object({ suggestion: z.int(), inserted: z.array(range), deleted: z.array(range) }))
    .optional(),
  breaks: z.array(range).optional(),
  sign: z.string().optional(),
})
const content = {
  field: z.string(),
  inserted: z.array(range),
  deleted: z.array(range),
  kinds: z.record(z.string(), z.string()),
  added: z.string(),
  removed: z.string(),
}
const suggestion = z.object({
  number: z.int(),
  person: z.string(),
  onBehalfOf: z.string().nullable(),
  ...content,
  openedAt: z.number(),
  brought: brought.optional(),
  changedAt: z.number(),
  status: z.enum(['open', 'emptied', ...outcomes]),
  keys: z.array(
    z.object({
      person: z.string(),
      sector: z.string(),
      at: z.number(),
      sign: z.string().optional(),
    }),
  ),
  decisions: z.array(decision),
  reopenings: z
    .array(z.object({ reason: z.string(), person: z.string(), at: z.number() }))
    .default([]),
  emptiedBy: z.string().nullable().default(null),
  changed: z.object({ by: z.array(z.string()), was: z.object(content) }).optional(),
})
const thread = z.object({
  id: z.string(),
  anchor: z.discriminatedUnion('on', [
    z.object({
      on: z.literal('text'),
      field: z.string(),
      ranges: z.array(range),
      quote: z.string(),
    }),
    z.object({ on: z.literal('suggestion'), suggestion: z.int() }),
    z.object({ on: z.literal('section'), field: z.string() }),
  ]),
  comments: z.array(
    z.object({
      id: z.string(),
      person: z.string(),
      onBehalfOf: z.string().nullable(),
      at: z.number(),
      text: z.string(),
      editedAt: z.number().nullable(),
      deleted: z.boolean(),
      mentions: z.array(z.string()),
      brought: brought.optional(),
    }),
  ),
  resolved: z.object({ person: z.string(), at: z.number() }).nullable(),
})

/** What an exported JSON file holds; published as JSON Schema by `jsonSchema`. */
export const exportedCommitment = z.object({
  accord: z.literal(jsonVersion),
  /** Which commitment, for a file that comes back. */
  commitment: z.string().optional(),
  copy: z.enum(copies),
  locale: z.enum(locales),
  plan: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  seq: z.int(),
  date: z.number(),
  timeZone: z.string(),
  template: z.object({
    id: z.string(),
    version: z.int(),
    typography: z.object({ font: z.string(), size: z.number(), lineHeight: z.number() }).optional(),
  }),
  fields: z.array(
    z.object({
      name: z.string(),
      heading: z.string(),
      label: z.string(),
      threads: z.array(z.string()),
      content: z.discriminatedUnion('is', [
        z.object({ is: z.literal('text'), blocks: z.array(block) }),
        z.object({
          is: z.literal('rows'),
          columns: z.array(z.object({ name: z.string(), label: z.string() })),
          rows: z.array(
            z.object({
              id: z.string(),
              cells: z.array(
                z.union([z.object({ blocks: z.array(block) }), z.object({ date: z.string() })]),
              ),
            }),
          ),
        }),
      ]),
    }),
  ),
  open: z.int(),
  suggestions: z.array(suggestion),
  places: z.record(z.string(), z.int()),
  threads: z.array(thread),
  people: z.record(z.string(), personView),
  contributions: z.array(
    z.object({
      field: z.string(),
      shares: z.array(
        z.object({
          person: z.string(),
          sector: z.enum(sectors).nullable(),
          characters: z.int(),
          waiting: z.int().optional(),
        }),
      ),
    }),
  ),
  merged: z
    .array(z.object({ person: z.string(), into: z.string(), by: z.string(), at: z.number() }))
    .default([]),
})

/** The schema that scripts can rely on. */
export function jsonSchema(): unknown {
  return z.toJSONSchema(exportedCommitment)
}

/** The model itself, with the version of its shape. */
export function writeJson(model: ExportCommitment): string {
  return `${JSON.stringify({ accord: jsonVersion, ...model }, null, 2)}\n`
}
