import type { Template } from '../template.ts'

const overview = { 'zh-Hant-TW': '承諾事項', en: 'Commitment' }
const agencies = { 'zh-Hant-TW': '主（協）辦機關', en: 'Lead (supporting) agency' }
const description = { 'zh-Hant-TW': '承諾事項之描述', en: 'Description of the commitment' }
const indicators = {
  'zh-Hant-TW': '可量化或驗證之衡量指標',
  en: 'Measurable or verifiable indicators',
}

/** The form of the adopted commitments of 2021–24, a translation of the OGP form of 2016/17. */
export const twNap: Template = {
  id: 'tw-nap',
  version: 1,
  name: {
    'zh-Hant-TW': '臺灣開放政府國家行動方案：承諾事項',
    en: 'Taiwan national action plan: commitment',
  },
  language: 'zh-Hant-TW',
  source:
    '國家發展委員會，《臺灣開放政府國家行動方案 2021–2024》承諾事項表，民間抄錄於 g0v HackMD（github.com/g0v-data/g0v-hackmd-archive, notes/DWQljeasRHiUkbvhFtwvuA）',
  fields: [
    {
      name: 'title',
      kind: 'line',
      part: 'title',
      heading: overview,
      label: { 'zh-Hant-TW': '承諾事項編號與名稱', en: 'Number and name of the commitment' },
      guidance: {
        'zh-Hant-TW': '例如「2-1 全國性公民投票案電子連署」。',
        en: 'For example “2-1 Electronic petitions for national referendums”.',
      },
    },
    {
      name: 'period',
      kind: 'dates',
      part: 'period',
      heading: overview,
      label: { 'zh-Hant-TW': '承諾事項的起迄時間', en: 'Commitment start and end date' },
      guidance: {
        'zh-Hant-TW': '填到月份，例如「2021/01～2024/05」。',
        en: 'To the month, for example “2021/01～2024/05”.',
      },
    },
    {
      name: 'lead',
      kind: 'actors',
      part: 'lead',
      heading: agencies,
      label: { 'zh-Hant-TW': '主辦機關', en: 'Lead agency' },
      guidance: {
        'zh-Hant-TW': '一行一個；印在括號外。',
        en: 'One per line; printed outside the brackets.',
      },
    },
    {
      name: 'government',
      kind: 'actors',
      part: 'support-government',
      heading: agencies,
      label: { 'zh-Hant-TW': '協辦機關', en: 'Supporting agency' },
      guidance: {
        'zh-Hant-TW': '一行一個；印在括號內，例如「內政部、（監察院）」。',
        en: 'One per line; printed in brackets.',
      },
      optional: true,
    },
    {
      name: 'problem',
      kind: 'text',
      part: 'problem',
      heading: description,
      label: {
        'zh-Hant-TW': '承諾事項將涉及哪些公共問題？',
        en: 'What is the public problem that the commitment will address?',
      },
      guidance: {
        'zh-Hant-TW':
          '社會、經濟、政治及環境相關問題，盡可能提供確切的背景資料、事實及統計數據以資佐證。',
        en: 'Social, economic, political or environmental problems, with exact background, facts and statistics as far as possible.',
      },
    },
    {
      name: 'solution',
      kind: 'text',
      part: 'solution',
      heading: description,
      label: { 'zh-Hant-TW': '承諾事項為何？', en: 'What is the commitment?' },
      guidance: {
        'zh-Hant-TW': '內容、可預期的成果以及總目標。',
        en: 'What it entails, expected results and overall objective.',
      },
    },
    {
      name: 'contribution',
      kind: 'text',
      part: 'contribution',
      heading: description,
      label: {
        'zh-Hant-TW': '承諾事項本身對於解決這些公共問題有何貢獻與助益？',
        en: 'How will the commitment contribute to solve the public problem?',
      },
      guidance: {
        'zh-Hant-TW': '做完之後，前面寫的問題會怎麼消失？',
        en: 'How will the problem above be gone when this is done?',
      },
    },
    {
      name: 'values',
      kind: 'text',
      part: 'values',
      heading: description,
      label: {
        'zh-Hant-TW': '為何此一承諾事項與OGP的核心價值（透明、公共參與、課責）有所相關？',
        en: 'Why is this commitment relevant to OGP values (transparency, civic participation, public accountability)?',
      },
      guidance: {
        'zh-Hant-TW': '對每一項有關的價值，寫出是透過什麼作法。',
        en: 'For each value that applies, say by which means.',
      },
    },
    {
      name: 'additional',
      kind: 'text',
      part: 'additional',
      heading: description,
      label: { 'zh-Hant-TW': '其他資訊', en: 'Additional information' },
      guidance: {
        'zh-Hant-TW': '預算、相關法規、與其他計畫的關聯。',
        en: 'Budget, laws, links with other programmes.',
      },
      optional: true,
    },
    {
      name: 'milestones',
      kind: 'milestones',
      part: 'milestones',
      heading: indicators,
      label: {
        'zh-Hant-TW': '可量化或驗證之衡量指標',
        en: 'Measurable or verifiable indicators (milestones)',
      },
      guidance: {
        'zh-Hant-TW': '逐項寫出到時候可以拿出來看的東西。',
        en: 'One by one, what can be shown when it is done.',
      },
    },
  ],
  milestones: [
    {
      name: 'milestone',
      kind: 'text',
      label: {
        'zh-Hant-TW': '可量化或驗證之衡量指標',
        en: 'Measurable or verifiable indicator',
      },
      guidance: { 'zh-Hant-TW': '一項可以驗證的工作。', en: 'One activity that can be verified.' },
    },
    {
      name: 'start',
      kind: 'date',
      label: { 'zh-Hant-TW': '起始日期', en: 'Start date' },
      guidance: { 'zh-Hant-TW': '2021/01', en: '2021/01' },
    },
    {
      name: 'end',
      kind: 'date',
      label: { 'zh-Hant-TW': '結束日期', en: 'End date' },
      guidance: { 'zh-Hant-TW': '2021/12', en: '2021/12' },
    },
  ],
}
