import { diffArrays } from 'diff'
import { wordsOf } from '../../shared/words.ts'

/** More edits than this are another text, not an edited one; it also bounds the work. */
const mostEdits = 4000

/**
 * Which unit of `from` each unit of `to` is, in order; -1: none. Units are characters or block
 * starts. Compared by words (Myers’ algorithm, by `diff`), so that no half of a word is kept because
 * a new one happens to share it; equal ends are found first, whatever the length.
 */
export function align(from: readonly string[], to: readonly string[]): Int32Array {
  const found = new Int32Array(to.length).fill(-1)
  // Blanks part the words of other languages; Chinese ones are in the dictionary
  const inChinese = (units: readonly string[]) => wordsOf(units.join(''), 'zh-Hant-TW')
  const [old, now] = [inChinese(from), inChinese(to)]
  const shortest = Math.min(old.length, now.length)
  let [head, tail] = [0, 0]
  while (head < shortest && old[head] === now[head]) head++
  while (tail < shortest - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const middle = (words: readonly string[]) => words.slice(head, words.length - tail)
  const parts = [
    { value: old.slice(0, head) },
    ...differences(middle(old), middle(now)),
    { value: old.slice(old.length - tail) },
  ]
  let [at, here] = [0, 0]
  for (const { added, removed, value } of parts) {
    const length = value.reduce((sum, word) => sum + [...word].length, 0)
    if (!added && !removed) for (let each = 0; each < length; each++) found[here + each] = at + each
    if (!added) at += length
    if (!removed) here += length
  }
  return found
}

type Part = {
  readonly value: readonly string[]
  readonly added?: boolean
  readonly removed?: boolean
}

function differences(old: readonly string[], now: readonly string[]): readonly Part[] {
  const parts = diffArrays([...old], [...now], { maxEditLength: mostEdits })
  return (
    parts ?? [
      { value: old, removed: true },
      { value: now, added: true },
    ]
  )
}
