import type { Locale } from './locale/locale.ts'

/**
 * Sentences, or what is as long as a page. V8's segmenter needs time with the square of what it is
 * given at once: 80,000 characters of one paragraph took it 19 s, in pieces half a second.
 */
const piece = /[^\n。！？；]{1,2000}[\n。！？；]?|[\n。！？；]/gsu

/** A text's words as readers see them, in Chinese by dictionary; blanks and signs are words, too. */
export function wordsOf(text: string, locale: Locale): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  const words: string[] = []
  for (const [part] of text.matchAll(piece)) {
    for (const { segment } of segmenter.segment(part)) words.push(segment)
  }
  return words
}
