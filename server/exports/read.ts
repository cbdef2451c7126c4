import type * as Y from 'yjs'
import { pendingOf } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { bodyRoots, firstBlock, type Kind, type Marks } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, type MarkValue, runMarks, separatorOf } from '../../shared/text/items.ts'
import {
  type SuggestedDeletion,
  suggestedDeletions,
  suggestedKinds,
} from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Change, ExportBlock, ExportRun } from './model.ts'

/** What is open about each unit of a body. The same object comes back for the same change. */
export type Changes = {
  readonly inserted: (client: number, clock: number) => Change | undefined
  readonly deleted: (client: number, clock: number) => Change | undefined
  readonly proposed: ReadonlyMap<string, Change & { readonly kind: Kind }>
  readonly threads: (client: number, clock: number) => readonly string[] | undefined
}

/** Looks up the open suggestions and the anchors of a record by identity. */
export function changesOf(doc: Y.Doc, record: CommitmentRecord): Changes {
  const open = Object.values(record.suggestions).filter(isWaiting)
  const pendingUnder = pendingOf(record)
  const [insertions, deletions] = [new RangeMap<Change>(), new RangeMap<Change>()]
  // a later range covers earlier ones, and the first suggestion of several is told
  for (const one of [...open].reverse()) {
    const change = changeOf(one)
    for (const range of one.inserted) insertions.set(range, change)
    for (const range of one.deleted) deletions.set(range, change)
  }
  const struck = suggestedDeletions(doc, record.origins)
  const allStruck = new IdSet(struck.map(({ range }) => range))
  const unsent = new Map<number, Change>()
  const anonymous = (client: number): Change => {
    const known = unsent.get(client)
    if (known) return known
    const change = { suggestion: null, person: speaker(record, client), at: record.createdAt }
    unsent.set(client, change)
    return change
  }
  return {
    inserted: (client, clock) => {
      const { by } = pendingUnder(client, clock)
      if (by === null) return undefined
      return insertions.at(client, clock).value ?? anonymous(home(by))
    },
    deleted: (client, clock) => {
      if (!allStruck.has(client, clock)) return undefined
      const numbered = deletions.at(client, clock).value
      return numbered ?? anonymous(strikerOf(struck, client, clock))
    },
    proposed: proposals(doc, record, open, anonymous),
    threads: anchors(record, open),
  }
}

/** Its words are in the text as a suggestion; `later` is an answer, but they wait where they are. */
export function isWaiting({ status }: Suggestion): boolean {
  return status === 'open' || status === 'later'
}

/** A field with everything that is open about it: all live units, each with its fate. */
export function readTracked(doc: Y.Doc, field: string, changes: Changes): ExportBlock[] {
  const kinds = doc.getMap<Kind>(bodyRoots.kinds)
  const blocks: (ExportBlock & { runs: ExportRun[] })[] = []
  const start = (id: string, kind: Kind, about: Pick<ExportBlock, 'inserted' | 'deleted'>) => {
    const proposed = changes.proposed.get(id)
    const now = kinds.get(id) ?? kind
    const differs = proposed !== undefined && proposed.kind !== now
    const block = { id, kind: now, ...about, ...(differs && { proposed }), runs: [] }
    blocks.push(block)
    return block
  }
  let block: { readonly runs: ExportRun[] } = start(firstBlock(field), 'p', {})
  const running = new Map<string, MarkValue>()
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted) continue
    const { client, clock } = item.id
    runMarks(running, item)
    const separator = separatorOf(item)
    if (separator) {
      block = start(separator.b, separator.k ?? 'p', fateOf(changes, client, clock))
    }
    const characters = charactersOf(item)
    if (characters === null) continue
    for (let from = 0; from < characters.length; ) {
      const fate = {
        ...fateOf(changes, client, clock + from),
        ...hung(changes, client, clock + from),
      }
      let to = from + 1
      while (to < characters.length && sameAt(changes, client, clock + to, fate)) to++
      addRun(block.runs, { text: characters.slice(from, to), ...marked(running), ...fate })
      from = to
    }
  }
  return blocks
}

/** By suggestion, decided or not: in which paragraph of its field, from 1, it still shows. */
export function placesOf(doc: Y.Doc, record: CommitmentRecord): Record<number, number> {
  const byField = new Map<string, Suggestion[]>()
  for (const one of Object.values(record.suggestions)) {
    const others = byField.get(one.field)
    if (others) others.push(one)
    else byField.set(one.field, [one])
  }
  const places: Record<number, number> = {}
  for (const [field, suggestions] of byField) {
    for (const [paragraph, number] of placesIn(doc, field, suggestions))
      places[number] ??= paragraph
  }
  return places
}

