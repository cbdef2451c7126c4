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
    en: 'The change was signed with somebody else’s mark.',
    'zh-Hant-TW': '這項修改帶有他人的識別碼。',
  },
  'unknown-id': {
    en: 'The change was signed with a mark that the server has not given out.',
    'zh-Hant-TW': '這項修改的識別碼不是由伺服器核發。',
  },
  gap: {
    en: 'Something is missing before this change.',
    'zh-Hant-TW': '這項修改之前缺少部分內容。',
  },
  origin: {
    en: 'The place of this change is not known to the server.',
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
    en: 'Too many of your suggestions wait for an answer in this section, you have put back too many separate pieces of text, or you, or those who came in by the same code, have brought in very much text in a short time. Once suggestions are answered, or after a while, you can go on; text can be typed in anew.',
    'zh-Hant-TW':
      '您在這個欄位尚待回覆的建議過多、已放回過多零散的文字，或您與以同一代碼加入的人在短時間內帶入的文字過多。部分建議獲得回覆後或稍待一段時間，即可繼續；文字可以重新輸入。',
  },
}
