import type { Locale } from '../../shared/locale/locale.ts'

const enNumbers = (numbers: readonly number[]) =>
  numbers.map((number) => `№ ${number}`).join(numbers.length === 2 ? ' and ' : ', ')

const zhNumbers = (numbers: readonly number[]) => `第 ${numbers.join('、')} 號`

const en = {
  instead: (numbers: readonly number[]) =>
    `${enNumbers(numbers)} ${numbers.length === 1 ? 'replaces' : 'replace'} the same words: adopt one of them. If all are adopted, their words stand side by side.`,
  adopted: (numbers: readonly number[]) =>
    `${enNumbers(numbers)}, adopted already, replaced the same words. What this adds would stand beside them.`,
  within: (numbers: readonly number[]) =>
    `This changes words of ${enNumbers(numbers)}, which ${numbers.length === 1 ? 'waits' : 'wait'} for an answer. Answer that first.`,
  among: (numbers: readonly number[]) =>
    `${enNumbers(numbers)} replace the same words. Adopted together, their words stand side by side.`,
  waits: (numbers: readonly number[]) =>
    `${enNumbers(numbers)} ${numbers.length === 1 ? 'replaces' : 'replace'} the same words and still ${numbers.length === 1 ? 'waits' : 'wait'}.`,
}

type AlternativeWords = typeof en

const zhHantTW: AlternativeWords = {
  instead: (numbers) =>
    `與${zhNumbers(numbers)}建議取代同一段文字，請擇一採納；若都採納，文字會並列。`,
  adopted: (numbers) =>
    `${zhNumbers(numbers)}建議已採納，取代的是同一段文字；再採納這則，文字會並列。`,
  within: (numbers) => `這則修改${zhNumbers(numbers)}建議的文字，該建議尚待回應，請先回應。`,
  among: (numbers) => `${zhNumbers(numbers)}建議取代同一段文字；一併採納，文字會並列。`,
  waits: (numbers) => `${zhNumbers(numbers)}建議取代同一段文字，仍待回應。`,
}

/** Of suggestions that are about the same words. */
export const alternativeWords: Readonly<Record<Locale, AlternativeWords>> = {
  en,
  'zh-Hant-TW': zhHantTW,
}
