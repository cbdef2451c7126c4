import type { Transaction } from '@tiptap/pm/state'
import * as Y from 'yjs'
import type { Claim, Origin } from '../../../shared/record/origin.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../../shared/text/items.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'

/** Text from outside is worth a note from here on; less is as good as typed. */
const longPaste = 20

/** Meta of a transaction that puts text in which was taken elsewhere in our documents. */
export const clippingMeta = 'clipping'

/** Text taken in one of our editors: its units (`\n` for a separator) and their identities. */
export type Clipping = {
  readonly text: string
  readonly ids: readonly IdRange[]
  /** Cut or dragged, rather than copied. */
  readonly moved: boolean
  /** The commitment it was taken from. */
  readonly of?: string
}

/** Which characters an undo or redo created anew, and which ones they were. */
export function undoOrigins(transaction: Y.Transaction, texts: Iterable<Y.Text>): Origin[] {
  const { clientID, store } = transaction.doc
  const start = transaction.beforeState.get(clientID) ?? 0
  const origins: Origin[] = []
  if (Y.getState(store, clientID) === start) return origins
  for (const text of texts) {
    for (let item = text._start; item; item = item.right) {
      const { redone, id, length, countable } = item
      if (!redone || !countable || redone.client !== clientID || redone.clock < start) continue
      origins.push({
        to: [redone.client, redone.clock, length],
        from: [id.client, id.clock],
        how: 'undo',
      })
    }
  }
  return origins
}

/** Where text came from that a paste or a drop put in; nothing for any other transaction. */
export function pasteOrigins(
  doc: Y.Doc,
  transaction: Y.Transaction,
  locals: readonly Transaction[],
  fields: readonly string[],
  commitment: string | undefined,
): Claim[] {
  const placed = locals.find((local) => /^(paste|drop)$/.test(local.getMeta('uiEvent') ?? ''))
  if (!placed) return []
  const clipping: Clipping | undefined = placed.getMeta(clippingMeta)
  return fields.flatMap((field) => {
    const fresh = freshUnits(fieldText(doc, field), transaction)
    if (fresh.text === '') return []
    const isOurs = clipping?.of === commitment
    const how = clipping && (isOurs ? howTaken(doc, clipping) : 'copied')
    const known = clipping && how && aligned(fresh, clipping, how)
    if (known) return isOurs ? known : known.map((one) => ({ ...one, of: clipping.of }))
    const worthANote = fresh.text.length > longPaste || fresh.text.includes('\n')
    return worthANote ? runsOf(fresh.units).map((to) => ({ to, how: 'pasted' as const })) : []
  })
}

/** Identities that this page has moved already, by document. */
const movedBefore = new WeakMap<Y.Doc, IdSet>()

/** What was cut can be put in often, but it moves only once. */
export function movesStill(doc: Y.Doc, { ids, moved }: Clipping): boolean {
  const before = movedBefore.get(doc)
  return moved && !ids.some(([client, clock]) => before?.has(client, clock))
}

function howTaken(doc: Y.Doc, clipping: Clipping): 'moved' | 'copied' {
  const moves = movesStill(doc, clipping)
  const before = movedBefore.get(doc) ?? new IdSet()
  movedBefore.set(doc, before)
  if (clipping.moved) for (const range of clipping.ids) before.add(range)
  return moves ? 'moved' : 'copied'
}

type Units = { text: string; units: (readonly [client: number, clock: number])[] }

/** The live units that the transaction has made so far, in text order. */
function freshUnits(text: Y.Text, transaction: Y.Transaction): Units {
  const fresh: Units = { text: '', units: [] }
  for (let item = text._start; item; item = item.right) {
    const { client, clock } = item.id
    if (item.deleted || clock < (transaction.beforeState.get(client) ?? 0)) continue
    const units = separatorOf(item) ? '\n' : charactersOf(item)
    if (units === null) continue
    fresh.text += units
    for (let at = 0; at < item.length; at++) fresh.units.push([client, clock + at])
  }
  return fresh
}

/** Pairs new units with those of the clipping where one's text is part of the other's. */
function aligned(
  { text, units }: Units,
  clipping: Clipping,
  how: 'moved' | 'copied',
): Origin[] | null {
  const source = clipping.ids.flatMap(([client, clock, length]) =>
    Array.from({ length }, (_, at) => [client, clock + at] as const),
  )
  const inText = text.indexOf(clipping.text)
  const inClipping = clipping.text.indexOf(text)
  if (source.length !== clipping.text.length || (inText < 0 && inClipping < 0)) return null
  const shift = inText >= 0 ? -inText : inClipping
  const origins: Origin[] = []
  for (const [at, [client, clock]] of units.entries()) {
    const from = source[at + shift]
    if (!from) continue
    const last = origins.at(-1)
    const follows =
      last?.from &&
      last.to[0] === client &&
      last.to[1] + last.to[2] === clock &&
      last.from[0] === from[0] &&
      last.from[1] + last.to[2] === from[1]
    if (follows) last.to[2]++
    else origins.push({ to: [client, clock, 1], from: [from[0], from[1]], how })
  }
  return origins
}

function runsOf(units: Units['units']): Origin['to'][] {
  const runs: Origin['to'][] = []
  for (const [client, clock] of units) {
    const last = runs.at(-1)
    if (last && last[0] === client && last[1] + last[2] === clock) last[2]++
    else runs.push([client, clock, 1])
  }
  return runs
}

/** The units `[from, to)` of a field, as something to be taken elsewhere. */
export function clippingOf(
  doc: Y.Doc,
  field: string,
  from: number,
  to: number,
  moved: boolean,
  of: string | undefined,
): Clipping {
  let text = ''
  const units: (readonly [number, number])[] = []
  let index = 0
  for (let item = fieldText(doc, field)._start; item && index < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const content = separatorOf(item) ? '\n' : (charactersOf(item) ?? '')
    const end = Math.min(to - index, item.length)
    for (let at = Math.max(from - index, 0); at < end; at++) {
      text += content.charAt(at)
      units.push([item.id.client, item.id.clock + at])
    }
    index += item.length
  }
  return { text, ids: runsOf(units), moved, ...(of !== undefined && { of }) }
}
