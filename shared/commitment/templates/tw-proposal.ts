import type { Template } from '../template.ts'

const proposal = { 'zh-Hant-TW': '建議承諾事項', en: 'Proposed commitment' }
const description = { 'zh-Hant-TW': '承諾事項之描述', en: 'Description of the commitment' }
const author = { 'zh-Hant-TW': '填表人', en: 'Filled in by' }

/** The form on which anybody proposed a commitment in 2020. It has no milestones. */
export const twProposal: Template = {
  id: 'tw-proposal',
  version: 1,
  name: { 'zh-Hant-TW': '臺灣：建議承諾事項格式', en: 'Taiwan: form for proposing a commitment' },
  language: 'zh-Hant-TW',
  source:
    '國家發展委員會 2020，附件2「建議承諾事項格式」，抄錄於 g0v HackMD（github.com/g0v-data/g0v-hackmd-archive, notes/UjnL4GU3RfKoO4wHuO-RFw）',
  typography: { font: '標楷體', size: 12, lineHeight: 20 },
  fields: [
    {
      name: 'title',
      kind: 'line',
      part: 'title',
      heading: proposal,
      label: { 'zh-Hant-TW': '名稱', en: 'Name' },
      guidance: {
        'zh-Hant-TW': '用簡短的名稱說出要做的事。',
        en: 'A short name that says what should be done.',
      },
    },
    {
      name: 'lead',
      kind: 'actors',
      part: 'lead',
      heading: proposal,
      label: { 'zh-Hant-TW': '建議主政機關', en: 'Suggested lead agency' },
      guidance: { 'zh-Hant-TW': '一行一個。', en: 'One per line.' },
    },
    {
      name: 'brief',
      kind: 'text',
      part: 'brief',
      heading: description,
      label: { 'zh-Hant-TW': '承諾事項之描述', en: 'Description of the commitment' },
      guidance: {
        'zh-Hant-TW': '用兩三句話說明這項建議。',
        en: 'The proposal in two or three sentences.',
      },
    },
    {
      name: 'problem',
      kind: 'text',
      part: 'problem',
      heading: description,
      label: {
        'zh-Hant-TW': '承諾事項將涉及的公共問題',
        en: 'Public problem that the commitment will address',
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
      label: { 'zh-Hant-TW': '承諾事項', en: 'Commitment' },
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
        'zh-Hant-TW': '對於解決這些公共問題有何貢獻與助益',
        en: 'How it contributes to solving these public problems',
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
        'zh-Hant-TW': '與 OGP 核心價值（透明、公共參與、課責）的相關性',
        en: 'Relevance to OGP values (transparency, civic participation, public accountability)',
      },
      guidance: {
        'zh-Hant-TW': '對每一項有關的價值，寫出是透過什麼作法。',
        en: 'For each value that applies, say by which means.',
      },
    },
    {
      name: 'proposer',
      kind: 'line',
      part: 'proposer',
      heading: author,
      label: { 'zh-Hant-TW': '填表人/機關/團體', en: 'Person, agency or organisation' },
      guidance: { 'zh-Hant-TW': '誰提出的？', en: 'Who proposes this?' },
    },
    {
      name: 'contact',
      kind: 'contact',
      part: 'contact',
      heading: author,
      label: { 'zh-Hant-TW': '聯絡方式', en: 'Contact' },
      guidance: {
        'zh-Hant-TW': '公開的版本不會印出。',
        en: 'Kept out of public copies.',
      },
    },
  ],
}
