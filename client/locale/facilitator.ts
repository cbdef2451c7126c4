import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  title: 'Looking after this commitment',
  state: 'State',
  stateMeaning: {
    draft: 'People are still gathering words.',
    discussion: 'Everybody may write as their role allows.',
    finalising: 'The last open points are being settled.',
    final: 'Closed: it can be read, not changed.',
  },
  reason: 'Reason',
  reasonHint: 'Recorded with your name, for everybody to read.',
  reasonMissing: 'Say why the state changes.',
  change: 'Change state',
  changed: 'The state is changed.',
  sections: 'Sections',
  sectionsLead: 'Each section can be open, take suggestions only, or be closed for writing.',
  sectionOf: (section: string) => `Writing in “${section}”`,
  twoKeys: 'Two keys',
  twoKeysLead:
    'With two keys a suggestion is adopted only when government and civil society both agree.',
  twoKeysAll: 'Two keys in every section',
  twoKeysOf: (section: string) => `Two keys in “${section}”`,
  saved: 'Changed, and recorded.',
  ways: 'People and ways in',
  people: 'Roles, corrections, muting',
  invitations: 'Invitations and QR codes',
}

export type FacilitatorWords = typeof en

const zhHantTW: FacilitatorWords = {
  title: '照看這項承諾',
  state: '狀態',
  stateMeaning: {
    draft: '大家還在匯集文字。',
    discussion: '每個人依角色書寫。',
    finalising: '正在處理最後的待決事項。',
    final: '已結束：可以閱讀，不能修改。',
  },
  reason: '理由',
  reasonHint: '會連同您的姓名留下紀錄，人人可讀。',
  reasonMissing: '請說明為何變更狀態。',
  change: '變更狀態',
  changed: '已變更狀態。',
  sections: '各節',
  sectionsLead: '每一節可以開放、僅限建議，或停止書寫。',
  sectionOf: (section) => `「${section}」的書寫`,
  twoKeys: '兩把鑰匙',
  twoKeysLead: '設兩把鑰匙時，政府與公民社會都同意，建議才會採納。',
  twoKeysAll: '每一節都要兩把鑰匙',
  twoKeysOf: (section) => `「${section}」要兩把鑰匙`,
  saved: '已變更並留下紀錄。',
  ways: '成員與加入方式',
  people: '角色、更正、限為建議',
  invitations: '邀請與 QR 碼',
}

/** Every word about looking after a commitment. */
export const facilitatorWords: Readonly<Record<Locale, FacilitatorWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
