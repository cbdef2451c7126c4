import { type Sources, sourcesOf } from '../../shared/authorship/origins.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { isSuggesting } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { Chains } from './chains.ts'
import { standsElsewhere } from './elsewhere.ts'
import { itemAt, saysTheSame } from './passages.ts'
import type { Past } from './provenance.ts'

/**
 * Words that their author moved, or took out and put back, while the room adopted them. Adopted words
 * are not their author's any more to take out, so they stand where they stood, and what arrives would
 * say them once more, as a new suggestion: it is known to be these words. Whoever wants agreed words in
 * another place strikes them where they stand. Each is answered as a copy of the words that it is, and so
 * is what its author makes of it before they have heard that it has gone.
 */
export function lateCopies(past: Past, claims: readonly Origin[], accepted: IdSet): Origin[] {
  if (!claims.some(({ to, from }) => from && isSuggesting(to[0]))) return []
  const { doc, origins, roots, isOwn } = past
  const inserted = new IdSet(past.inserted)
  const chains = new Chains(past)
  const late: Origin[] = []
  const taken = new IdSet()
  const first = firstOf(past)
  const own = suggestedDeletions(doc, origins).filter(({ by }) => isOwn(by))
  const struck = new IdSet(own.map(({ range }) => range))
  const isAdopted = (client: number, clock: number) => {
    const { root } = roots(client, clock)
    return root !== null && isOwn(root.client) && accepted.has(root.client, root.clock)
  }
  const asked = new IdSet()
  const fresh = claims.filter(({ to }) => {
    const isNew = asked.within(to[0], to[1], to[1] + to[2]).length === 0
    asked.add(to)
    return isNew && inserted.missing(to).length === 0
  })
  for (const { to, from, how } of fresh.flatMap((claim) => chains.follow(claim))) {
    if (!from || (how !== 'undo' && how !== 'moved') || !isSuggesting(to[0])) continue
    for (let at = 0; at < to[2]; at++) {
      const unit: IdRange = first(from[0], from[1] + at)
      const copy: IdRange = [to[0], to[1] + at, 1]
      if (!isAdopted(unit[0], unit[1]) || struck.has(unit[0], unit[1])) continue
      if (taken.has(copy[0], copy[1])) continue
      if (!saysTheSame(doc, copy, doc, unit) || !standsElsewhere(past, unit)) continue
      taken.add(copy)
      late.push({ to: [...copy], from: [unit[0], unit[1]], how: 'copied' })
    }
  }
  return late
}

/** What a late copy was a copy of; of anything else itself. */
function firstOf({ doc, origins }: Past): (client: number, clock: number) => IdRange {
  let sources: Sources | null = null
  return (client, clock) => {
    if (!isSuggesting(client) || !itemAt(doc, client, clock)?.deleted) return [client, clock, 1]
    sources ??= sourcesOf(origins)
    const source = sources(client, clock)
    return source.placedUnder === null ? [client, clock, 1] : [source.client, source.clock, 1]
  }
}

/** Of these, those of which nothing is said yet. */
export function untold(late: readonly Origin[], known: readonly Origin[]): Origin[] {
  const told = new IdSet(known.map(({ to }) => to))
  return late.filter(({ to }) => told.missing(to).length > 0)
}
