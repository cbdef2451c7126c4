import type { ErrorCode } from '../api.ts'
import type { Words } from './locale.ts'

/** What a person is told when a request fails. */
export const errorWords: Readonly<Record<ErrorCode, Words>> = {
  'bad-request': {
    en: 'Something in this request is missing or not as expected.',
    'zh-Hant-TW': '這個請求缺少必要內容，或格式不正確。',
  },
  'shows-nothing': {
    en: 'This is made only of signs that nobody can see. Please type something that can be read.',
    'zh-Hant-TW': '輸入的內容全是看不見的字元，請輸入看得見的文字。',
  },
  'no-session': {
    en: 'Please join with an invitation first.',
    'zh-Hant-TW': '請先用邀請連結加入。',
  },
  'not-allowed': {
    en: 'Your role does not allow this.',
    'zh-Hant-TW': '您的角色沒有這項權限。',
  },
  'foreign-origin': {
    en: 'This request came from another site, so it was not carried out.',
    'zh-Hant-TW': '這個請求來自其他網站，因此沒有執行。',
  },
  removed: {
    en: 'A facilitator has removed you from this plan.',
    'zh-Hant-TW': '主持人已將您移出這份方案。',
  },
  'not-found': { en: 'There is nothing at this address.', 'zh-Hant-TW': '這個網址沒有內容。' },
  'no-such-plan': { en: 'There is no such plan.', 'zh-Hant-TW': '找不到這份方案。' },
  'no-such-person': {
    en: 'There is no such person in this plan.',
    'zh-Hant-TW': '這份方案裡沒有這個人。',
  },
  'no-such-invitation': { en: 'There is no such invitation.', 'zh-Hant-TW': '找不到這份邀請。' },
  'no-such-session': {
    en: 'There is no such session: it has ended.',
    'zh-Hant-TW': '找不到這個登入，可能已經結束。',
  },
  'no-such-commitment': {
    en: 'There is no such commitment.',
    'zh-Hant-TW': '找不到這項承諾事項。',
  },
  'no-such-template': { en: 'There is no such form.', 'zh-Hant-TW': '找不到這份表單。' },
  'no-such-suggestion': {
    en: 'There is no suggestion with this number.',
    'zh-Hant-TW': '找不到這個編號的建議。',
  },
  'suggestion-answered': {
    en: 'This suggestion has been answered already, or nothing is left of it.',
    'zh-Hant-TW': '這項建議已有處理結果，或內容已不存在。',
  },
  'suggestion-changed': {
    en: 'This has changed since you saw it. Please read it again before you answer.',
    'zh-Hant-TW': '您看過之後，這裡已有變動，請重新閱讀後再回應。',
  },
  'own-suggestion': {
    en: 'Somebody else has to answer your own suggestion.',
    'zh-Hant-TW': '您自己提出的建議，須由其他人處理。',
  },
  'same-device': {
    en: 'It was suggested or agreed to on a device that you use too. When a facilitator has verified both of you, you can answer it.',
    'zh-Hant-TW':
      '這項建議是在您也用過的裝置上提出或同意的。主持人確認兩位的身分後，您就可以回應。',
  },
  'not-verified': {
    en: 'In this plan only people whom a facilitator has verified answer suggestions.',
    'zh-Hant-TW': '這份行動方案只由主持人已確認身分的人回應建議。',
  },
  'reason-needed': {
    en: 'Please give a reason. The person who suggested this is owed one.',
    'zh-Hant-TW': '請填寫理由，讓提出建議的人知道原因。',
  },
  'key-missing': {
    en: 'You have agreed. The other sector’s agreement is still missing.',
    'zh-Hant-TW': '您已同意，還需要另一方的同意。',
  },
  'commitment-final': {
    en: 'This commitment is final; nothing in it is answered or opened again.',
    'zh-Hant-TW': '這項承諾事項已定稿，不能再回應或重新開啟。',
  },
  'no-such-thread': { en: 'There is no such discussion.', 'zh-Hant-TW': '找不到這則討論。' },
  'not-yours': {
    en: 'Only the person who wrote this can change it.',
    'zh-Hant-TW': '只有撰寫者本人可以修改。',
  },
  'no-such-version': {
    en: 'There is no such version of this text.',
    'zh-Hant-TW': '這份文字沒有這個版本。',
  },
  'version-exists': {
    en: 'There is already a version of this name.',
    'zh-Hant-TW': '已經有同名的版本。',
  },
  'nothing-to-export': {
    en: 'This plan has no commitment to export yet.',
    'zh-Hant-TW': '這份方案還沒有可匯出的承諾事項。',
  },
  'export-failed': {
    en: 'This document could not be made. It has been noted; another format may work.',
    'zh-Hant-TW': '這份文件無法產生，已留下紀錄。可以試試其他格式。',
  },
  'export-too-heavy': {
    en: 'This document took too long or needed too much memory. Another format may work.',
    'zh-Hant-TW': '產生這份文件所需的時間或記憶體過多。可以試試其他格式。',
  },
  'check-too-long': {
    en: 'This text is too long to check: it took more time than a check may take.',
    'zh-Hant-TW': '內文太長，無法檢查：所需時間超過上限。',
  },
  'diff-too-long': {
    en: 'These two texts are too long to compare: it took more time than a comparison may take. Two moments that are nearer to each other may work.',
    'zh-Hant-TW': '兩個版本的內文太長，無法比較：所需時間超過上限。可以試試時間較接近的兩個版本。',
  },
  'not-a-document': {
    en: 'This file is not a document that can be read: DOCX, ODT, Markdown or JSON.',
    'zh-Hant-TW': '無法讀取這個檔案。可以匯入的格式有 DOCX、ODT、Markdown 與 JSON。',
  },
  'unsafe-document': {
    en: 'This document brings definitions of its own (XML entities), so it was not opened.',
    'zh-Hant-TW': '這份文件自帶定義（XML 實體），因此沒有開啟。',
  },
  'code-unknown': {
    en: 'This invitation code does not exist. Please check it for typing errors.',
    'zh-Hant-TW': '沒有這組邀請碼，請檢查有沒有打錯。',
  },
  'code-closed': {
    en: 'This invitation has been closed. Please ask the facilitator for a new one.',
    'zh-Hant-TW': '這份邀請已經關閉，請向主持人索取新的邀請。',
  },
  'code-expired': {
    en: 'This invitation has expired. Please ask the facilitator for a new one.',
    'zh-Hant-TW': '這份邀請已經過期，請向主持人索取新的邀請。',
  },
  'code-used-up': {
    en: 'This invitation has been used as often as it may be. Please ask the facilitator for a new one.',
    'zh-Hant-TW': '這份邀請的使用次數已滿，請向主持人索取新的邀請。',
  },
  'already-merged': {
    en: 'One of the two is already said to be the same person as somebody else. Take that back first.',
    'zh-Hant-TW': '其中一位已標示為與另一位是同一人，請先取消該項標示。',
  },
  'merges-oneself': {
    en: 'Nobody says of themselves that they came in twice: another facilitator of this plan does.',
    'zh-Hant-TW': '不能由本人合併自己的資料，請由這份方案的另一位主持人辦理。',
  },
  'person-erased': {
    en: 'The name of this person has been erased. Nothing is changed about them any more, and nobody else is the same person.',
    'zh-Hant-TW': '這位參與者的姓名已刪除，不能再更改其資料，也不能標示為與他人是同一人。',
  },
  'last-facilitator': {
    en: 'A plan needs at least one facilitator.',
    'zh-Hant-TW': '方案至少要有一位主持人。',
  },
  'too-large': { en: 'This is too large.', 'zh-Hant-TW': '內容過大。' },
  'too-many': {
    en: 'That was too many requests at once. Please wait a moment.',
    'zh-Hant-TW': '短時間內的請求太多，請稍候再試。',
  },
  'record-full': {
    en: 'There is as much of this here already as may be. Please ask the facilitator.',
    'zh-Hant-TW': '這裡的同類內容已達上限，請洽主持人。',
  },
  'not-saved': {
    en: 'This could not be saved just now. Please look in a moment whether it is there, and try again if not.',
    'zh-Hant-TW': '目前無法儲存。請稍後先確認是否已存入，若沒有再試一次。',
  },
  'going-away': {
    en: 'The server is restarting. Please try again in a moment.',
    'zh-Hant-TW': '伺服器正在重新啟動，請稍後再試。',
  },
  internal: {
    en: 'Something went wrong on the server. It has been noted.',
    'zh-Hant-TW': '伺服器發生錯誤，已留下紀錄。',
  },
}
