import type { RefusalCode } from '../protocol.ts'
import type { Words } from './locale.ts'

/** What a person is told when the room did not take a change. Their words are kept either way. */
export const refusalWords: Readonly<Record<RefusalCode, Words>> = {
  'not-allowed': {
    en: 'Your role does not allow this change.',
    'zh-Hant-TW': '您的角色不能做這項修改。',
  },
  'section-closed': {
    en: 'This section is closed for writing at the moment.',
    'zh-Hant-TW': '這個段落目前不開放編輯。',
  },
  'foreign-id': {
    en: 'Somebody else, or another page of yours, uses this change’s mark.',
    'zh-Hant-TW': '他人或您的另一頁面正使用這項修改的識別碼。',
  },
  'unknown-id': {
    en: 'The server has not given out this change’s mark.',
    'zh-Hant-TW': '這項修改的識別碼不是由伺服器核發。',
  },
  gap: {
    en: 'Something is missing before this change.',
    'zh-Hant-TW': '這項修改之前缺少部分內容。',
  },
  origin: {
    en: 'The server does not know this change’s place.',
    'zh-Hant-TW': '伺服器找不到這項修改所在的位置。',
  },
  parent: {
    en: 'This change is outside of the commitment’s text.',
    'zh-Hant-TW': '這項修改不在承諾事項的內容之內。',
  },
  root: {
    en: 'The form has no such field.',
    'zh-Hant-TW': '表單沒有這個欄位。',
  },
  content: {
    en: 'This kind of content cannot stand in a commitment.',
    'zh-Hant-TW': '承諾事項不接受這類內容。',
  },
  'foreign-suggestion': {
    en: 'Only its author may change a suggestion that is still open.',
    'zh-Hant-TW': '尚未決定的建議只有提出者可以修改。',
  },
  accepted: {
    en: 'This suggestion is agreed text already; please edit or suggest anew.',
    'zh-Hant-TW': '這項建議已成為定稿內容，請直接編輯或重新建議。',
  },
  undecodable: {
    en: 'The server could not read this change.',
    'zh-Hant-TW': '伺服器無法讀取這項修改。',
  },
  'too-large': {
    en: 'This change is too large to send in one piece.',
    'zh-Hant-TW': '這項修改過大，無法一次送出。',
  },
  'room-full': {
    en: 'Too much of yours waits for an answer in this section, was put back in pieces, or came in from you, or by your code, in a short time. After answers, or a while, you can go on; text can be typed anew.',
    'zh-Hant-TW':
      '您在這個欄位待回覆的建議、放回的零散文字，或您與同一代碼的人短時間內帶入的文字過多。獲得回覆後或稍待即可繼續；文字可以重新輸入。',
  },
}
