import { randomUUID } from 'node:crypto'
import { fieldFor, type Template } from '../../shared/commitment/template.ts'
import type { Anchor, Brought, RecordEvent } from '../../shared/record/events.ts'
import { withoutNames } from '../../shared/record/naming.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { cleanProse } from '../../shared/text/characters.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Edit, Place, Proposal, ProposedComment } from '../imports/proposal.ts'
import { longestComment } from '../imports/propose.ts'
import type { Voice } from '../rooms/bringing.ts'
import { type Numbered, type Placing, sliceOf } from './placing.ts'

/** What a facilitator has agreed to. */
export type Agreed = {
  readonly proposal: Proposal
  readonly placing: Placing
  readonly template: Template
  /** The file's name. */
  readonly source: string
  /** Who brings it in. */
  readonly importer: string
  /** The person that an author is; null: left out. */
  readonly personOf: (author: string) => string | null
  /** Everybody of the plan, as far as they have names. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly closed: (field: string) => boolean
}

/** One voice for each person's suggestions, then the comments in their order. */
export function voicesOf(agreed: Agreed, record: CommitmentRecord): Voice[] {
  const { proposal, personOf, closed } = agreed
  const edits = proposal.edits.flatMap((edit, index) => {
    const person = closed(edit.field) ? null : personOf(edit.author)
    return person === null ? [] : [{ person, edit, index }]
  })
  const people = [...new Set(edits.map(({ person }) => person))]
  const suggesting = people.map((person) =>
    suggestions(
      agreed,
      record,
      person,
      edits.flatMap((one) => (one.person === person ? [[one.index, one.edit] as const] : [])),
    ),
  )
  return [...suggesting, ...threads(agreed)]
}

function suggestions(
  agreed: Agreed,
  record: CommitmentRecord,
  person: string,
  edits: Numbered,
): Voice {
  const { placing, importer, source } = agreed
  return {
    onBehalfOf: person === importer ? null : person,
    fields: new Set(edits.map(([, { field }]) => field)),
    write: (transaction) => placing.write(transaction, record, person, edits),
    events: () => [],
    brought: ({ content }) => ({ source, at: earliest(edits, placing, content) }),
  }
}

/** When the first of a suggestion's changes was made, as far as the file says. */
function earliest(
  edits: Numbered,
  placing: Placing,
  { inserted, deleted, kinds }: Extract<RecordEvent, { type: 'suggestion-opened' }>['content'],
): number | null {
  const ids = new IdSet([...inserted, ...deleted])
  const isIn = ([index, edit]: readonly [number, Edit]) => {
    const [first] = placing.became(index)
    if (first) return ids.has(first[0], first[1])
    return edit.is === 'kind' && (placing.block(edit.field, edit.block) ?? '') in kinds
  }
  const times = edits.filter(isIn).flatMap(([, { at }]) => at ?? [])
  return times.length > 0 ? Math.min(...times) : null
}

/** Neighbouring comments of one person are one voice. */
function threads(agreed: Agreed): Voice[] {
  const { proposal, personOf, importer, source } = agreed
  const said: { person: string; event: () => RecordEvent }[] = []
  for (const { known, place, resolved, comments } of proposal.threads) {
    const thread = known ?? randomUUID()
    const kept = comments.flatMap((comment) => {
      const person = personOf(comment.author)
      return person === null ? [] : [{ ...comment, person }]
    })
    kept.forEach((comment, index) => {
      const about = { thread, ...worded(comment, agreed) }
      const event = (): RecordEvent =>
        known === null && index === 0
          ? { type: 'thread-opened', ...about, anchor: anchorOf(agreed, place) }
          : { type: 'thread-replied', ...about, comment: randomUUID() }
      said.push({ person: comment.person, event })
    })
    if (known === null && resolved && kept.length > 0) {
      said.push({ person: importer, event: () => ({ type: 'thread-resolved', thread }) })
    }
  }
  const voices: { person: string; events: (() => RecordEvent)[] }[] = []
  for (const { person, event } of said) {
    const last = voices.at(-1)
    if (last?.person === person) last.events.push(event)
    else voices.push({ person, events: [event] })
  }
  return voices.map(({ person, events }) => ({
    onBehalfOf: person === importer ? null : person,
    fields: new Set(),
    events: () => events.map((event) => event()),
    brought: () => ({ source, at: null }),
  }))
}

/** What a cut leaves of a character of two units. */
const halfAtEnd = /[\ud800-\udbff]$/

function worded(
  { at, text }: ProposedComment,
  { source, people }: Agreed,
): { text: string; brought: Brought } {
  const said = cleanProse(text).trim().slice(0, longestComment).replace(halfAtEnd, '')
  return { text: withoutNames(said, people), brought: { source, at } }
}

/** On the words where there are any left; else on their section. */
function anchorOf({ placing, template }: Agreed, { field, quote, text, added }: Place): Anchor {
  const ranges: IdRange[] = [
    ...text.flatMap(([from, to]) => placing.identities(field, from, to)),
    ...added.flatMap(([edit, from, to]) => sliceOf(placing.became(edit), from, to)),
  ]
  if (ranges.length > 0) return { on: 'text', field, ranges, quote }
  const table = template.fields.find(({ kind }) => kind === 'milestones')?.name
  const section = field.startsWith('row.') ? table : field
  return { on: 'section', field: section ?? fieldFor(template, 'title')?.name ?? field }
}
