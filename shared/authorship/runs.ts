import type * as Y from 'yjs'
import { done, type Steps } from '../steps.ts'
import { fieldText } from '../text/guard.ts'
import { charactersOf, separatorOf } from '../text/items.ts'
import type { Keep } from '../text/read.ts'
import type { Attribute, Attribution } from './attribution.ts'

/** Text of one attribution; `\n` stands for a block separator. */
export type AttributedRun = Attribution & { readonly text: string }

/** Runs that differ only in time are one if they were written within this many milliseconds. */
const oneSitting = 60_000

/** Characters of one item that stand in a text; `\n` for a block separator. */
export type TextPiece = { readonly client: number; readonly clock: number; readonly text: string }

/** All of a field that is live, in order, as it stands at this moment. */
export function textPieces(doc: Y.Doc, field: string): TextPiece[] {
  const pieces: TextPiece[] = []
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted) continue
    const text = separatorOf(item) ? '\n' : charactersOf(item)
    if (text !== null) pieces.push({ ...item.id, text })
  }
  return pieces
}

/** Every character of a field in order, deleted ones left out, and with `keep` the unkept ones. */
export function attributedRuns(
  doc: Y.Doc,
  field: string,
  attribute: Attribute,
  keep?: Keep,
): AttributedRun[] {
  return done(attributing(textPieces(doc, field), attribute, keep))
}

/** As `attributedRuns`, of pieces that were read before. */
export function* attributing(
  pieces: Iterable<TextPiece>,
  attribute: Attribute,
  keep?: Keep,
): Steps<AttributedRun[]> {
  const runs: AttributedRun[] = []
  let count = 0
  for (const { client, clock, text } of pieces) {
    if (++count % atOnce === 0) yield
    for (let offset = 0; offset < text.length; ) {
      const { attribution, until } = attribute(client, clock + offset)
      const end = Math.min(text.length, until - clock)
      const kept = keep ? keptPart(text, offset, end, client, clock, keep) : text.slice(offset, end)
      if (kept !== '') append(runs, kept, attribution)
      offset = end
    }
  }
  return runs
}

/** Pieces that are read without a pause: less than a millisecond. */
const atOnce = 100

function keptPart(
  text: string,
  from: number,
  to: number,
  client: number,
  clock: number,
  keep: Keep,
): string {
  let kept = ''
  for (let offset = from; offset < to; offset++) {
    if (keep(client, clock + offset)) kept += text[offset]
  }
  return kept
}

function append(runs: AttributedRun[], text: string, attribution: Attribution): void {
  const last = runs.at(-1)
  if (last && belongsTo(last, attribution)) {
    const at = Math.min(last.at, attribution.at)
    runs[runs.length - 1] = { ...last, text: last.text + text, at }
  } else runs.push({ ...attribution, text })
}

function belongsTo(run: Attribution, next: Attribution): boolean {
  return (
    run.person === next.person &&
    run.onBehalfOf === next.onBehalfOf &&
    run.how === next.how &&
    run.placedBy === next.placedBy &&
    run.suggestion === next.suggestion &&
    run.pending === next.pending &&
    Math.abs(run.at - next.at) < oneSitting
  )
}
