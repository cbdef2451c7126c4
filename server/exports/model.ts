import type * as Y from 'yjs'
import { importedPerson } from '../../shared/authorship/attribution.ts'
import type { Template, TemplateField } from '../../shared/commitment/template.ts'
import { importedWords } from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { own } from '../../shared/own.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { withNames } from '../../shared/record/mentions.ts'
import { personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord, Merge, Suggestion, Thread } from '../../shared/record/record.ts'
import type { Sector } from '../../shared/roles.ts'
import { cellField, type Kind, type Marks } from '../../shared/text/body.ts'
import { Passages, toldOf, wordsOf } from '../../shared/text/passage.ts'
import { readRows } from '../../shared/text/rows.ts'
import { changesOf, isWaiting, placesOf, readTracked } from './read.ts'
import { resolve } from './resolve.ts'

/** clean: final text only. tracked: open suggestions and threads in the text. record: who and why. */
export const copies = ['clean', 'tracked', 'record'] as const
export type Copy = (typeof copies)[number]

/** Who suggested a change; `suggestion` is null while the room has not numbered it. */
export type Change = {
  readonly suggestion: number | null
  readonly person: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Text with one look and one fate. Both changes at once: suggested by one, struck by another. */
export type ExportRun = {
  readonly text: string
  readonly marks?: Marks
  readonly inserted?: Change
  readonly deleted?: Change
  /** Threads that hang on it. */
  readonly threads?: readonly string[]
}

/** `inserted` and `deleted` are about the separator that starts the block, never a field's first. */
export type ExportBlock = {
  readonly id: string
  readonly kind: Kind
  readonly proposed?: Change & { readonly kind: Kind }
  readonly inserted?: Change
  readonly deleted?: Change
  readonly runs: readonly ExportRun[]
}

/** A milestone's date is kept as the words that were typed. */
export type ExportCell = { readonly blocks: readonly ExportBlock[] } | { readonly date: string }

export type ExportField = {
  readonly name: string
  readonly heading: string
  readonly label: string
  /** Threads about the section, and those whose words are gone. */
  readonly threads: readonly string[]
  readonly content:
    | { readonly is: 'text'; readonly blocks: readonly ExportBlock[] }
    | {
        readonly is: 'rows'
        readonly columns: readonly { readonly name: string; readonly label: string }[]
        readonly rows: readonly { readonly id: string; readonly cells: readonly ExportCell[] }[]
      }
}

/** How many characters of a field each person brought in, open suggestions among them. */
export type Contribution = {
  readonly field: string
  readonly shares: readonly {
    readonly person: string
    /** Null for somebody who never said. */
    readonly sector: Sector | null
    readonly characters: number
    /** How many of them are suggested only; left out where none is. */
    readonly waiting?: number
  }[]
}

/** Everything that a document says about one commitment; plain data, so it can go to the press. */
export type ExportCommitment = {
  /** By this and `seq` a file that comes back knows what it was made from. */
  readonly commitment?: string
  readonly copy: Copy
  readonly locale: Locale
  readonly plan: string
  readonly title: string
  readonly version: string | null
  readonly seq: number
  /** Of `seq`, in milliseconds; every date in a document comes from the model. */
  readonly date: number
  readonly timeZone: string
  readonly template: {
    readonly id: string
    readonly version: number
    readonly typography?: Template['typography']
  }
  readonly fields: readonly ExportField[]
  /** Suggestions that nobody has decided, or put off; a clean copy reads as if they were adopted. */
  readonly open: number
  /** Empty in a clean copy, as are the next five. */
  readonly suggestions: readonly Suggestion[]
  /** By suggestion: the paragraph of its field, from 1, in which it still shows. */
  readonly places: Readonly<Record<number, number>>
  readonly threads: readonly Thread[]
  readonly people: Readonly<Record<string, PersonView>>
  readonly contributions: readonly Contribution[]
  /** Second entries of people, of whom all of the above speaks under \`into\`. */
  readonly merged: readonly (Merge & { readonly person: string })[]
}

export type ModelInput = {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
  readonly people: Iterable<PersonView>
  readonly template: Template
  readonly view: Copy
  readonly commitment?: string
  readonly plan: string
  readonly title: string
  /** Milliseconds; when `record.seq` was written. */
  readonly date: number
  readonly locale?: Locale
  /** IANA name; documents write their times in it. */
  readonly timeZone?: string
  readonly contributions?: readonly Contribution[]
}

/**
 * The model of one commitment as `view` shows it. How to reach people (fields of kind `contact`) is
 * never in it. Reads only; the document and the record must be of the same `seq`.
 */
export function modelOf(input: ModelInput): ExportCommitment {
  const { doc, record, template, view } = input
  const locale = input.locale ?? (record.locale === 'en' ? 'en' : 'zh-Hant-TW')
  const changes = changesOf(doc, record)
  const blocksOf = (field: string) => {
    const blocks = readTracked(doc, field, changes)
    return view === 'clean' ? resolve(blocks, 'final').map(withoutThreads) : blocks
  }
  const open = Object.values(record.suggestions).filter(isWaiting).length
  const fields = template.fields
    .filter(({ kind }) => kind !== 'contact')
    .map((field): ExportField => {
      const { name, heading, label } = field
      const content =
        field.kind === 'milestones'
          ? milestones(doc, template, locale, blocksOf)
          : { is: 'text' as const, blocks: blocksOf(name) }
      return { name, heading: heading[locale], label: label[locale], threads: [], content }
    })
  const version = record.versions.findLast(({ seq }) => seq === record.seq)?.name ?? null
  const common = {
    ...(input.commitment !== undefined && { commitment: input.commitment }),
    copy: view,
    locale,
    plan: input.plan,
    title: input.title,
    version,
    seq: record.seq,
    date: input.date,
    timeZone: input.timeZone ?? 'UTC',
    template: {
      id: template.id,
      version: template.version,
      ...(template.typography && { typography: template.typography }),
    },
    open,
  }
  if (view === 'clean') {
    const nothing = {
      suggestions: [],
      places: {},
      threads: [],
      people: {},
      contributions: [],
      merged: [],
    }
    return { ...common, fields, ...nothing }
  }
  const people = Object.fromEntries(Array.from(input.people, (person) => [person.id, person]))
  const passages = new Passages(doc, record)
  const threads = Object.values(record.threads)
    .sort(byOpening)
    .map((one) => naming(one, people, record))
  return {
    ...common,
    fields: hangThreads(fields, template.fields, threads, record),
    suggestions: Object.values(record.suggestions)
      .sort((a, b) => a.number - b.number)
      .map((one) => withAllWords(one, passages)),
    places: placesOf(doc, record),
    threads,
    people,
    contributions: input.contributions ?? [],
    merged: Object.entries(record.merged ?? {}).map(([person, said]) => ({ person, ...said })),
  }
}

/** The record keeps of one that waits only the beginning; of one that nothing is left of it has no more. */
function withAllWords(one: Suggestion, passages: Passages): Suggestion {
  const passage = passages.of(one)
  const words =
    passage.parts.length > 0
      ? { added: wordsOf(passage, 'added'), removed: wordsOf(passage, 'removed') }
      : { added: toldOf(one.added, one.inserted), removed: toldOf(one.removed, one.deleted) }
  return one.status === 'emptied' || passage.parts.length > 0 ? { ...one, ...words } : one
}

/** Whom comments name stands there as everybody does in this document. */
function naming(
  thread: Thread,
  people: ExportCommitment['people'],
  record: CommitmentRecord,
): Thread {
  const nameIn = (person: string) => own(people, personOf(record, person))?.name
  // where in the journal it was said is nothing for a document
  const comments = thread.comments.map(({ seq: _, ...one }) => ({
    ...one,
    text: withNames(one.text, nameIn),
  }))
  return { ...thread, comments }
}

/** A person's name as they chose to appear; somebody without an account is their own name. */
export function nameOf(
  { people, locale }: Pick<ExportCommitment, 'people' | 'locale'>,
  person: string,
): string {
  if (person === importedPerson) return importedWords[locale]
  return own(people, person)?.name ?? person
}

/** All blocks of a field, cell by cell. */
export function blocksIn(field: ExportField): ExportBlock[] {
  if (field.content.is === 'text') return [...field.content.blocks]
  return field.content.rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => ('blocks' in cell ? cell.blocks : [])),
  )
}

