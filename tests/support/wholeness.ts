import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { pendingOf } from '../../shared/authorship/pending.ts'
import { speakerOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { home, roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { deletionsByTarget, eachOnce, pendingPieces } from '../../shared/text/pending.ts'
import { fieldNames } from '../../shared/text/read.ts'
import { unitsOf } from './textWorld.ts'

/*
 * What must be true of a text and its record whatever people, answers and answers that were taken back
 * have done: asked of both as they are, without knowing how they came to be so.
 */

/** What waits without a number or with several, and numbers that wait without words. */
export function unnumbered(doc: Y.Doc, record: CommitmentRecord): string[] {
  const waiting = Object.values(record.suggestions)
    .filter(({ status }) => status === 'open' || status === 'later')
    .map((each) => ({
      ...each,
      by: speakerOf(each),
      ...{ inserted: new IdSet(each.inserted), deleted: new IdSet(each.deleted) },
    }))
  const deletions = deletionsByTarget(doc, record.origins)
  const found: string[] = []
  const stands = new Set<number>()
  for (const field of fieldNames(doc)) {
    const pieces = pendingPieces(doc, field, pendingOf(record), deletions)
    for (const person of new Set(pieces.map(({ by }) => personOf(record, by)))) {
      const own = pieces.filter(({ by }) => personOf(record, by) === person)
      for (const { what, range, text } of eachOnce(own)) {
        for (let at = 0; at < range[2]; at++) {
          const numbers = waiting.filter(
            (each) =>
              each.by === person && each.field === field && each[what].has(range[0], range[1] + at),
          )
          for (const { number } of numbers) stands.add(number)
          if (numbers.length !== 1)
            found.push(`${what} ${text.charAt(at)}: № ${numbers.map(({ number }) => number)}`)
        }
      }
    }
  }
  const empty = waiting.filter(
    ({ number, kinds }) => !stands.has(number) && Object.keys(kinds).length === 0,
  )
  return [...found, ...empty.map(({ number }) => `№ ${number} waits without words`)]
}

/**
 * Words that the room has put back beside themselves. What two people put in two places at once stands in
 * both, and is told as twins; the room itself doubles nothing.
 */
export function doubledByTheRoom(doc: Y.Doc, record: CommitmentRecord): string[] {
  const { ancestors } = descentOf(record.origins)
  const ways = new Map<string, string[][]>()
  const found: string[] = []
  for (const { key, client, clock } of fieldNames(doc).flatMap((field) => unitsOf(doc, field))) {
    const way = ancestors([[client, clock, 1]]).map(([by, at]) => `${by} ${at}`)
    const first = way.at(-1) ?? ''
    const others = ways.get(first) ?? []
    if (others.some((other) => isDoubledIn(way, other))) found.push(key)
    ways.set(first, [...others, way])
  }
  return found
}

/** Whether both ways lead on from where they part by the room's hand. */
function isDoubledIn(way: readonly string[], other: readonly string[]): boolean {
  const parting = way.findIndex((id) => other.includes(id))
  const steps = [way[parting - 1], other[other.indexOf(way[parting] ?? '') - 1]]
  return steps.every((id) => id === undefined || home(Number(id.split(' ')[0])) === roomClient)
}

function personOf({ clients }: CommitmentRecord, client: number): string | undefined {
  const binding = bindingOf(clients, home(client))
  return binding && speakerOf(binding)
}
