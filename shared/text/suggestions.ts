import type * as Y from 'yjs'
import { fieldText } from './guard.ts'
import { home, isSuggesting } from './identity.ts'
import { IdSet } from './idSet.ts'
import { suggestedDeletions } from './proposals.ts'
import type { IdRange } from './ranges.ts'

/** Adjacent pending insertions and suggested deletions of one person: what readers call one suggestion. */
export type PendingGroup = {
  readonly person: string
  /** Where it stands in the field, in live units. */
  readonly from: number
  readonly to: number
  readonly inserted: readonly IdRange[]
  readonly deleted: readonly IdRange[]
}

type OpenGroup = {
  person: string
  from: number
  to: number
  inserted: IdRange[]
  deleted: IdRange[]
}

/**
 * The open suggestions in the text of a field, from left to right. Text that is neither that
 * person's pending insertion nor named by one of their deletions breaks a group. `personOf` is
 * asked with suggesting home ids.
 */
export function pendingGroups(
  doc: Y.Doc,
  field: string,
  accepted: IdSet,
  personOf: (client: number) => string,
): PendingGroup[] {
  const deletions = deletionsByPerson(doc, personOf)
  const groups: OpenGroup[] = []
  const last = new Map<string, OpenGroup>()
  const groupAt = (person: string, index: number): OpenGroup => {
    const open = last.get(person)
    if (open && open.to >= index) return open
    const group = { person, from: index, to: index, inserted: [], deleted: [] }
    last.set(person, group)
    groups.push(group)
    return group
  }

  let index = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    for (const [start, end] of pieces(item, accepted, deletions.values())) {
      const range: IdRange = [client, start, end - start]
      const at = index + start - clock
      const join = (person: string, kind: 'inserted' | 'deleted') => {
        const group = groupAt(person, at)
        group.to = at + end - start
        addRange(group[kind], range)
      }
      if (isSuggesting(client) && !accepted.has(client, start)) {
        join(personOf(home(client)), 'inserted')
      }
      for (const [person, targets] of deletions) {
        if (targets.has(client, start)) join(person, 'deleted')
      }
    }
    index += item.length
  }
  return groups
}

function deletionsByPerson(
  doc: Y.Doc,
  personOf: (client: number) => string,
): ReadonlyMap<string, IdSet> {
  const deletions = new Map<string, IdSet>()
  for (const { by, range } of suggestedDeletions(doc)) {
    const person = personOf(home(by))
    const targets = deletions.get(person) ?? new IdSet()
    deletions.set(person, targets)
    targets.add(range)
  }
  return deletions
}

/** Cuts the item where it begins or ceases to be accepted, or to be named by somebody's deletion. */
function pieces(
  item: Y.Item,
  accepted: IdSet,
  deletions: Iterable<IdSet>,
): (readonly [start: number, end: number])[] {
  const { client, clock } = item.id
  const end = clock + item.length
  const cuts = new Set([clock, end])
  for (const set of isSuggesting(client) ? [accepted, ...deletions] : deletions) {
    for (const span of set.within(client, clock, end)) for (const cut of span) cuts.add(cut)
  }
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.slice(1).map((stop, at) => [sorted[at] ?? clock, stop] as const)
}

function addRange(ranges: IdRange[], range: IdRange): void {
  const last = ranges.at(-1)
  if (last && last[0] === range[0] && last[1] + last[2] === range[1]) {
    ranges[ranges.length - 1] = [last[0], last[1], last[2] + range[2]]
  } else ranges.push(range)
}
