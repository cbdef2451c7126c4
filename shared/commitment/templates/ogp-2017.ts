import type { Template } from '../template.ts'

const overview = { en: 'Commitment', 'zh-Hant-TW': '承諾事項' }
const description = { en: 'Commitment description', 'zh-Hant-TW': '承諾事項之描述' }
const planning = {
  en: 'Milestone activity with a verifiable deliverable',
  'zh-Hant-TW': '可驗證產出的里程碑',
}
const contact = { en: 'Contact information', 'zh-Hant-TW': '聯絡資訊' }
const actors = { en: 'Other actors involved', 'zh-Hant-TW': '其他參與者' }

/** The form of 2016/17 to 2021; national plans used it for years longer. */
export const ogp2017: Template = {
  id: 'ogp-2017',
  version: 1,
  name: { en: 'OGP commitment form 2016–21', 'zh-Hant-TW': 'OGP 承諾事項表（2016–21 年版）' },
  language: 'en',
  source:
    'OGP commitment template 2016/17, as in the national self-assessment form (docsbay.net) and KG0017, complete (opengovpartnership.org)',
  fields: [
    {
      name: 'title',
      kind: 'line',
      part: 'title',
      heading: overview,
      label: { en: 'Number and name of the commitment', 'zh-Hant-TW': '承諾事項編號與名稱' },
      guidance: {
        en: 'A short name that says what will be done.',
        'zh-Hant-TW': '用簡短的名稱說出要做的事。',
      },
    },
    {
      name: 'period',
      kind: 'dates',
      part: 'period',
      heading: overview,
      label: { en: 'Commitment start and end date', 'zh-Hant-TW': '承諾事項的起迄時間' },
      guidance: {
        en: 'For example “30 June 2015 – 30 June 2017”.',
        'zh-Hant-TW': '例如「2021/01～2024/05」。',
      },
    },
    {
      name: 'lead',
      kind: 'actors',
      part: 'lead',
      heading: overview,
      label: { en: 'Lead implementing agency/actor', 'zh-Hant-TW': '主辦機關' },
      guidance: {
        en: 'The institution that answers for the commitment.',
        'zh-Hant-TW': '為這項承諾負責的機關。',
      },
    },
    {
      name: 'problem',
      kind: 'text',
      part: 'problem',
      heading: description,
      label: {
        en: 'What is the public problem that the commitment will address?',
        'zh-Hant-TW': '承諾事項將涉及哪些公共問題？',
      },
      guidance: {
        en: 'Describe the social, economic, political, or environmental problem addressed by the commitment. When available include baseline data and contextual facts.',
        'zh-Hant-TW':
          '請描述承諾事項要處理的社會、經濟、政治或環境問題；如有基準數據與背景事實請一併提供。',
      },
    },
    {
      name: 'solution',
      kind: 'text',
      part: 'solution',
      heading: description,
      label: { en: 'What is the commitment?', 'zh-Hant-TW': '承諾事項為何？' },
      guidance: {
        en: 'Describe what the commitment entails, its expected results and overall objective.',
        'zh-Hant-TW': '請說明承諾事項的內容、可預期的成果以及總目標。',
      },
    },
    {
      name: 'contribution',
      kind: 'text',
      part: 'contribution',
      heading: description,
      label: {
        en: 'How will the commitment contribute to solve the public problem?',
        'zh-Hant-TW': '承諾事項本身對於解決這些公共問題有何貢獻與助益？',
      },
      guidance: {
        en: 'How will it solve the problem or change government practice towards solving it?',
        'zh-Hant-TW': '它如何解決問題，或如何改變政府的作法以解決問題？',
      },
    },
    {
      name: 'values',
      kind: 'text',
      part: 'values',
      heading: description,
      label: {
        en: 'Why is this commitment relevant to OGP values?',
        'zh-Hant-TW': '為何此一承諾事項與 OGP 的核心價值有所相關？',
      },
      guidance: {
        en: 'Transparency: does it disclose more information, in better quality or easier to reach, or enable the right to information? Civic participation: does it create or improve ways for the public to inform or influence decisions? Public accountability: does it create or improve rules and mechanisms to publicly hold officials answerable?',
        'zh-Hant-TW':
          '透明：是否揭露更多、品質更好或更容易取得的資訊，或保障資訊取用權？公共參與：是否創造或改善公眾提供意見、影響決策的機會？課責：是否建立或改善公開要求官員負責的規則與機制？',
      },
    },
    {
      name: 'additional',
      kind: 'text',
      part: 'additional',
      heading: description,
      label: { en: 'Additional information', 'zh-Hant-TW': '其他資訊' },
      guidance: {
        en: 'Optional: budget, links with other programmes, the national development plan or the Sustainable Development Goals.',
        'zh-Hant-TW': '選填：預算、與其他計畫、國家發展計畫或永續發展目標的關聯。',
      },
      optional: true,
    },
    {
      name: 'milestones',
      kind: 'milestones',
      part: 'milestones',
      heading: planning,
      label: {
        en: 'Milestone activity with a verifiable deliverable',
        'zh-Hant-TW': '可驗證產出的里程碑',
      },
      guidance: {
        en: 'The steps, each with a deliverable that can be verified.',
        'zh-Hant-TW': '逐步要完成的事，每一步都有可以驗證的產出。',
      },
    },
    {
      name: 'contact',
      kind: 'contact',
      part: 'contact',
      heading: contact,
      label: {
        en: 'Name of responsible person from implementing agency; title, department; e-mail and phone',
        'zh-Hant-TW': '主辦機關負責人姓名；職稱、單位；電子郵件與電話',
      },
      guidance: {
        en: 'Who answers questions? Kept out of public copies.',
        'zh-Hant-TW': '有問題可以找誰？公開的版本不會印出。',
      },
    },
    {
      name: 'government',
      kind: 'actors',
      part: 'support-government',
      heading: actors,
      label: { en: 'State actors involved', 'zh-Hant-TW': '參與的政府機關' },
      guidance: { en: 'One per line.', 'zh-Hant-TW': '一行一個。' },
    },
    {
      name: 'civil',
      kind: 'actors',
      part: 'support-civil-society',
      heading: actors,
      label: {
        en: 'CSOs, private sector, multilaterals, working groups',
        'zh-Hant-TW': '公民社會、私部門、國際組織、工作小組',
      },
      guidance: {
        en: 'One per line. A contractor of the lead counts as government.',
        'zh-Hant-TW': '一行一個。受主辦機關委託的團體視同政府。',
      },
    },
  ],
  milestones: [
    {
      name: 'milestone',
      kind: 'text',
      label: {
        en: 'Milestone activity with a verifiable deliverable',
        'zh-Hant-TW': '可驗證產出的里程碑',
      },
      guidance: {
        en: 'One activity, and what can be verified when it is done.',
        'zh-Hant-TW': '一項工作，以及完成時可以驗證的產出。',
      },
    },
    {
      name: 'output',
      kind: 'text',
      label: { en: 'Result', 'zh-Hant-TW': '產出' },
      guidance: {
        en: 'Where the national form has a column for it (Estonia 2020).',
        'zh-Hant-TW': '各國表格如另有產出欄時填寫（如愛沙尼亞 2020）。',
      },
      optional: true,
    },
    {
      name: 'start',
      kind: 'date',
      label: { en: 'Start date', 'zh-Hant-TW': '起始日期' },
      guidance: { en: 'January 2021', 'zh-Hant-TW': '2021/01' },
    },
    {
      name: 'end',
      kind: 'date',
      label: { en: 'End date', 'zh-Hant-TW': '結束日期' },
      guidance: { en: 'December 2021', 'zh-Hant-TW': '2021/12' },
    },
  ],
}
