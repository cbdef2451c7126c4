import type { Locale } from '../../shared/locale/locale.ts'
import type { Outcome } from '../../shared/record/states.ts'

type Reasons = Readonly<Record<Outcome, readonly string[]>>

const en: Reasons = {
  adopted: [],
  'adopted-in-part': [
    'Adopted in substance; the wording was adjusted.',
    'One part is adopted; the rest is not settled yet.',
  ],
  declined: [
    'The responsible agency cannot do this within the period.',
    'The text says this already in another place.',
    'The commitment would become less specific or harder to measure.',
    'Government and civil society do not agree on this yet.',
    'There is no budget or legal basis for it.',
  ],
  later: [
    'To be discussed at the next meeting.',
    'We are waiting for information from the responsible agency.',
  ],
  'out-of-scope': [
    'It belongs to another commitment.',
    'It is not the task of this plan; it was passed on to the responsible agency.',
  ],
}

const zhHantTW: Reasons = {
  adopted: [],
  'adopted-in-part': ['採納意旨，文字略作調整。', '採納其中一部分，其餘尚待討論。'],
  declined: [
    '主責機關在本期程內無法辦理。',
    '內文其他地方已有相同內容。',
    '會使承諾較不具體，或較難衡量。',
    '政府與民間對此尚無共識。',
    '目前沒有相應的預算或法律依據。',
  ],
  later: ['留待下次會議討論。', '等待主責機關提供資料。'],
  'out-of-scope': ['屬於另一項承諾事項。', '不屬本方案範圍，已轉知主管機關。'],
}

const enForm = {
  outcome: 'Answer',
  optional: 'Reason (may be left out)',
  own: 'In other words',
  missing: 'Please give a reason. The person reads it.',
  inPart:
    'First change the words in the text as they should be. What is then left of the suggestion is adopted.',
  send: 'Send answer',
  sending: 'Sending…',
  override: 'Decide without the missing key',
  asComment: 'Make it a comment',
}

type FormWords = typeof enForm

const zhForm: FormWords = {
  outcome: '回應',
  optional: '理由（可不填）',
  own: '其他理由',
  missing: '請說明理由，提出建議的人會看到。',
  inPart: '請先在內文中把文字改成應有的樣子，這則建議剩下的部分就會被採納。',
  send: '送出回應',
  sending: '送出中…',
  override: '不等另一方，直接決定',
  asComment: '改為留言',
}

/** Of the form in which an answer is given. */
export const answerFormWords: Readonly<Record<Locale, FormWords>> = {
  en: enForm,
  'zh-Hant-TW': zhForm,
}

/** Reasons that are often given, to pick from, for each answer. */
export const reasonsOftenGiven: Readonly<Record<Locale, Reasons>> = { en, 'zh-Hant-TW': zhHantTW }
