import * as Y from 'yjs'
import { pendingOf } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { speakerOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { bodyRoots, firstBlock } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home, twin } from '../../shared/text/identity.ts'
import { separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { suggestKind } from '../../shared/text/suggest.ts'
import { insertSeparator, insertText } from '../../shared/text/write.ts'
import type { Edit } from '../imports/proposal.ts'

/** The identities of a field's live units, in order, and of its blocks. */
export type Units = { readonly ranges: readonly IdRange[]; readonly blocks: readonly string[] }

export function unitsOf(doc: Y.Doc, field: string): Units {
  const ranges: IdRange[] = []
  const blocks = [firstBlock(field)]
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    ranges.push([item.id.client, item.id.clock, item.length])
    const separator = separatorOf(item)
    if (separator) blocks.push(separator.b)
  }
  return { ranges, blocks }
}

/** Edits with their index in the proposal, by which threads and later voices find them. */
export type Numbered = readonly (readonly [index: number, edit: Edit])[]

/**
 * Puts the edits of a file into a text that has gone on since: every place is found by the identity
 * that stood there, whatever has happened around it. What is gone already is not struck again, and
 * nobody's own open words are struck in their name.
 */
export class Placing {
  readonly #units: ReadonlyMap<string, Units>
  readonly #became = new Map<number, readonly IdRange[]>()
  readonly #places = new Map<number, { readonly field: string; readonly after: number }>()

  /** Of the text that the file was compared with. */
  constructor(units: ReadonlyMap<string, Units>) {
    this.#units = units
  }

  /** What an edit has become: what it inserted, or names to be deleted. */
  became(index: number): readonly IdRange[] {
    return this.#became.get(index) ?? []
  }

