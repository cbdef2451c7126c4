import type { ErrorCode } from '../../shared/api.ts'
import type { ImportAgreement, ImportPreview } from '../../shared/apiImport.ts'
import { type Template, templateOf } from '../../shared/commitment/template.ts'
import { locales } from '../../shared/locale/locale.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { type CommitmentInfo, isRefused, type Refused } from '../access/access.ts'
import type { Press } from '../exports/press.ts'
import type { ImportRefusal } from '../imports/draft.ts'
import { mostMarkdown } from '../imports/markdown.ts'
import type { Edit, Proposal, ProposalResult } from '../imports/proposal.ts'
import { type ImportFormat, importFormats } from '../imports/read.ts'
import { sectionState } from '../rooms/ground.ts'
import type { Units } from './placing.ts'
import { sourcing } from './sources.ts'
import { type Files, readAt } from './standing.ts'

/** A file as somebody sends it. */
export type Upload = { readonly name: string; readonly bytes: Uint8Array }

/** By whom, in which zone, and against which moment. */
type AskedFor = {
  readonly base?: number | undefined
  readonly zone?: string | undefined
  readonly by: string
}

/** What a file would add, and to what. */
export type Compared = {
  readonly proposal: Proposal
  /** The entry of the journal that it was compared with. */
  readonly base: number
  readonly source: ImportPreview['source']
  /** Of that text, by field. */
  readonly units: ReadonlyMap<string, Units>
}

const codes: Readonly<Record<ImportRefusal, ErrorCode>> = {
  'not-a-document': 'not-a-document',
  broken: 'not-a-document',
  'too-large': 'too-large',
  entities: 'unsafe-document',
}

/** More changes than a group can answer come from a file that is another text. */
const mostEdits = 5000

/**
 * Reads a file in the press's child and compares it with the commitment: as it stood at `asked.base`;
 * without, as it stood when the file was made, if the file says so; else as it stands now. Changes
 * nothing.
 */
export async function compareUpload(
  parts: Files & { readonly press: Press },
  info: CommitmentInfo,
  file: Upload,
  asked: AskedFor,
  signal: AbortSignal,
): Promise<Compared | Refused> {
  const format = formatOf(file.name)
  if (!format) return { refused: 'not-a-document' }
  // nobody waits in turn to hear that
  if (format === 'md' && isTooLong(file.bytes)) return { refused: 'too-large' }
  const first = await compareAt(parts, info, { ...file, format }, asked, signal)
  if ('refused' in first || asked.base !== undefined || first.source !== 'this') return first
  const seq = first.proposal.source?.seq
  if (seq === undefined || seq === first.base) return first
  const again = await compareAt(parts, info, { ...file, format }, { ...asked, base: seq }, signal)
  // A file may claim a moment that never was.
  return 'refused' in again && again.refused === 'no-such-version' ? first : again
}

async function compareAt(
  parts: Files & { readonly press: Press },
  info: CommitmentInfo,
  { bytes, format }: Upload & { readonly format: ImportFormat },
  { base: at, zone = 'UTC', by }: AskedFor,
  signal: AbortSignal,
): Promise<Compared | Refused> {
  const template = templateOf(info.template, info.templateVersion)
  const wanted = { copy: 'tracked', complete: true, timeZone: zone } as const
  const sourceOf = await sourcing(parts, info, wanted)
  const found =
    template && sourceOf && (await readAt(parts, info.id, { at, by }, { as: 'base', form: info }))
  if (!found) return { refused: 'no-such-version' }
  if (isRefused(found)) return found
  const base = { ...sourceOf(found.result.whole), date: found.at }
  const reading = { file: bytes, format, base, sections: sectionsOf(template), zone }
  const order = parts.press.order({ of: 'import', reading })
  signal.addEventListener('abort', order.cancel, { once: true })
  const pressed = await order.done
  if (!pressed.ok)
    return { refused: pressed.code === 'failed' ? 'not-a-document' : heavy(pressed.code) }
  const result: ProposalResult = JSON.parse(new TextDecoder().decode(pressed.bytes))
  if (!result.ok) return { refused: codes[result.code] }
  if (result.proposal.edits.length > mostEdits) return { refused: 'too-large' }
  const { source } = result.proposal
  return {
    proposal: result.proposal,
    base: found.seq,
    source: source ? (source.commitment === info.id ? 'this' : 'another') : 'unknown',
    units: found.result.units,
  }
}

