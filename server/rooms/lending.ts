import type * as Y from 'yjs'
import {
  attributionOf,
  importedPerson,
  templatePerson,
  unknownPerson,
} from '../../shared/authorship/attribution.ts'
import { Ledger } from '../../shared/authorship/ledger.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import type { Claim, Origin } from '../../shared/record/origin.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { drawClientIds } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Entry } from '../journal/journal.ts'
import type { By } from './document.ts'
import { type Moved, passagesOf, saysTheSame, telling, textAt, weightOf } from './passages.ts'

/** Another commitment as it stands now, of which words were copied. */
export type Lender = { readonly doc: Y.Doc; readonly record: CommitmentRecord }

/** The commitments that claims speak of, by id; those that are not there, or of another plan, left out. */
export type Lenders = ReadonlyMap<string, Lender>

/** Where words were copied to. */
type Borrower = {
  readonly doc: Y.Doc
  /** What the update put in. */
  readonly inserted: readonly IdRange[]
}

/** What is made known here of the words' authors, and of which words. */
export type Borrowed = {
  readonly authors: Extract<RecordEvent, { type: 'authors-brought' }>['authors']
  readonly origins: readonly Origin[]
  readonly outside: readonly Origin[]
}

const nothing: Borrowed = { authors: [], origins: [], outside: [] }

/**
 * Words copied from another commitment of the plan keep their authors, as copies inside one do: a
 * claim is believed only if the very same characters stand, or stood, there. Each author gets an id
 * of their own here for it, and is found through it as authors always are. `outside`: what is left of
 * the claims; nobody wrote it there, or it is too short to tell.
 */
export function findBorrowed(
  { doc, inserted }: Borrower,
  claims: readonly Claim[],
  lenders: Lenders,
): Borrowed {
  if (claims.every(({ of }) => of === undefined)) return nothing
  const fresh = new IdSet(inserted)
  const asked = new IdSet()
  const authors = new Map<string, By & { readonly client: number; next: number }>()
  const origins: Origin[] = []
  for (const [of, lender] of lenders) {
    const equal = claims.flatMap(({ of: where, to, from }): Moved[] => {
      const [client, clock, length] = to
      if (where !== of || !from || length < 1 || fresh.missing(to).length > 0) return []
      if (asked.within(client, clock, clock + length)[0]) return []
      asked.add(to)
      return saysTheSame(doc, to, lender.doc, [from[0], from[1], length])
        ? [{ to, from, how: 'copied' }]
        : []
    })
    const authorOf = attributionOf(lender.record, new Ledger())
    for (const passage of passagesOf(equal, doc, lender.doc)) {
      const text = passage.map(({ to }) => textAt(doc, to) ?? '').join('')
      if (weightOf(text) < telling.elsewhere) continue
      for (const { to, from } of passage) {
        for (let done = 0; done < to[2]; ) {
          const { attribution, until } = authorOf(from[0], from[1] + done)
          const length = Math.min(to[2] - done, until - from[1] - done)
          const here: Origin['to'] = [to[0], to[1] + done, length]
          done += length
          const { person, onBehalfOf } = attribution
          if (nobody.includes(person)) continue
          const key = JSON.stringify([person, onBehalfOf])
          const client = authors.get(key)?.client ?? drawClientIds().editing
          const clock = authors.get(key)?.next ?? 0
          authors.set(key, { client, person, onBehalfOf, next: clock + length })
          origins.push({ to: here, from: [client, clock], how: 'copied' })
        }
      }
    }
  }
  const known = new IdSet(origins.map(({ to }) => to))
  const outside = claims.flatMap(({ of, to }) => (of === undefined ? [] : known.missing(to)))
  return {
    authors: [...authors.values()].map(({ next: _, ...author }) => author),
    origins,
    outside: outside.map(([...to]) => ({ to, how: 'pasted' })),
  }
}

/**
 * Claims as they are when words are put elsewhere that came from another commitment only just before,
 * and that nobody ever saw where they were put first: what is moved then comes from there, too.
 */
export function carriedOn(claims: readonly Claim[]): readonly Claim[] {
  if (claims.every(({ of }) => of === undefined)) return claims
  const lent = new RangeMap<Claim>()
  let left = mostCarried
  return claims.flatMap((claim) => {
    const { to, from, how, of } = claim
    if (of !== undefined) lent.set(to, claim)
    if (of !== undefined || !from || (how !== 'moved' && how !== 'undo')) return [claim]
    const parts: Claim[] = []
    for (let at = 0; at < to[2] && left > 0; left--) {
      const { value, offset, until } = lent.at(from[0], from[1] + at)
      const length = Math.min(to[2] - at, until - from[1] - at)
      const part: Claim['to'] = [to[0], to[1] + at, length]
      const source = value?.from
      if (value && source) parts.push({ ...value, to: part, from: [source[0], source[1] + offset] })
      else parts.push({ ...claim, to: part, from: [from[0], from[1] + at] })
      at += length
    }
    for (const part of parts) if (part.of !== undefined) lent.set(part.to, part)
    return left > 0 ? parts : [claim]
  })
}

/** Parts that claims are cut into; who moves more of others' words at once is their typist. */
const mostCarried = 10_000

/** The form's words, and those that were written elsewhere. */
const nobody: readonly string[] = [templatePerson, importedPerson, unknownPerson]

/** People whose words came from another commitment, and who may be unknown here. */
export function broughtIn(entries: readonly Pick<Entry, 'events'>[]): (string | null)[] {
  return entries.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.type === 'authors-brought'
        ? event.authors.flatMap(({ person, onBehalfOf }) => [person, onBehalfOf])
        : event.type === 'people-merged'
          ? [event.person, event.into]
          : [],
    ),
  )
}
