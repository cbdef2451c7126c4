import { z } from 'zod'
import { newSpeaker } from './api.ts'

/** Bodies about a document that comes back: what it would add, and who answers for whose words. */

const time = z.number().nullable()
const id = z.string().min(1).max(64)
/** As a file says it: anybody may have typed it. Empty: the file names nobody. */
const author = z.string()

/** The largest file that is taken, in bytes. */
export const largestImport = 16 * 1024 * 1024

export const lostKinds = [
  'image',
  'footnote',
  'table',
  'format-change',
  'merged-cells',
  'outside-sections',
  'link',
  'formatting',
  'milestone-row',
  'answered',
  'unknown-deletion',
  'section-closed',
  'long-comment',
] as const

/** What is asked about a file. Without `base` it is compared with what it says it was made from. */
export const importAsking = z.object({
  base: z.int().min(1).optional(),
  /** IANA name: where a file's times do not say, they are meant in it. */
  zone: z.string().max(64).optional(),
})

export const importPreview = z.object({
  /** The entry of the journal that the file was compared with. */
  base: z.int(),
  /** Whether the file says that it was made from this commitment. */
  source: z.enum(['this', 'another', 'unknown']),
  authors: z.array(
    z.object({
      name: author,
      suggestions: z.int(),
      comments: z.int(),
      /** The one person of the plan who is called so; never more than a guess. */
      person: id.nullable(),
    }),
  ),
  suggestions: z.array(
    z.object({
      field: z.string(),
      author,
      at: time,
      removed: z.string(),
      added: z.string(),
      kind: z.string().nullable(),
    }),
  ),
  threads: z.array(
    z.object({
      field: z.string(),
      quote: z.string(),
      /** The commitment has it already: these are replies. */
      known: z.boolean(),
      resolved: z.boolean(),
      comments: z.array(z.object({ author, at: time, text: z.string() })),
    }),
  ),
  lost: z.array(
    z.object({ what: z.enum(lostKinds), count: z.int(), words: z.array(z.string()).optional() }),
  ),
  /** Sections that the file does not have. */
  missing: z.array(z.string()),
})
export type ImportPreview = z.infer<typeof importPreview>

/** Who an author of a file is: somebody of the plan, somebody to be entered, or left out. */
export const importedAuthor = z.union([
  z.object({ person: id }),
  z.object({ enter: newSpeaker }),
  z.null(),
])
export type ImportedAuthor = z.infer<typeof importedAuthor>

/** What a schema of records leaves out as a key; with one more `_` it is kept. */
const proto = /^_*__proto__$/

/** Answers by author: a file may name anybody, `__proto__` too. The table has no other keys. */
const answers = z
  .preprocess(
    (given) =>
      isTable(given) ? tableOf(given, (name) => (proto.test(name) ? `_${name}` : name)) : given,
    z.record(author, importedAuthor),
  )
  .transform((kept) => tableOf(kept, (name) => (proto.test(name) ? name.slice(1) : name)))

function isTable(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

function tableOf<Value>(
  table: Readonly<Record<string, Value>>,
  named: (name: string) => string,
): Record<string, Value> {
  const entries = Object.entries(table).map(([name, value]) => [named(name), value] as const)
  return Object.fromEntries(entries)
}

/** `base` as in the preview. Every author of the preview is answered for. */
export const importAgreement = importAsking.required({ base: true }).extend({
  people: answers,
})
export type ImportAgreement = z.infer<typeof importAgreement>

export const importDone = z.object({
  seq: z.int(),
  /** Numbers of the suggestions that were opened. */
  suggestions: z.array(z.int()),
  /** How many comments, replies among them. */
  comments: z.int(),
})
export type ImportDone = z.infer<typeof importDone>
