import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  title: 'Questions to the group',
  lead: 'Asked by fixed rules, about the text as it would read with every suggestion adopted. They are questions, no verdict: set aside what does not apply.',
  buttonBefore: 'Questions',
  button: (n: number) => (n === 1 ? '1 question' : `${n} questions`),
  none: 'No rule has a question.',
  noneLead: 'That says nothing about how good the commitment is.',
  tooLong: 'This text is too long to check. It is tried again when something changes.',
  stillOpen: 'Still open',
  stillOpenNone: 'Every section that the form asks for has words.',
  inSection: (section: string) => `Questions on “${section}”`,
  go: 'Show in the text',
  source: 'Where the rule comes from',
  dismiss: 'Set aside',
  dismissTitle: 'Set this question aside',
  dismissLead:
    'The reason is recorded with your name. The question comes back when its sentence changes.',
  reason: 'Reason',
  reasonMissing: 'Say in a few words why the question does not apply.',
  reasons: [
    'It is answered elsewhere in the text',
    'The rule does not fit this case',
    'We decided so together',
  ],
  dismissed: 'Set aside.',
  aside: (n: number) => (n === 1 ? '1 question set aside' : `${n} questions set aside`),
  asideBy: (name: string, when: string) => `${name}, ${when}`,
  somebody: 'Somebody',
  asked: 'There is a question about this sentence',
  failed: 'It could not be set aside.',
}

export type CheckWords = typeof en

const zhHantTW: CheckWords = {
  title: '給大家的提問',
  lead: '依固定規則提出，針對所有建議都採納後的文字。這些是提問，不是評分；不適用的可以擱置。',
  buttonBefore: '提問',
  button: (n) => `${n} 則提問`,
  none: '目前沒有提問。',
  noneLead: '這不代表承諾事項寫得好或不好。',
  tooLong: '內文太長，無法檢查；內容有變動時會再試一次。',
  stillOpen: '尚待填寫',
  stillOpenNone: '表格要求的各節都已有文字。',
  inSection: (section) => `關於「${section}」的提問`,
  go: '在內文中顯示',
  source: '規則出處',
  dismiss: '擱置',
  dismissTitle: '擱置這則提問',
  dismissLead: '理由會連同您的姓名留下紀錄。句子一改，提問就會再出現。',
  reason: '理由',
  reasonMissing: '請簡單說明為何不適用。',
  reasons: ['內文其他地方已回答', '這條規則不適用於本案', '大家已共同決定'],
  dismissed: '已擱置。',
  aside: (n) => `已擱置 ${n} 則提問`,
  asideBy: (name, when) => `${name}，${when}`,
  somebody: '某位成員',
  asked: '這句話有一則提問',
  failed: '未能擱置。',
}

/** Every word about the check but its questions, which stand with the rules. */
export const checkWords: Readonly<Record<Locale, CheckWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