function heavy(code: string): ErrorCode {
  if (code === 'too-many') return code
  // what takes longer or more memory than any document is no size for one
  return code === 'cancelled' || code === 'closed' ? 'going-away' : 'too-large'
}

/** A character takes up to three bytes: what has fewer than the limit needs no counting. */
function isTooLong(bytes: Uint8Array): boolean {
  if (bytes.length <= mostMarkdown) return false
  return bytes.length > 3 * mostMarkdown || new TextDecoder().decode(bytes).length > mostMarkdown
}

/** A file may call a section by its label in any language. */
function sectionsOf({ fields }: Template) {
  return fields.map(({ name, label }) => ({
    name,
    labels: locales.map((locale) => label[locale]),
  }))
}

function formatOf(name: string): ImportFormat | undefined {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1]
  if (ending === 'markdown' || ending === 'txt') return 'md'
  return importFormats.find((format) => format === ending)
}

/** True where the commitment takes no suggestions at this moment. */
export function isClosed(record: CommitmentRecord, info: CommitmentInfo, field: string): boolean {
  const template = templateOf(info.template, info.templateVersion)
  return sectionState(record, template, field) === 'closed'
}

/** People who may be who an author is. */
type Member = { readonly id: string; readonly name: string; readonly organisation: string }

/** What a facilitator is shown before anything is created. */
export function previewOf(
  { proposal, base, source }: Compared,
  closed: (field: string) => boolean,
  members: readonly Member[],
  importer: string,
): ImportPreview {
  const { threads, lost, missing } = proposal
  const open = proposal.edits.filter(({ field }) => !closed(field))
  const left = proposal.edits.length - open.length
  const suggestions = shown(open)
  const comments = threads.flatMap((thread) => thread.comments)
  const names = [...new Set([...suggestions, ...comments].map(({ author }) => author))]
  const count = (of: readonly { author: string }[], name: string) =>
    of.filter(({ author }) => author === name).length
  return {
    base,
    source,
    authors: names.map((name) => ({
      name,
      suggestions: count(suggestions, name),
      comments: count(comments, name),
      person: name === '' ? importer : guess(name, members),
    })),
    suggestions,
    threads: threads.map(({ place, known, resolved, comments }) => ({
      ...{ field: place.field, quote: place.quote, known: known !== null, resolved },
      comments: [...comments],
    })),
    lost: [
      ...lost.map(({ what, count, words }) => ({
        what,
        count,
        ...(words && { words: [...words] }),
      })),
      ...(left > 0 ? [{ what: 'section-closed' as const, count: left }] : []),
    ],
    missing: [...missing],
  }
}

function guess(name: string, members: readonly Member[]): string | null {
  const [one, ...others] = members.filter(
    (member) => member.name === name || member.organisation === name,
  )
  return one && others.length === 0 ? one.id : null
}

type Shown = ImportPreview['suggestions'][number]

/** As the room will number them: what touches and is one author's is one suggestion. */
function shown(edits: readonly Edit[]): Shown[] {
  const all: Shown[] = []
  let last: { readonly edit: Edit; readonly end: number | null } | null = null
  for (const edit of edits) {
    const { field, author, at } = edit
    const [start, end] = spanOf(edit)
    const goesOn =
      last !== null &&
      last.end !== null &&
      last.end === start &&
      last.edit.field === field &&
      last.edit.author === author
    const before = goesOn ? all.pop() : undefined
    const one = before ?? { field, author, at, removed: '', added: '', kind: null }
    all.push({
      ...one,
      removed: one.removed + (edit.is === 'delete' ? edit.text : ''),
      added: one.added + (edit.is === 'insert' ? wordsOf(edit) : ''),
      kind: edit.is === 'kind' ? edit.kind : one.kind,
    })
    last = { edit, end }
  }
  return all
}

function spanOf(edit: Edit): readonly [number | null, number | null] {
  if (edit.is === 'kind') return [null, null]
  return edit.is === 'insert' ? [edit.after, edit.after] : [edit.from, edit.to]
}

function wordsOf({ tokens }: Extract<Edit, { is: 'insert' }>): string {
  return tokens.map((token) => (typeof token === 'string' ? token : '\n')).join('')
}

/** Every author of the preview has an answer. */
export function isComplete({ proposal }: Compared, people: ImportAgreement['people']): boolean {
  const names = [
    ...proposal.edits.map(({ author }) => author),
    ...proposal.threads.flatMap(({ comments }) => comments.map(({ author }) => author)),
  ]
  return names.every((name) => Object.hasOwn(people, name))
}
