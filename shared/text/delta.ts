import * as Y from 'yjs'
import type { Marks, Separator } from './body.ts'
import {
  charactersOf,
  type MarkValue,
  markerOf,
  resetsMarks,
  separatorOf,
  setMark,
} from './items.ts'

/** What a transaction did to a text, from left to right; `retain` with `marks` changes only these. */
export type DeltaOp =
  | { readonly retain: number; readonly marks?: Readonly<Record<string, MarkValue>> }
  | { readonly insert: string; readonly marks: Marks }
  | { readonly separator: Separator }
  | { readonly delete: number }

/**
 * The change that `transaction` made to `text`, for use inside its observers. It only reads: the
 * delta of Yjs's own event opens a transaction and may delete markers.
 */
export function textDelta(text: Y.Text, transaction: Y.Transaction): DeltaOp[] {
  const ops = new Ops()
  /** Marks that ran here before the transaction, and that run now. */
  const before = new Map<string, MarkValue>()
  const now = new Map<string, MarkValue>()
  const { isNew, wasDeleted } = changesOf(transaction)

  for (let item = text._start; item; item = item.right) {
    const added = isNew(item)
    const gone = item.deleted
    if (gone && (added || !wasDeleted(item))) continue
    const marker = markerOf(item)
    if (marker) {
      if (!added) setMark(before, marker.key, marker.value)
      if (!gone) setMark(now, marker.key, marker.value)
      continue
    }
    if (gone) ops.delete(item.length)
    else if (!added) ops.retain(item.length, separatorOf(item) ? null : changedMarks(before, now))
    else ops.insert(separatorOf(item) ?? charactersOf(item) ?? '', now)
    if (resetsMarks(item)) {
      if (!added) before.clear()
      if (!gone) now.clear()
    }
  }
  return ops.done()
}

function changesOf(transaction: Y.Transaction) {
  const grown = new Map<number, number>()
  for (const [client, clock] of transaction.afterState) {
    const start = transaction.beforeState.get(client) ?? 0
    if (start !== clock) grown.set(client, start)
  }
  const deleted = transaction.deleteSet
  return {
    isNew: ({ id }: Y.Item) => id.clock >= (grown.get(id.client) ?? Number.POSITIVE_INFINITY),
    wasDeleted: ({ id }: Y.Item) => deleted.clients.has(id.client) && Y.isDeleted(deleted, id),
  }
}

function changedMarks(
  before: ReadonlyMap<string, MarkValue>,
  now: ReadonlyMap<string, MarkValue>,
): Record<string, MarkValue> | null {
  if (before.size === 0 && now.size === 0) return null
  const changed: Record<string, MarkValue> = {}
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const value = now.get(key) ?? null
    if ((before.get(key) ?? null) === value) continue
    changed[key] = value
  }
  return Object.keys(changed).length > 0 ? changed : null
}

/** Collects ops, joining neighbours that are alike, and drops a plain `retain` at the end. */
class Ops {
  readonly #ops: DeltaOp[] = []

  retain(length: number, marks: Record<string, MarkValue> | null): void {
    const last = this.#ops.at(-1)
    if (marks) this.#ops.push({ retain: length, marks })
    else if (last && 'retain' in last && !last.marks)
      this.#replace({ retain: last.retain + length })
    else this.#ops.push({ retain: length })
  }

  delete(length: number): void {
    const last = this.#ops.at(-1)
    if (last && 'delete' in last) this.#replace({ delete: last.delete + length })
    else this.#ops.push({ delete: length })
  }

  insert(what: string | Separator, marks: ReadonlyMap<string, MarkValue>): void {
    if (typeof what === 'string') {
      this.#ops.push({ insert: what, marks: Object.fromEntries(marks) as Marks })
    } else this.#ops.push({ separator: what })
  }

  done(): DeltaOp[] {
    const last = this.#ops.at(-1)
    return last && 'retain' in last && !last.marks ? this.#ops.slice(0, -1) : this.#ops
  }

  #replace(op: DeltaOp): void {
    this.#ops[this.#ops.length - 1] = op
  }
}
