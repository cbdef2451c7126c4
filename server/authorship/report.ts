import type * as Y from 'yjs'
import type { AttributionBody } from '../../shared/apiRecord.ts'
import { attributionOf, importedPerson } from '../../shared/authorship/attribution.ts'
import type { Ledger } from '../../shared/authorship/ledger.ts'
import { type AttributedRun, attributing, textPieces } from '../../shared/authorship/runs.ts'
import { type Shares, sharesOf } from '../../shared/authorship/shares.ts'
import { findingTwins } from '../../shared/authorship/twins.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { Steps } from '../../shared/steps.ts'
import { keptIn, type View } from '../../shared/text/views.ts'

/** What a report is made from. */
export type Ground = {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
  readonly seq: number
}

/**
 * Who brought in what of a view of the text, field by field, and how much by person and sector. All is
 * of the moment in which it begins; between its steps others may write.
 */
export function* reporting(
  { doc, record, seq }: Ground,
  ledger: Ledger,
  fields: readonly string[],
  people: readonly PersonView[],
  view: View = 'current',
): Steps<AttributionBody> {
  const read = fields.map((name) => ({ name, pieces: textPieces(doc, name) }))
  const kept = keptIn(view, doc, record)
  const attribute = attributionOf(record, ledger)
  const sectors = new Map<string, string>(people.map(({ id, sector }) => [id, sector]))
  const attributed: { name: string; runs: AttributedRun[] }[] = []
  for (const { name, pieces } of read) {
    attributed.push({ name, runs: yield* attributing(pieces, attribute, kept) })
  }
  const twins = yield* findingTwins(read, record.origins)
  return {
    seq,
    people: namesOf(people, record),
    fields: attributed.map(({ name, runs }) => ({ name, runs: runs.map(present) })),
    shares: mutable(
      sharesOf(
        attributed.flatMap(({ runs }) => runs.map((run) => asOne(run, record))),
        (person) => sectors.get(person),
      ),
    ),
    twins: twins.map(({ text, places }) => ({
      text,
      places: places.map(({ field, ranges }) => ({ field, ranges: [...ranges] })),
    })),
  }
}

/** Shares are people's, whichever of their entries they wrote under; runs keep the id. */
function asOne(run: AttributedRun, record: CommitmentRecord): AttributedRun {
  const person = personOf(record, run.person)
  const speaker = run.onBehalfOf && personOf(record, run.onBehalfOf)
  return { ...run, person, onBehalfOf: speaker === person ? null : speaker }
}

/** Imported text is nobody's in the room; its source is named in their place. */
export function namesOf(
  people: readonly PersonView[],
  { source }: Pick<CommitmentRecord, 'source'>,
): AttributionBody['people'] {
  const named = people.map(
    ({ id, name, organisation, sector }) => [id, { name, organisation, sector }] as const,
  )
  const imported = { name: source ?? '', organisation: '', sector: 'unknown' }
  return { ...Object.fromEntries(named), ...(source !== null && { [importedPerson]: imported }) }
}

/** Everybody that a report may name. */
export function peopleIn({ clients, merged = {} }: CommitmentRecord): string[] {
  const people = new Set(Object.values(merged).map(({ into }) => into))
  for (const { person, onBehalfOf } of clients) {
    people.add(person)
    if (onBehalfOf) people.add(onBehalfOf)
  }
  return [...people]
}

function present(run: AttributedRun): AttributionBody['fields'][number]['runs'][number] {
  const { text, person, onBehalfOf, at, how, placedBy, suggestion, pending } = run
  return {
    ...{ text, person, at, how },
    ...(onBehalfOf && { onBehalfOf }),
    ...(placedBy && { placedBy }),
    ...(suggestion !== null && { suggestion }),
    ...(pending && { pending: true as const }),
  }
}

function mutable(shares: Shares): AttributionBody['shares'] {
  const { byPerson, bySector, waitingBySector, total, waiting } = shares
  return {
    byPerson: { ...byPerson },
    bySector: { ...bySector },
    waitingBySector: { ...waitingBySector },
    total,
    waiting,
  }
}
