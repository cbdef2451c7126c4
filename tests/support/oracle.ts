import { setImmediate } from 'node:timers/promises'
import { type Class, classes, playElsewhere, playSession } from './sessions.ts'
import type { Stage } from './stage.ts'

/** What happens in one session, by everybody together. Short, so that thousands can be played. */
const acts = 40

/** What makes new identities in our text, too; through everything else each character must be right. */
const recreating: readonly string[] = [
  'moving blocks',
  'undo',
  'undo and redo',
  'cut and paste',
  'drag inside a field',
  'drag between fields',
  'copying a sentence',
  'all of these',
]

export type Judged = {
  readonly name: string
  readonly sessions: number
  readonly acts: number
  readonly characters: number
  /** Characters given to somebody who did not write them: by ours, and by whose clientID it is alone. */
  readonly wrong: number
  readonly wrongByClient: number
  /** Seeds of sessions in which ours was wrong. */
  readonly wrongIn: readonly number[]
  /** Some of the same sessions on another binding, where one was given. */
  readonly elsewhere: {
    readonly sessions: number
    readonly characters: number
    readonly wrong: number
    /** Exceptions of the other binding, after which its session went on. */
    readonly threw: number
  }
  /** Seeds whose two worlds went apart, and what the room refused; both must be empty. */
  readonly incomparable: readonly number[]
  readonly refused: readonly string[]
}

/** A binding to compare with, played in one of so many sessions. */
export type Other = { readonly open: () => Stage; readonly oneIn: number }

const names = Object.keys(classes) as Class[]

/** Each class of operation alone, then all of them. */
export const judgedClasses: readonly string[] = [...names, 'all of these']

/** Plays a session for each seed with one of `judgedClasses`, and counts errors. */
export async function judge(
  name: string,
  seeds: readonly number[],
  other?: Other,
): Promise<Judged> {
  const chosen = names.filter((each) => name === 'all of these' || each === name)
  const sum = { characters: 0, wrong: 0, wrongByClient: 0 }
  const elsewhere = { sessions: 0, characters: 0, wrong: 0, threw: 0 }
  const [wrongIn, incomparable, refused]: [number[], number[], string[]] = [[], [], []]
  for (const [at, seed] of seeds.entries()) {
    const outcome = await playSession(seed, chosen, acts)
    if (outcome.wrong > 0) wrongIn.push(seed)
    if (!outcome.comparable) incomparable.push(seed)
    refused.push(...outcome.refused)
    sum.characters += outcome.characters
    sum.wrong += outcome.wrong
    sum.wrongByClient += outcome.wrongByClient
    if (other && at % other.oneIn === 0) {
      const there = await playElsewhere(seed, chosen, acts, other.open())
      elsewhere.sessions++
      elsewhere.characters += there.characters
      elsewhere.wrong += there.wrong
      elsewhere.threw += there.threw
    }
    // happy-dom holds its nodes by WeakRefs, and what a WeakRef has shown is kept alive until the
    // event loop turns: without a turn here, which no promise makes, every session stays in memory
    await setImmediate()
  }
  const judged = { name, sessions: seeds.length, acts: acts * seeds.length, ...sum, wrongIn }
  return { ...judged, elsewhere, incomparable, refused }
}

/**
 * What a row promises and does not keep: no character wrong where text keeps its identities, at most
 * one of a hundred where it does not; and the sessions said something.
 */
export function broken(row: Judged): readonly string[] {
  const { name, sessions, characters, wrong, wrongIn, incomparable, refused } = row
  const allowed = recreating.includes(name) ? characters / 100 : 0
  return [
    wrong > allowed && `${wrong} of ${characters} characters wrong, seeds ${wrongIn}`,
    characters < 25 * sessions && `no more than ${characters} characters`,
    incomparable.length > 0 && `the worlds went apart, seeds ${incomparable}`,
    refused.length > 0 && `refused: ${refused}`,
  ].flatMap((what) => (what ? [`${name}: ${what}`] : []))
}
