import type { Sitting } from '../../shared/apiHistory.ts'
import type { Entry, Journal } from '../journal/journal.ts'
import type { Hide } from '../rooms/hiding.ts'

/** Work that pauses for longer than this is told as two, in ms. */
const pause = 10 * 60 * 1000

/** Of no interest to readers of a history: they only carry identities. */
const silent: ReadonlySet<string> = new Set(['ids-bound', 'origins-found', 'accepted-seen'])

/**
 * The journal after `after` as people would tell it: entries of one person without a long pause are
 * one sitting, whoever wrote at the same time; naming a version ends one. At most `limit` sittings.
 */
export async function sittingsOf(
  journal: Journal,
  commitment: string,
  after: number,
  limit: number,
  hide: Hide = String,
): Promise<{ sittings: Sitting[]; next: number | null }> {
  const sittings: Sitting[] = []
  for await (const entry of journal.read(commitment, after)) {
    const told = sittingOf(entry, hide)
    if (!told.text && told.events.length === 0) continue
    const last = sittings.at(-1)
    if (last && goesOn(last, told)) sittings[sittings.length - 1] = joined(last, told)
    else if (sittings.length === limit) return { sittings, next: last?.to ?? after }
    else sittings.push(told)
  }
  return { sittings, next: null }
}

function sittingOf(entry: Entry, hide: Hide): Sitting {
  const { seq, at, person, onBehalfOf, update, events } = entry
  const named = events.find((event) => event.type === 'version-named')
  const types = events.map(({ type }) => type).filter((type) => !silent.has(type))
  return {
    ...{ from: seq, to: seq, at, person, onBehalfOf },
    text: update !== null,
    events: [...new Set(types)],
    version: named ? hide(named.name) : null,
  }
}

function goesOn(last: Sitting, next: Sitting): boolean {
  return (
    last.person === next.person &&
    last.onBehalfOf === next.onBehalfOf &&
    last.version === null &&
    next.version === null &&
    next.at - last.at < pause
  )
}

function joined(last: Sitting, next: Sitting): Sitting {
  return {
    ...last,
    to: next.to,
    at: next.at,
    text: last.text || next.text,
    events: [...new Set([...last.events, ...next.events])],
  }
}
