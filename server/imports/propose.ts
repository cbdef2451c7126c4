import { exportWords } from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import type { ExportCommitment, ExportField } from '../exports/model.ts'
import { compareField } from './compareField.ts'
import type { ImportDraft, ImportedThread, Lost } from './draft.ts'
import { type ComparedRows, compareRows } from './milestones.ts'
import type { Edit, Place, Proposal, ProposedThread } from './proposal.ts'

/** A quote is for the day when the words are gone; see the record's anchors. */
const longestQuote = 2000

/** As the record takes them. */
export const longestComment = 10_000

/** What a file would add to a commitment as `base` shows it, open suggestions and threads included. */
export function propose(draft: ImportDraft, base: ExportCommitment): Proposal {
  const edits: Edit[] = []
  const places = new Map<string, Place>()
  const losses = new Losses(draft.lost)
  const missing: string[] = []
  const inComments: ProposedThread[] = []
  for (const field of base.fields) {
    const found = field.content.is === 'text' ? draft.fields[field.name] : draft.tables[field.name]
    if (!found && !(field.name in draft.fields)) missing.push(field.name)
    const { pairs, asked } = pairsOf(field, draft, base.locale, losses)
    inComments.push(...asked)
    for (const { name, old, now } of pairs) {
      const compared = compareField(name, old, now)
      for (const what of compared.lost) losses.add(what)
      for (const [thread, standing] of compared.threads) {
        if (!places.has(thread)) places.set(thread, placeOf(name, standing, edits.length))
      }
      edits.push(...compared.edits)
    }
  }
  return {
    edits,
    threads: [
      ...threadsOf(draft, base, places, losses),
      ...inComments.filter((thread) => !isThere(thread, base)),
    ],
    lost: losses.all(),
    missing,
    source: draft.source ?? null,
  }
}

class Losses {
  readonly #counts = new Map<Lost['what'], { count: number; words: string[] }>()

  constructor(lost: readonly Lost[]) {
    for (const { what, count, words = [] } of lost)
      this.#counts.set(what, { count, words: [...words] })
  }

  add(what: Lost['what'], words?: string): void {
    const known = this.#counts.get(what) ?? { count: 0, words: [] }
    this.#counts.set(what, known)
    known.count++
    if (words !== undefined) known.words.push(words)
  }

  all(): Lost[] {
    return [...this.#counts].map(([what, { count, words }]) => ({
      what,
      count,
      ...(words.length > 0 && { words }),
    }))
  }
}

/** The fields of a section that both sides have. */
function pairsOf(
  { name, content }: ExportField,
  draft: ImportDraft,
  locale: Locale,
  losses: Losses,
): Pick<ComparedRows, 'pairs' | 'asked'> {
  if (content.is === 'text') {
    const now = draft.fields[name]
    return { pairs: now ? [{ name, old: content.blocks, now }] : [], asked: [] }
  }
  const lines = draft.tables[name]
  const compared = lines ? compareRows(name, content, lines, locale) : null
  if (lines && !compared) losses.add('table')
  for (const row of compared?.emptied ?? []) losses.add('milestone-row', row)
  return compared ?? { pairs: [], asked: [] }
}

type Standings =
  ReturnType<typeof compareField>['threads'] extends ReadonlyMap<string, infer S> ? S : never

/** `before`: how many edits of other fields come first. */
function placeOf(field: string, standing: Standings, before: number): Place {
  const text: [number, number][] = []
  const added: [number, number, number][] = []
  for (const { edit, from, to } of standing) {
    const last = edit === null ? text.at(-1) : added.at(-1)
    const same = edit === null || last?.[0] === edit + before
    if (last && same && last[last.length - 1] === from) last[last.length - 1] = to
    else if (edit === null) text.push([from, to])
    else added.push([edit + before, from, to])
  }
  const quote = standing.map(({ text }) => text).join('')
  return { field, quote: quote.slice(0, longestQuote), text, added }
}

/** Threads that the commitment has already bring only what was replied to them. */
function threadsOf(
  draft: ImportDraft,
  base: ExportCommitment,
  places: ReadonlyMap<string, Place>,
  losses: Losses,
): ProposedThread[] {
  const first = base.fields[0]?.name ?? ''
  return draft.threads.flatMap((thread): ProposedThread[] => {
    const said = thread.comments.filter(({ text }) => saysSomething(text))
    if (said.length === 0 || isKindNote(thread)) return []
    const known = base.threads.find(({ comments }) => comments.some((one) => isSaid(said, one)))
    const comments = said.filter((one) => !known?.comments.some((before) => isSaid([one], before)))
    if (known && comments.length === 0) return []
    if (known && (known.resolved !== null) !== thread.resolved) losses.add('answered')
    const section = { field: thread.section ?? first, quote: '', text: [], added: [] }
    const place = places.get(thread.id) ?? section
    for (const { text } of comments) if (text.length > longestComment) losses.add('long-comment')
    return [{ known: known?.id ?? null, place, resolved: thread.resolved, comments }]
  })
}

/** What an earlier import of the same file has said already. */
function isThere({ comments }: ProposedThread, base: ExportCommitment): boolean {
  const known = base.threads.flatMap((thread) => thread.comments.map(({ text }) => text))
  return comments.every(({ text }) => known.includes(text))
}

/** ODF cannot say a suggested kind: our own documents tell it as an annotation. */
function isKindNote({ comments }: ImportedThread): boolean {
  const notes = Object.values(exportWords.newKind)
  return comments.every(({ text }) =>
    notes.some((words) => new RegExp(`^${words}: \\w+ → \\w+$`).test(text)),
  )
}

type Comment = ExportCommitment['threads'][number]['comments'][number]

/** The same words in the same second: office files know no fractions of it. */
function isSaid(
  said: ImportedThread['comments'],
  { text, at, brought, deleted }: Comment,
): boolean {
  const second = Math.floor((brought?.at ?? at) / 1000)
  const alike = (words: string) => words.replace(/\s+/g, ' ').trim()
  return said.some(
    (one) =>
      one.at !== null &&
      Math.floor(one.at / 1000) === second &&
      (deleted
        ? Object.values(exportWords.deletedComment).includes(one.text as never)
        : alike(one.text) === alike(text)),
  )
}
