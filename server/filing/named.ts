import type { NamedIn, NamedPlace } from '../../shared/api.ts'
import { type Template, templateOf } from '../../shared/commitment/template.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { textOf } from '../../shared/text/views.ts'
import type { Access, CommitmentInfo } from '../access/access.ts'
import { fieldsOf } from '../exports/source.ts'
import type { Files } from './sources.ts'
import { readAt } from './standing.ts'

/** As many are told of: a name that stands in more places is a word like others. */
const mostPlaces = 200
/** Characters around a name. */
const around = 30

/** Words that somebody wrote. */
type Written = { readonly in: NamedIn; readonly text: string }

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
  for (const id of await files.access.plans.everOf(person)) {
    const plan = (await files.access.plans.all()).find((each) => each.id === id)
    const names = await namesOf(files.access, id, person)
    if (!plan || names.length === 0) continue
    const add = (written: Iterable<Written>, title: string, commitment: string | null) => {
      for (const { in: kind, text } of written) {
        for (const cut of cutAt(text, names)) {
          if (places.length < mostPlaces) places.push({ in: kind, title, commitment, ...cut })
          else more += 1
        }
      }
    }
    const labels = (await files.access.invitations.of(id)).map(({ label }) => label)
    add(
      labels.map((text) => ({ in: 'label', text })),
      plan.title,
      null,
    )
    add([{ in: 'title', text: plan.title }], plan.title, null)
    for (const info of await files.access.commitments.of(id)) {
      add(await writtenIn(files, info), info.title, info.id)
    }
  }
  return { places, more }
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
  const add = (kind: NamedIn, text: string) => {
    if (text !== '') written.set(`${kind} ${text}`, { in: kind, text })
  }
  add('title', info.title)
  for await (const { events } of files.journal.read(info.id)) {
    for (const event of events) for (const [kind, text] of wordsOf(event)) add(kind, text)
  }
  const template = templateOf(info.template, info.templateVersion)
  if (template) for (const text of await textsOf(files, info, template)) add('text', text)
  return written.values()
}

async function textsOf(files: Files, { id }: CommitmentInfo, template: Template) {
  const found = await readAt(files, id, {}, ({ doc, record }) =>
    textOf(doc, 'current', record, fieldsOf(template, doc)).flatMap(({ blocks }) =>
      blocks.map(({ runs }) => runs.map(({ text }) => text).join('')),
    ),
  )
  return found?.result ?? []
}

/** What people wrote that an event holds; a comment's mentions are ids. */
function wordsOf(event: RecordEvent): [NamedIn, string][] {
  switch (event.type) {
    case 'created':
      return [['source', event.source ?? '']]
    case 'thread-opened': {
      const quote = event.anchor.on === 'text' ? event.anchor.quote : ''
      return [
        ['comment', event.text],
        ['quote', quote],
        ['source', event.brought?.source ?? ''],
      ]
    }
    case 'thread-replied':
    case 'comment-edited':
      return [['comment', event.text]]
    case 'suggestion-opened':
    case 'suggestion-changed':
      return [
        ['suggestion', event.content.added],
        ['suggestion', event.content.removed],
      ]
    case 'suggestion-decided':
    case 'suggestion-reopened':
    case 'state-set':
    case 'section-set':
    case 'restored':
      return [['reason', event.reason]]
    case 'check-dismissed':
      return [
        ['reason', event.reason],
        ['quote', event.quote],
      ]
    case 'version-named':
      return [['version', event.name]]
    default:
      return []
  }
}

/** Wherever one of the names stands, however it is written in capitals. */
function* cutAt(text: string, names: readonly string[]) {
  const low = text.toLowerCase()
  // some letters have another length in the other case, and places would no longer be the same
  const searched = low.length === text.length ? low : text
  const taken = new Set<number>()
  for (const name of names) {
    const wanted = searched === low ? name.toLowerCase() : name
    for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + 1)) {
      if (taken.has(at)) continue
      const end = at + wanted.length
      for (let each = at; each < end; each += 1) taken.add(each)
      const before = text.slice(Math.max(0, at - around), at)
      yield { before, words: text.slice(at, end), after: text.slice(end, end + around) }
    }
  }
}