/** In one walk: thousands of suggestions may stand in a field. */
function* placesIn(doc: Y.Doc, field: string, suggestions: readonly Suggestion[]) {
  const units = new RangeMap<readonly number[]>()
  const blocks = new Map<string, number[]>()
  for (const { number, inserted, deleted, kinds } of suggestions) {
    for (const range of [...inserted, ...deleted]) addTo(units, range, number)
    for (const block of Object.keys(kinds))
      blocks.set(block, [...(blocks.get(block) ?? []), number])
  }
  let paragraph = 1
  for (const number of blocks.get(firstBlock(field)) ?? []) yield [paragraph, number] as const
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted) continue
    const separator = separatorOf(item)
    if (separator) paragraph++
    for (const number of (separator && blocks.get(separator.b)) ?? [])
      yield [paragraph, number] as const
    const { client, clock } = item.id
    for (let here = clock; here < clock + item.length; ) {
      const { value, until } = units.at(client, here)
      for (const number of value ?? []) yield [paragraph, number] as const
      here = until
    }
  }
}

/** Several may name the same units; each is told, in the order in which they came. */
function addTo<Value>(
  map: RangeMap<readonly Value[]>,
  [client, clock, length]: IdRange,
  value: Value,
): void {
  const end = clock + length
  for (let here = clock; here < end; ) {
    const { value: known = [], until } = map.at(client, here)
    const to = Math.min(end, until)
    if (!known.includes(value)) map.set([client, here, to - here], [...known, value])
    here = to
  }
}

function fateOf(changes: Changes, client: number, clock: number) {
  const inserted = changes.inserted(client, clock)
  const deleted = changes.deleted(client, clock)
  return { ...(inserted && { inserted }), ...(deleted && { deleted }) }
}

function hung(changes: Changes, client: number, clock: number): Pick<ExportRun, 'threads'> {
  const threads = changes.threads(client, clock)
  return threads ? { threads } : {}
}

type Fate = Pick<ExportRun, 'inserted' | 'deleted' | 'threads'>

function sameAt(changes: Changes, client: number, clock: number, fate: Fate): boolean {
  return (
    changes.inserted(client, clock) === fate.inserted &&
    changes.deleted(client, clock) === fate.deleted &&
    sameThreads(changes.threads(client, clock), fate.threads)
  )
}

function sameThreads(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

function addRun(runs: ExportRun[], run: ExportRun): void {
  const last = runs.at(-1)
  const alike =
    last &&
    last.inserted === run.inserted &&
    last.deleted === run.deleted &&
    sameThreads(last.threads, run.threads) &&
    JSON.stringify(last.marks) === JSON.stringify(run.marks)
  if (alike) runs[runs.length - 1] = { ...last, text: last.text + run.text }
  else runs.push(run)
}

/** Marks in one order whatever the order of typing, so that equal texts give equal files. */
function marked(running: ReadonlyMap<string, MarkValue>): { marks?: Marks } {
  if (running.size === 0) return {}
  return { marks: Object.fromEntries([...running].sort(([a], [b]) => (a < b ? -1 : 1))) as Marks }
}

/** What was brought in from a file was suggested when the file says, if it says. */
function changeOf({ number, person, onBehalfOf, openedAt, brought }: Suggestion): Change {
  return { suggestion: number, person: onBehalfOf ?? person, at: brought?.at ?? openedAt }
}

function speaker(record: CommitmentRecord, client: number): string {
  const binding = bindingOf(record.clients, home(client))
  return binding?.onBehalfOf ?? binding?.person ?? ''
}

/** By whose id a unit is struck, where no numbered suggestion says so. */
function strikerOf(struck: readonly SuggestedDeletion[], client: number, clock: number): number {
  const entry = struck.find(
    ({ range: [of, from, length] }) => of === client && from <= clock && clock < from + length,
  )
  return home(entry?.by ?? 0)
}

/** One proposal per block; of several the last in `suggestedKinds` counts, as in the final view. */
function proposals(
  doc: Y.Doc,
  { origins }: CommitmentRecord,
  open: readonly Suggestion[],
  anonymous: (client: number) => Change,
) {
  const proposed = new Map<string, Change & { kind: Kind }>()
  for (const { block, by, kind } of suggestedKinds(doc, origins)) {
    const numbered = open.find((one) => one.kinds[block] === kind)
    proposed.set(block, { ...(numbered ? changeOf(numbered) : anonymous(home(by))), kind })
  }
  return proposed
}

/** A thread about a suggestion hangs on what the suggestion inserts, or else on what it strikes. */
function anchors(record: CommitmentRecord, open: readonly Suggestion[]): Changes['threads'] {
  const hooks = Object.values(record.threads).flatMap(({ id, anchor }) => {
    if (anchor.on === 'text') return [{ id, ranges: anchor.ranges }]
    if (anchor.on === 'section') return []
    const about = open.find(({ number }) => number === anchor.suggestion)
    if (!about) return []
    return [{ id, ranges: about.inserted.length > 0 ? about.inserted : about.deleted }]
  })
  const hung = new RangeMap<readonly string[]>()
  for (const { id, ranges } of hooks) for (const range of ranges) addTo(hung, range, id)
  return (client, clock) => hung.at(client, clock).value
}
