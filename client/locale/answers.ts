import type { Locale } from '../../shared/locale/locale.ts'

const many = (n: number, one: string, other: string): string =>
  n === 1 ? `1 ${one}` : `${n} ${other}`

const en = {
  title: 'Answers to my suggestions',
  lead: 'In all commitments of this plan, the last answer first.',
  none: 'Nobody has answered a suggestion of yours yet.',
  button: 'Answers to my suggestions',
  unread: (n: number) => many(n, 'new answer', 'new answers'),
  fresh: 'New',
  number: (n: number) => `Number ${n}`,
  all: 'Answers in all commitments of the plan',
}

const zh: typeof en = {
  title: '對我的建議的回應',
  lead: '包括本行動方案的所有承諾事項，最新的回應在前。',
  none: '還沒有人回應您的建議。',
  button: '對我的建議的回應',
  unread: (n) => `${n} 則新回應`,
  fresh: '新',
  number: (n) => `第 ${n} 號`,
  all: '查看所有承諾事項的回應',
}

export const answerWords: Readonly<Record<Locale, typeof en>> = { en, 'zh-Hant-TW': zh }