/** Joins what only a thread had parted. */
function withoutThreads(block: ExportBlock): ExportBlock {
  const runs = block.runs.map(({ threads: _, ...run }) => run)
  return resolve([{ ...block, runs }], 'final')[0] ?? block
}

function milestones(
  doc: Y.Doc,
  template: Template,
  locale: Locale,
  blocksOf: (field: string) => readonly ExportBlock[],
): ExportField['content'] {
  const columns = template.milestones ?? []
  const rows = readRows(doc).map(({ id, start, end }) => ({
    id,
    cells: columns.map(({ name, kind }): ExportCell => {
      if (kind === 'date') return { date: name === 'start' ? start : end }
      return { blocks: blocksOf(cellField(id, name)) }
    }),
  }))
  return {
    is: 'rows',
    columns: columns.map(({ name, label }) => ({ name, label: label[locale] })),
    rows,
  }
}

/** Gives each thread that no run carries to its section, so that no thread is ever left out. */
function hangThreads(
  fields: readonly ExportField[],
  form: readonly TemplateField[],
  threads: readonly Thread[],
  record: CommitmentRecord,
): ExportField[] {
  const hung = new Set(
    fields.flatMap((field) =>
      blocksIn(field).flatMap(({ runs }) => runs.flatMap((run) => run.threads ?? [])),
    ),
  )
  const rows = form.find(({ kind }) => kind === 'milestones')?.name
  const sectionOf = ({ anchor }: Thread) => {
    const field =
      anchor.on === 'suggestion' ? record.suggestions[anchor.suggestion]?.field : anchor.field
    const section = field?.startsWith('row.') ? rows : field
    return fields.some(({ name }) => name === section) ? section : fields[0]?.name
  }
  const loose = threads.filter(({ id }) => !hung.has(id))
  return fields.map((field) => ({
    ...field,
    threads: loose.filter((thread) => sectionOf(thread) === field.name).map(({ id }) => id),
  }))
}

function byOpening(a: Thread, b: Thread): number {
  return (a.comments[0]?.at ?? 0) - (b.comments[0]?.at ?? 0) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
