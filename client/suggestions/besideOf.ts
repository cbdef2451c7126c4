import { isWaiting } from '../../shared/record/answering.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { adopts } from '../../shared/record/states.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** What somebody who answers a suggestion has to know of others; numbers in order. */
export type Beside = {
  /** They wait, too, and replace some of the same words: adopted together, all stand side by side. */
  readonly instead: readonly number[]
  /** They were adopted, and what they replaced are words that this one meant to replace. */
  readonly adopted: readonly number[]
  /** They wait, and some of their new words are what this one takes out. */
  readonly within: readonly number[]
}

const nothing: Beside = { instead: [], adopted: [], within: [] }
const known = new WeakMap<CommitmentRecord['suggestions'], ReadonlyMap<number, Beside>>()

/** What stands beside a suggestion, looked up once for all of a record's. */
export function besideOf({ suggestions }: CommitmentRecord, number: number): Beside {
  let found = known.get(suggestions)
  if (!found) {
    found = besideIn(Object.values(suggestions))
    known.set(suggestions, found)
  }
  return found.get(number) ?? nothing
}

/** Those of several that are about the same words. */
export function alternativesAmong(record: CommitmentRecord, numbers: readonly number[]): number[] {
  return numbers.filter((number) =>
    besideOf(record, number).instead.some((other) => numbers.includes(other)),
  )
}

type Named = { readonly suggestion: Suggestion; readonly inserts: boolean; readonly range: IdRange }

function besideIn(all: readonly Suggestion[]): Map<number, Beside> {
  const found = new Map<number, { [Of in keyof Beside]: Set<number> }>()
  const add = (of: keyof Beside, number: number, other: number) => {
    const here = found.get(number) ?? { instead: new Set(), adopted: new Set(), within: new Set() }
    found.set(number, here)
    here[of].add(other)
  }
  const byClient = new Map<number, Named[]>()
  for (const suggestion of all) {
    if (isWaiting(suggestion)) {
      for (const range of suggestion.inserted) enter(byClient, { suggestion, inserts: true, range })
      for (const range of suggestion.deleted) enter(byClient, { suggestion, inserts: false, range })
    }
    const answer = suggestion.decisions.at(-1)
    if (!answer || suggestion.status !== answer.outcome || !adopts(answer.outcome)) continue
    if (!replaces(suggestion)) continue
    for (const { suggestion: other, deleted } of answer.beside ?? [])
      if (deleted.length > 0) add('adopted', other, suggestion.number)
  }
  for (const [a, b] of overlaps(byClient)) {
    const [one, other] = [a.suggestion, b.suggestion]
    if (speakerOf(one) === speakerOf(other)) continue
    if (a.inserts !== b.inserts) {
      const [inner, outer] = a.inserts ? [other, one] : [one, other]
      add('within', inner.number, outer.number)
    } else if (!a.inserts && replaces(one) && replaces(other)) {
      add('instead', one.number, other.number)
      add('instead', other.number, one.number)
    }
  }
  const inOrder = (numbers: ReadonlySet<number>) => [...numbers].sort((a, b) => a - b)
  return new Map(
    [...found].map(([number, { instead, adopted, within }]) => [
      number,
      { instead: inOrder(instead), adopted: inOrder(adopted), within: inOrder(within) },
    ]),
  )
}

function enter(byClient: Map<number, Named[]>, named: Named): void {
  const others = byClient.get(named.range[0])
  if (others) others.push(named)
  else byClient.set(named.range[0], [named])
}

/** All pairs that share an identity. */
function* overlaps(byClient: ReadonlyMap<number, Named[]>): Generator<readonly [Named, Named]> {
  for (const named of byClient.values()) {
    let reaching: Named[] = []
    for (const each of named.sort((a, b) => a.range[1] - b.range[1])) {
      reaching = reaching.filter(({ range: [, clock, length] }) => clock + length > each.range[1])
      for (const other of reaching) yield [other, each]
      reaching.push(each)
    }
  }
}

function replaces({ added }: Suggestion): boolean {
  return added.trim() !== ''
}

function speakerOf({ onBehalfOf, person }: Suggestion): string {
  return onBehalfOf ?? person
}
