import type { railLetters } from './keys.ts'

/** What the rail and its sheet say, in the reader's language. */
export type RailWords = {
  readonly label: string
  readonly keys: string
  /** What the letters do, in a word each. */
  readonly letters: Readonly<Record<(typeof railLetters)[number], string>>
  readonly open: (n: number) => string
  /** What is there when no card is. */
  readonly earlier: string
  readonly newBelow: (n: number) => string
  readonly newAbove: (n: number) => string
  readonly previous: string
  readonly next: string
}
