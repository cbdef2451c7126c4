import { type Class, classes, playElsewhere, playSession } from './sessions.ts'
import type { Stage } from './stage.ts'

/** What happens in one session, by everybody together. */
const acts = 80

export type Judged = {
  readonly name: string
  readonly sessions: number
  readonly acts: number
  readonly characters: number
  /** Characters given to somebody who did not write them: by ours, and by whose clientID it is alone. */
  readonly wrong: number
  readonly wrongByClient: number
  /** The same sessions on another binding, where one was given. */
  readonly elsewhere: {
    readonly characters: number
    readonly wrong: number
    /** Exceptions of the other binding, after which its session went on. */
    readonly threw: number
  }
  /** Seeds whose two worlds went apart, and what the room refused; both must be empty. */
  readonly incomparable: readonly number[]
  readonly refused: readonly string[]
}

/** Plays sessions with each class of operation alone, then with all of them, and counts errors. */
export async function* judge(
  first: number,
  sessions: number,
  other?: () => Stage,
): AsyncGenerator<Judged> {
  const names = Object.keys(classes) as Class[]
  const rows = [...names.map((name) => [name, [name]] as const), ['all of these', names] as const]
  for (const [name, chosen] of rows) {
    const sum = { characters: 0, wrong: 0, wrongByClient: 0 }
    const elsewhere = { characters: 0, wrong: 0, threw: 0 }
    const incomparable: number[] = []
    const refused: string[] = []
    for (let seed = first; seed < first + sessions; seed++) {
      const outcome = await playSession(seed, chosen, acts)
      if (!outcome.comparable) incomparable.push(seed)
      refused.push(...outcome.refused)
      sum.characters += outcome.characters
      sum.wrong += outcome.wrong
      sum.wrongByClient += outcome.wrongByClient
      if (!other) continue
      const there = await playElsewhere(seed, chosen, acts, other())
      elsewhere.characters += there.characters
      elsewhere.wrong += there.wrong
      elsewhere.threw += there.threw
    }
    yield { name, sessions, acts: acts * sessions, ...sum, elsewhere, incomparable, refused }
  }
}
