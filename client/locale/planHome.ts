import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const sections = (n: number) => (n === 1 ? '1 section' : `${n} sections`)

const en = {
  onlyHere:
    'This address works on this machine only: no phone can reach it. Whoever runs the server gives it one for others (HOST and ACCORD_PUBLIC_URL).',
  onlyNearby:
    'This address works within one network only: a phone reaches it on the same Wi-Fi at most, and nobody from outside. Whoever runs the server can give it a public one (ACCORD_PUBLIC_URL).',
  introduction: 'Introduction',
  beginIntroduction: 'Begin the introduction',
  introductionLead:
    'What stands before the commitments: why, what was done, and how it was co-created.',
  noHands: 'None of the group has written yet',
  hands: 'Who has written',
  bySection: (title: string) => `Sections of “${title}”`,
  waits: 'still open',
  written: 'has words',
  unknown: 'Sector unknown',
  import: 'Import',
  importTitle: 'Import commitments',
  importLead:
    'JSON files as the sample commitments are published. You see first what would come in.',
  choose: 'Choose files',
  unreadable: (file: string) => `${file}: this is not a file of commitments.`,
  milestones: (n: number) => (n === 1 ? '1 milestone' : `${n} milestones`),
  fields: (n: number) => `words in ${sections(n)}`,
  aside: (n: number) =>
    n === 1 ? '1 entry has no place in the form' : `${n} entries have no place in the form`,
  asideLead: 'They are left out. Copy what the commitment needs.',
  create: (n: number) => (n === 1 ? 'Create 1 commitment' : `Create ${n} commitments`),
  created: 'Created.',
  compare: 'Earlier plan to compare with',
  compareHint:
    'The check then asks where text is repeated from it. Everybody of this plan can read that text.',
  twoKeys: 'Two keys in every commitment',
  twoKeysHint:
    'A suggestion is adopted only when government and civil society both agree. Holds for all commitments now and for those to come; each can still be set differently.',
  twoKeysOn:
    'Two keys: government and civil society must both agree before a suggestion is adopted.',
  compareNone: 'None',
  comparedWith: (title: string) => `Compared with “${title}”`,
  rotate: 'Renew the code',
  rotateSure:
    'A new code for the same group; the old one opens nothing any more. People who have joined stay.',
  expires: 'Valid',
  expiry: {
    never: 'Without end',
    day: 'For one day',
    week: 'For one week',
    month: 'For four weeks',
  },
}

export type PlanHomeWords = typeof en

const zhHantTW: PlanHomeWords = {
  onlyHere:
    '這個網址只能在這台電腦上使用，手機無法連上。請伺服器管理者設定對外的網址（HOST 與 ACCORD_PUBLIC_URL）。',
  onlyNearby:
    '這個網址只在內部網路有效，手機須連上同一個 Wi-Fi 才可能開啟，外部無法連上。伺服器管理者可設定對外的網址（ACCORD_PUBLIC_URL）。',
  introduction: '前言',
  beginIntroduction: '開始寫前言',
  introductionLead: '放在承諾事項之前：為什麼、已做了什麼、如何共創。',
  noHands: '尚無成員動筆',
  hands: '誰寫過',
  bySection: (title) => `「${title}」各節`,
  waits: '尚待填寫',
  written: '已有文字',
  unknown: '身分別不明',
  import: '匯入',
  importTitle: '匯入承諾事項',
  importLead: '請選擇與示範承諾事項同格式的 JSON 檔；建立前會先讓您預覽。',
  choose: '選擇檔案',
  unreadable: (file) => `${file}：這不是承諾事項的檔案。`,
  milestones: (n) => `${n} 項里程碑`,
  fields: (n) => `${n} 節有文字`,
  aside: (n) => `${n} 筆資料在表格中沒有位置`,
  asideLead: '這些不會匯入；如有需要，請複製後自行填入。',
  create: (n) => `建立 ${n} 項承諾`,
  created: '已建立。',
  compare: '用來比對的前一期方案',
  compareHint: '檢核時會指出與該方案重複的文字；本方案的每個人都能讀到那些文字。',
  twoKeys: '每項承諾都要兩把鑰匙',
  twoKeysHint:
    '政府與公民社會都同意，建議才會採納。現有與之後新增的承諾都適用；個別承諾仍可另外設定。',
  twoKeysOn: '兩把鑰匙：政府與公民社會都同意，建議才會採納。',
  compareNone: '無',
  comparedWith: (title) => `與「${title}」比對`,
  rotate: '更換代碼',
  rotateSure: '同一組人換新代碼，舊代碼隨即失效；已加入的人不受影響。',
  expires: '有效期間',
  expiry: { never: '不限', day: '一天', week: '一週', month: '四週' },
}

/** Words of a plan's home that came after the first catalogue. */
export const planHomeWords: Readonly<Record<Locale, PlanHomeWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