  /** Identities of the units `[from, to)` of the text that the file was compared with. */
  identities(field: string, from: number, to: number): IdRange[] {
    return sliceOf(this.#units.get(field)?.ranges ?? [], from, to)
  }

  block(field: string, index: number): string | undefined {
    return this.#units.get(field)?.blocks[index]
  }

  /** Writes one person's edits under `doc.clientID`; gives back what was inserted. */
  write(
    transaction: Y.Transaction,
    record: CommitmentRecord,
    person: string,
    edits: Numbered,
  ): IdRange[] {
    const inserted: IdRange[] = []
    for (const field of new Set(edits.map(([, edit]) => edit.field))) {
      const here = edits.filter(([, edit]) => edit.field === field)
      const live = liveIn(transaction.doc, field)
      this.#strike(transaction.doc, record, person, live, here)
      inserted.push(...this.#insert(transaction, field, live, here))
      for (const [, edit] of here) {
        const block = edit.is === 'kind' ? this.block(field, edit.block) : undefined
        if (edit.is === 'kind' && block !== undefined && live.blocks.has(block)) {
          suggestKind(transaction.doc, block, edit.kind)
        }
      }
    }
    return inserted
  }

  #strike(doc: Y.Doc, record: CommitmentRecord, person: string, live: Live, edits: Numbered): void {
    const pending = pendingOf(record)
    const isOwn = (client: number, clock: number) => {
      const { by } = pending(client, clock)
      const binding = by === null ? undefined : bindingOf(record.clients, home(by))
      return binding !== undefined && speakerOf(binding) === person
    }
    for (const [index, edit] of edits) {
      if (edit.is !== 'delete') continue
      const ranges = this.identities(edit.field, edit.from, edit.to).flatMap((range) =>
        partsOf(range, (client, clock) => live.isLive(client, clock) && !isOwn(client, clock)),
      )
      this.#became.set(index, ranges)
      if (ranges.length > 0) doc.getArray<IdRange>(bodyRoots.deletions).push(ranges)
    }
  }

  /** From the last place to the first, so that each place holds until it is written in. */
  #insert(transaction: Y.Transaction, field: string, live: Live, edits: Numbered): IdRange[] {
    const placed = edits.flatMap(([index, edit]) =>
      edit.is === 'insert'
        ? [{ index, edit, at: live.behind(this.#anchor(field, edit.after, index)) }]
        : [],
    )
    placed.sort((a, b) => b.at - a.at || b.index - a.index)
    const text = fieldText(transaction.doc, field)
    for (const { index, edit, at } of placed) {
      const ids = written(
        transaction,
        (to) => {
          for (const token of edit.tokens) {
            if (typeof token !== 'string')
              insertSeparator(transaction, text, to.at++, token.separator)
            else to.at += insertText(transaction, text, to.at, token, null)
            to.mark()
          }
        },
        at,
      )
      this.#became.set(index, ids)
      this.#places.set(index, { field, after: edit.after })
    }
    return edits.flatMap(([index, { is }]) => (is === 'insert' ? this.became(index) : []))
  }

  /** What an insertion stands behind: an earlier one of the file at the same place, or the text. */
  #anchor(field: string, after: number, index: number): readonly [number, number] | null {
    const before = [...this.#places]
      .filter(([other, place]) => other < index && place.field === field && place.after === after)
      .sort(([a], [b]) => b - a)
      .flatMap(([other]) => this.became(other).slice(-1))
    const [client, clock, length] = before[0] ?? this.identities(field, after - 1, after)[0] ?? []
    if (client === undefined || clock === undefined || length === undefined) return null
    return [client, clock + length - 1]
  }
}

type Live = {
  readonly blocks: ReadonlySet<string>
  isLive(client: number, clock: number): boolean
  /** Live units up to and with this one, or up to where it was; 0 for the field's beginning. */
  behind(id: readonly [number, number] | null): number
}

function liveIn(doc: Y.Doc, field: string): Live {
  const places = new RangeMap<{ readonly at: number; readonly live: boolean }>()
  const blocks = new Set([firstBlock(field)])
  let at = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (!item.countable) continue
    const live = !item.deleted
    places.set([item.id.client, item.id.clock, item.length], { at, live })
    if (!live) continue
    at += item.length
    const separator = separatorOf(item)
    if (separator) blocks.add(separator.b)
  }
  return {
    blocks,
    isLive: (client, clock) => places.at(client, clock).value?.live === true,
    behind(id) {
      const { value, offset } = id ? places.at(id[0], id[1]) : { value: undefined, offset: 0 }
      if (!value) return id ? at : 0
      return value.at + (value.live ? offset + 1 : 0)
    },
  }
}

/** The identities that were drawn while `write` wrote, in the order of the text. */
function written(
  { doc }: Y.Transaction,
  write: (to: { at: number; mark: () => void }) => void,
  at: number,
): IdRange[] {
  const ids: IdRange[] = []
  const clients = [doc.clientID, twin(doc.clientID)]
  const clocks = new Map(clients.map((client) => [client, Y.getState(doc.store, client)]))
  write({
    at,
    mark() {
      for (const client of clients) {
        const [from = 0, to] = [clocks.get(client), Y.getState(doc.store, client)]
        if (to > from) ids.push([client, from, to - from])
        clocks.set(client, to)
      }
    },
  })
  return ids
}

/** Units `[from, to)` of units that stand in these ranges. */
export function sliceOf(ranges: readonly IdRange[], from: number, to: number): IdRange[] {
  const found: IdRange[] = []
  let at = 0
  for (const [client, clock, length] of ranges) {
    if (at >= to) break
    const start = Math.max(from, at)
    const end = Math.min(to, at + length)
    if (start < end) found.push([client, clock + start - at, end - start])
    at += length
  }
  return found
}

function partsOf(
  [client, clock, length]: IdRange,
  wanted: (client: number, clock: number) => boolean,
): IdRange[] {
  const parts: IdRange[] = []
  for (let here = clock; here < clock + length; here++) {
    if (!wanted(client, here)) continue
    const last = parts.at(-1)
    if (last && last[1] + last[2] === here) parts[parts.length - 1] = [client, last[1], last[2] + 1]
    else parts.push([client, here, 1])
  }
  return parts
}
