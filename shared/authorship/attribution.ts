import { bindingOf } from '../record/bindings.ts'
import type { CommitmentRecord } from '../record/record.ts'
import { home, importClient, templateClient } from '../text/identity.ts'
import type { Ledger } from './ledger.ts'
import { sourcesOf } from './origins.ts'
import { rootsOf } from './pending.ts'
import { RangeMap } from './rangeMap.ts'

/** The person of template and guidance text, which nobody wrote here. */
export const templatePerson = 'template'

/** The person of text that was written before the room and elsewhere; the record names its source. */
export const importedPerson = 'imported'

/** The person of text whose clientID is bound to nobody: there is none in a journal that verifies. */
export const unknownPerson = 'unknown'

/** How a character came into the text. `suggested`: as a suggestion, pending or accepted by now. */
export type How = 'typed' | 'pasted' | 'imported' | 'template' | 'suggested'

/** Who brought a character in. */
export type Attribution = {
  readonly person: string
  readonly onBehalfOf: string | null
  /** Milliseconds since 1970. */
  readonly at: number
  readonly how: How
  /** Who put a copy of somebody else's words here. */
  readonly placedBy: string | null
  /** Number of the suggestion it came with. */
  readonly suggestion: number | null
  /** Still waiting for a decision. */
  readonly pending: boolean
}

/** An attribution, and the first clock of the same client for which it may differ. */
export type Attributed = { readonly attribution: Attribution; readonly until: number }

/** Names the author of any identity in the document, live or deleted. */
export type Attribute = (client: number, clock: number) => Attributed

/** Words that came in from a file are told so, as suggestions too. */
function howOf(how: 'pasted' | 'imported' | null, suggested: boolean): How {
  if (how === 'imported') return how
  return suggested ? 'suggested' : (how ?? 'typed')
}

const nobodysClients = new Map<number, typeof templatePerson | typeof importedPerson>([
  [templateClient, templatePerson],
  [importClient, importedPerson],
])

/**
 * The authors of all identities, from record and ledger alone: what a client claims in its updates
 * plays no part. Build it once per record; asking costs a few binary searches.
 */
export function attributionOf(record: CommitmentRecord, ledger: Ledger): Attribute {
  const sources = sourcesOf(record.origins)
  const roots = rootsOf(record.origins)
  const accepted = new RangeMap<true>()
  for (const range of record.accepted) accepted.set(range, true)
  const suggestions = new RangeMap<number>()
  for (const suggestion of Object.values(record.suggestions))
    for (const range of suggestion.inserted) suggestions.set(range, suggestion.number)

  return (client, clock) => {
    const source = sources(client, clock)
    const offset = source.clock - clock
    const binding = bindingOf(record.clients, home(source.client))
    const written = ledger.writtenAt(source.client, source.clock)
    // words from another commitment are as old here as their copy
    const placed = written.value === undefined ? ledger.writtenAt(client, clock) : null
    // a copy waits for its own answer, not for that of the words that it is a copy of
    const { root, until: reach } = roots(client, clock)
    const agreed = root && accepted.at(root.client, root.clock)
    const suggestion = root && suggestions.at(root.client, root.clock)
    const placer =
      source.placedUnder === null ? undefined : bindingOf(record.clients, home(source.placedUnder))
    const nobodys = nobodysClients.get(home(source.client))
    return {
      attribution: {
        person: nobodys ?? binding?.person ?? unknownPerson,
        onBehalfOf: binding?.onBehalfOf ?? null,
        at: written.value ?? placed?.value ?? record.createdAt,
        how: nobodys ?? howOf(source.how, root !== null),
        placedBy: placer && placer.person !== binding?.person ? placer.person : null,
        suggestion: suggestion?.value ?? null,
        pending: root !== null && agreed?.value !== true,
      },
      until: Math.min(
        source.until,
        written.until - offset,
        placed?.until ?? Number.POSITIVE_INFINITY,
        reach,
        root ? Math.min(agreed?.until ?? 0, suggestion?.until ?? 0) - root.clock + clock : reach,
      ),
    }
  }
}
