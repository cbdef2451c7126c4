import type { Locale } from '../../shared/locale/locale.ts'

const cjk =
  /[\p{Script=Han}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/gu
const word = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu

/**
 * Length as people count it in the text's language: words in English; in Chinese every character,
 * full-width punctuation too, and each Latin word or number as one, as word processors do.
 */
export function lengthOf(text: string, locale: Locale): number {
  const characters = text.match(cjk)?.length ?? 0
  const words = text.replaceAll(cjk, ' ').match(word)?.length ?? 0
  return locale === 'en' && characters === 0 ? words : characters + words
}
