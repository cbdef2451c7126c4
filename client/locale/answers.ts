import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  title: 'What became of my input',
  lead: 'Answers to your suggestions in all commitments of this plan, and comments that name you, the last one first.',
  answers: 'Answers to your suggestions',
  mentions: 'Comments that name you',
  none: 'Nobody has answered a suggestion of yours yet.',
  button: 'What became of my input',
  fresh: 'New',
  number: (n: number) => `Number ${n}`,
  all: 'Answers in all commitments of the plan',
}

const zh: typeof en = {
  title: '我的意見處理情形',
  lead: '對您在本行動方案各項承諾事項中所提建議的回應，以及提及您的留言，最新的在前。',
  answers: '對您建議的回應',
  mentions: '提及您的留言',
  none: '還沒有人回應您的建議。',
  button: '我的意見處理情形',
  fresh: '新',
  number: (n) => `第 ${n} 號`,
  all: '查看所有承諾事項的回應',
}

export const answerWords: Readonly<Record<Locale, typeof en>> = { en, 'zh-Hant-TW': zh }
