import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { sourcesOf } from '../../shared/authorship/origins.ts'
import { rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { deleteRanges } from '../../shared/text/decide.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { rejoin } from '../rooms/rejoining.ts'
import { bringBack } from '../rooms/rewrite.ts'
import type { ActGround } from '../rooms/room.ts'
import { standingOf } from '../rooms/standing.ts'
import { type Agreed, agreedIn } from './agreed.ts'
import { joined } from './ranges.ts'

/**
 * Makes the agreed text what it was: words that left come back as their first authors', beside where
 * they were; what came since goes. Open suggestions stay before the room. One step, like any other,
 * and itself to be undone by another.
 */
export function restore(
  now: ActGround,
  past: Agreed & Pick<ActGround, 'seq'>,
  fields: readonly string[],
  reason: string,
): { events: RecordEvent[]; write: (transaction: Y.Transaction) => void } {
  const was = byFirst(past, now, fields)
  const is = byFirst(agreedIn(now), now, fields)
  const gone = [...was].filter(([source]) => !is.has(source)).map(([, range]) => range)
  const come = [...is].filter(([source]) => !was.has(source)).map(([, range]) => range)
  const words = joined(gone)
  const { origins } = now.record
  // what is a suggestion again need not come back, only be agreed
  const names = descentOf(origins).ancestors(words)
  const { nowhere } = standingOf(now.doc, origins, words, names)
  const back = bringBack(now.doc, nowhere)
  const others = rejoin(now.doc, now.record, nowhere)
  const accepted = notAccepted(now.record, words)
  return {
    events: [
      ...(back.origins.length > 0
        ? [{ type: 'origins-found' as const, origins: back.origins }]
        : []),
      { type: 'restored', from: past.seq, reason, ...(accepted.length > 0 && { accepted }) },
      ...others.events,
    ],
    write(transaction) {
      deleteRanges(transaction, joined(come))
      back.write(transaction)
      others.write(transaction)
      for (const [root, table] of past.tables) copyTable(table, now.doc.getMap(root))
    },
  }
}

/** Under which identities these were suggested that are not agreed now. */
function notAccepted({ origins, accepted }: CommitmentRecord, words: readonly IdRange[]) {
  const known = new IdSet(accepted)
  const roots = rootsOf(origins)
  return words.flatMap((range) =>
    [...rootRanges(range, roots)].flatMap((root) => known.missing(root)),
  )
}

/** By first identity, as it is known now, each agreed unit as it is called in its own document. */
function byFirst(
  { units }: Agreed,
  { record: newest }: Pick<ActGround, 'record'>,
  fields: readonly string[],
): Map<string, IdRange> {
  const sources = sourcesOf(newest.origins)
  const agreed = new Map<string, IdRange>()
  for (const field of fields) {
    for (const [client, clock, length] of units.get(field) ?? []) {
      for (let at = clock; at < clock + length; at++) {
        const source = sources(client, at)
        // A copy stands beside what it was copied from: it is itself.
        const first = source.placedUnder === null ? source : { client, clock: at }
        agreed.set(`${first.client} ${first.clock}`, [client, at, 1])
      }
    }
  }
  return agreed
}

function copyTable(from: ReadonlyMap<string, unknown>, to: Y.Map<unknown>): void {
  for (const key of [...to.keys()]) if (!from.has(key)) to.delete(key)
  for (const [key, value] of from) if (to.get(key) !== value) to.set(key, value)
}
