import type { NamedIn, NamedPlace } from '../../shared/api.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import { likenessOf, skeletonOf } from '../../shared/text/likeness.ts'
import { type Access, type CommitmentInfo, isRefused } from '../access/access.ts'
import { type HiddenWords, keyOf } from '../access/hidden.ts'
import { type Files, readAt } from './standing.ts'

/** As many are told of: a name that stands in more places is a word like others. */
const mostPlaces = 200
/** Characters around a name. */
const around = 30

/** Words that somebody wrote; `compared`: kept only to be compared with the text. */
type Written = { readonly in: NamedIn; readonly text: string; readonly compared?: true }

/** A stretch of words in which a name stands. */
type Naming = Written & {
  readonly plan: string
  readonly title: string
  readonly commitment: string | null
  readonly cuts: readonly Cut[]
}

/**
 * Where a person's name stands in words that people wrote themselves: the text, suggestions, comments,
 * reasons, titles, labels, of every plan in which that person ever was, under every name they had
 * there. What the journal has kept counts, changed and deleted words too. Whoever is erased has no name
 * to look for.
 */
export async function placesNaming(
  files: Files,
  person: string,
): Promise<{ readonly places: readonly NamedPlace[]; readonly more: number }> {
  const places: NamedPlace[] = []
  let more = 0
  for await (const { in: kind, text, title, commitment, cuts } of naming(files, person)) {
    for (const { from, to } of cuts) {
      const before = text.slice(Math.max(0, from - around), from)
      const cut = { before, words: text.slice(from, to), after: text.slice(to, to + around) }
      if (places.length < mostPlaces) places.push({ in: kind, title, commitment, ...cut })
      else more += 1
    }
  }
  return { places, more }
}

/**
 * The same places, all of them, as they are hidden with an erasure. The text itself is not among them:
 * it reads as it was agreed, and is changed where it is written.
 */
export async function wordsToHide(files: Files, person: string): Promise<HiddenWords[]> {
  const hidden: HiddenWords[] = []
  for await (const { in: kind, text, plan, compared, cuts } of naming(files, person)) {
    if (kind === 'text' || compared) continue
    const key = keyOf(text)
    for (const cut of cuts) hidden.push({ plan, text: key, ...cut })
  }
  return hidden
}

async function* naming(files: Files, person: string): AsyncIterable<Naming> {
  for (const id of await files.access.plans.everOf(person)) {
    const plan = (await files.access.plans.all()).find((each) => each.id === id)
    const names = await namesOf(files.access, id, person)
    if (!plan || names.length === 0) continue
    const found = function* (
      written: Iterable<Written>,
      about: { readonly title: string; readonly commitment: string | null },
    ) {
      for (const each of written) {
        const cuts = [...cutAt(each.text, names)]
        if (cuts.length > 0) yield { ...each, ...about, plan: id, cuts }
      }
    }
    const labels = (await files.access.invitations.of(id)).map(({ label }) => label)
    const own: Written[] = labels.map((text) => ({ in: 'label', text }))
    own.push({ in: 'title', text: plan.title })
    yield* found(own, { title: plan.title, commitment: null })
    for (const info of await files.access.commitments.of(id)) {
      yield* found(await writtenIn(files, info), { title: info.title, commitment: info.id })
    }
  }
}

/** Longer ones first, so that a name is not found in a longer one once more. */
async function namesOf(access: Access, plan: string, person: string): Promise<string[]> {
  const found = (await access.people.of(plan)).find(({ id }) => id === person)
  const corrected = found?.corrections.filter(({ what }) => what === 'name') ?? []
  const names = [found?.name ?? '', ...corrected.flatMap(({ from, to }) => [from, to])]
  const known = new Set(names.map((name) => name.trim()).filter(Boolean))
  return [...known].sort((a, b) => b.length - a.length)
}

/** Each stretch of words once, in the order in which they came; then the text as it stands. */
async function writtenIn(files: Files, info: CommitmentInfo): Promise<Iterable<Written>> {
  const written = new Map<string, Written>()
  const add = (each: Written) => {
    const { in: kind, text, compared = false } = each
    if (text !== '') written.set(`${kind} ${compared} ${text}`, each)
  }
  add({ in: 'title', text: info.title })
  for await (const { events } of files.journal.read(info.id)) {
    for (const event of events) for (const each of wordsOf(event)) add(each)
  }
  for (const text of await textsOf(files, info)) add({ in: 'text', text })
  return written.values()
}

async function textsOf(files: Files, info: CommitmentInfo) {
  const found = await readAt(files, info.id, {}, { as: 'text', view: 'current', form: info })
  if (!found || isRefused(found)) return []
  return found.result.flatMap(({ blocks }) =>
    blocks.map(({ runs }) => runs.map(({ text }) => text).join('')),
  )
}

/** What people wrote that an event holds; a comment's mentions are ids. */
function wordsOf(event: RecordEvent): Written[] {
  switch (event.type) {
    case 'created':
      return [{ in: 'source', text: event.source ?? '' }]
    case 'thread-opened': {
      const quote = event.anchor.on === 'text' ? event.anchor.quote : ''
      return [
        { in: 'comment', text: event.text },
        { in: 'quote', text: quote },
        { in: 'source', text: event.brought?.source ?? '' },
      ]
    }
    case 'thread-replied':
      return [
        { in: 'comment', text: event.text },
        { in: 'source', text: event.brought?.source ?? '' },
      ]
    case 'comment-edited':
      return [{ in: 'comment', text: event.text }]
    case 'suggestion-opened':
      return [...suggested(event), { in: 'source', text: event.brought?.source ?? '' }]
    case 'suggestion-changed':
      return suggested(event)
    case 'suggestion-decided':
    case 'suggestion-reopened':
      return [...suggested(event), { in: 'reason', text: event.reason }]
    case 'state-set':
    case 'section-set':
    case 'restored':
    case 'brought-taken-out':
      return [{ in: 'reason', text: event.reason }]
    case 'check-dismissed':
      return [
        { in: 'reason', text: event.reason },
        { in: 'quote', text: event.quote, compared: true },
      ]
    case 'version-named':
      return [{ in: 'version', text: event.name }]
    default:
      return []
  }
}

function suggested({ content }: { readonly content: SuggestionContent }): Written[] {
  return [
    { in: 'suggestion', text: content.added },
    { in: 'suggestion', text: content.removed },
  ]
}

type Cut = { readonly from: number; readonly to: number }

/** Wherever one of the names stands, however it is written: see `Likeness`. */
function* cutAt(text: string, names: readonly string[]): Iterable<Cut> {
  const alike = likenessOf(text)
  const taken = new Set<number>()
  for (const name of names) {
    const wanted = skeletonOf(name)
    if (wanted === '') continue
    for (
      let at = alike.text.indexOf(wanted);
      at >= 0;
      at = alike.text.indexOf(wanted, at + wanted.length)
    ) {
      const from = alike.from[at] ?? 0
      const to = alike.to[at + wanted.length - 1] ?? from
      if (taken.has(from)) continue
      for (let each = from; each < to; each += 1) taken.add(each)
      yield { from, to }
    }
  }
}
