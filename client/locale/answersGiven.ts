import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  title: 'Answers',
  by: (name: string) => `by ${name}`,
  override: 'without the missing key',
  again: 'Opened again',
  waits: 'Opened again; waits for an answer.',
}

type AnswersGivenWords = typeof en

const zhHantTW: AnswersGivenWords = {
  title: '回應紀錄',
  by: (name) => name,
  override: '未等另一方同意',
  again: '已重新開啟',
  waits: '已重新開啟，等待回應。',
}

/** Of the answers that a suggestion has had. */
export const answersGivenWords: Readonly<Record<Locale, AnswersGivenWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
