import { createHash } from 'node:crypto'

/**
 * Where a name stood in something that people wrote, when the name was erased and was to be hidden
 * there too. It names the whole text by its hash, so that nothing here tells the name again.
 */
export type HiddenWords = {
  readonly plan: string
  /** See `keyOf`. */
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What stands where a name stood: as in any quotation that leaves words out. */
const omission = '[…]'

/** Names one text among those of a plan; its length comes first, most texts need no hashing then. */
export function keyOf(text: string): string {
  return `${text.length}:${createHash('sha256').update(text).digest('hex')}`
}

/** Leaves hidden words out of a plan's texts; null: nothing is hidden in it. */
export function hiding(
  words: readonly Omit<HiddenWords, 'plan'>[],
): ((text: string) => string) | null {
  if (words.length === 0) return null
  const spans = new Map<string, { readonly from: number; readonly to: number }[]>()
  for (const { text, ...span } of words) spans.set(text, [...(spans.get(text) ?? []), span])
  for (const each of spans.values()) each.sort((a, b) => a.from - b.from)
  const lengths = new Set([...spans.keys()].map((key) => Number.parseInt(key, 10)))
  return (text) => {
    const found = lengths.has(text.length) ? spans.get(keyOf(text)) : undefined
    if (!found) return text
    let shown = ''
    let at = 0
    for (const { from, to } of found) {
      // two names may overlap: what is hidden already needs no second mark
      if (from >= at) shown += text.slice(at, from) + omission
      at = Math.max(at, to)
    }
    return shown + text.slice(at)
  }
}
