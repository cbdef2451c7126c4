import type { Template } from '../template.ts'

const overview = { en: 'Commitment', 'zh-Hant-TW': '承諾事項' }
const problem = { en: 'Problem Definition', 'zh-Hant-TW': '問題定義' }
const description = { en: 'Commitment Description', 'zh-Hant-TW': '承諾事項之描述' }
const analysis = { en: 'Commitment Analysis', 'zh-Hant-TW': '承諾事項之分析' }
const planning = {
  en: 'Commitment Planning (Milestones | Expected Outputs | Expected Completion Date | Stakeholders)',
  'zh-Hant-TW': '承諾事項之規劃（里程碑｜預期產出｜預計完成日期｜利害關係人）',
}

/** The form in use since 2022, with the headings as national plans print them. */
export const ogp2022: Template = {
  id: 'ogp-2022',
  version: 1,
  name: { en: 'OGP commitment form 2022', 'zh-Hant-TW': 'OGP 承諾事項表（2022 年版）' },
  language: 'en',
  source:
    'OGP National Handbook 2022, as found verbatim in GR0084, AL0097, MW0006, KE0038, EE0058 and XK0018 (opengovpartnership.org/members/kenya/commitments/ke0038)',
  fields: [
    {
      name: 'country',
      kind: 'line',
      part: 'country',
      heading: overview,
      label: { en: 'Country', 'zh-Hant-TW': '國家' },
      guidance: { en: 'The country of the action plan.', 'zh-Hant-TW': '提出行動方案的國家。' },
    },
    {
      name: 'title',
      kind: 'line',
      part: 'title',
      heading: overview,
      label: { en: 'Number and Name of the Commitment', 'zh-Hant-TW': '承諾事項編號與名稱' },
      guidance: {
        en: 'A short name that says what will be done.',
        'zh-Hant-TW': '用簡短的名稱說出要做的事。',
      },
    },
    {
      name: 'brief',
      kind: 'text',
      part: 'brief',
      heading: overview,
      label: { en: 'Brief Description of the Commitment', 'zh-Hant-TW': '承諾事項簡述' },
      guidance: {
        en: 'In two or three sentences: what will change, and for whom?',
        'zh-Hant-TW': '用兩三句話說明：會改變什麼？對誰？',
      },
    },
    {
      name: 'lead',
      kind: 'actors',
      part: 'lead',
      heading: overview,
      label: { en: 'Commitment Lead', 'zh-Hant-TW': '主辦機關' },
      guidance: {
        en: 'The institution that answers for the whole commitment.',
        'zh-Hant-TW': '為整項承諾負責的機關。',
      },
    },
    {
      name: 'government',
      kind: 'actors',
      part: 'support-government',
      heading: overview,
      label: {
        en: 'Supporting Stakeholders: Government',
        'zh-Hant-TW': '協助的利害關係人：政府機關',
      },
      guidance: {
        en: 'Supporting ministries and agencies, one per line.',
        'zh-Hant-TW': '協辦的部會與機關，一行一個。',
      },
    },
    {
      name: 'civil',
      kind: 'actors',
      part: 'support-civil-society',
      heading: overview,
      label: {
        en: 'Supporting Stakeholders: Civil Society',
        'zh-Hant-TW': '協助的利害關係人：公民社會',
      },
      guidance: {
        en: 'Organisations that take part, one per line. A contractor of the lead counts as government.',
        'zh-Hant-TW': '參與的民間團體，一行一個。受主辦機關委託的團體視同政府。',
      },
    },
    {
      name: 'other',
      kind: 'actors',
      part: 'support-other',
      heading: overview,
      label: {
        en: 'Supporting Stakeholders: Other Actors (Parliament, Private Sector, etc.)',
        'zh-Hant-TW': '協助的利害關係人：其他（國會、私部門等）',
      },
      guidance: {
        en: 'Parliament, companies, universities, international bodies, one per line.',
        'zh-Hant-TW': '國會、企業、學校、國際組織等，一行一個。',
      },
    },
    {
      name: 'period',
      kind: 'dates',
      part: 'period',
      heading: overview,
      label: { en: 'Period Covered', 'zh-Hant-TW': '起迄時間' },
      guidance: {
        en: 'First and last month, for example “January 2024 – June 2027”.',
        'zh-Hant-TW': '起始與結束的年月，例如「2024/01～2027/06」。',
      },
    },
    {
      name: 'problem',
      kind: 'text',
      part: 'problem',
      heading: problem,
      label: {
        en: 'What problem does the commitment aim to address?',
        'zh-Hant-TW': '這項承諾要處理什麼問題？',
      },
      guidance: {
        en: 'Something that is wrong today and should be gone afterwards: who is affected, where, since when? Give a figure with its year or source.',
        'zh-Hant-TW':
          '現況中有哪一件不好的事，做完之後應該消失？影響誰、在哪裡、從何時開始？請附上有年份或出處的數字。',
      },
    },
    {
      name: 'causes',
      kind: 'text',
      part: 'causes',
      heading: problem,
      label: { en: 'What are the causes of the problem?', 'zh-Hant-TW': '問題的成因是什麼？' },
      guidance: {
        en: 'Why does it happen? Name causes that the solution can reach.',
        'zh-Hant-TW': '為什麼會這樣？請寫出解決方案碰得到的成因。',
      },
    },
    {
      name: 'done',
      kind: 'text',
      part: 'done',
      heading: description,
      label: {
        en: 'What has been done so far to solve the problem?',
        'zh-Hant-TW': '到目前為止，為解決問題做了哪些事？',
      },
      guidance: {
        en: 'Earlier work, by anyone, and what it left open.',
        'zh-Hant-TW': '不論由誰進行的既有作為，以及還沒解決的部分。',
      },
    },
    {
      name: 'solution',
      kind: 'text',
      part: 'solution',
      heading: description,
      label: { en: 'What solution are you proposing?', 'zh-Hant-TW': '您提出什麼解決方案？' },
      guidance: {
        en: 'What will be done that is not done today, and how does it remove the causes?',
        'zh-Hant-TW': '會做哪些今天還沒做的事？它如何消除成因？',
      },
    },
    {
      name: 'results',
      kind: 'text',
      part: 'results',
      heading: description,
      label: {
        en: 'What results do we want to achieve by implementing this commitment?',
        'zh-Hant-TW': '執行這項承諾，希望達成什麼成果？',
      },
      guidance: {
        en: 'What will be different, for whom, and how would an outsider see it?',
        'zh-Hant-TW': '對誰而言會有什麼不同？外部的人如何看得出來？',
      },
    },
    {
      name: 'transparency',
      kind: 'text',
      part: 'transparency',
      heading: analysis,
      label: {
        en: 'How will the commitment promote transparency?',
        'zh-Hant-TW': '這項承諾如何促進透明？',
      },
      guidance: {
        en: 'Which information becomes public, better or easier to use? “N/A” is an answer.',
        'zh-Hant-TW': '哪些資訊會公開、變好或更容易使用？可以填「不適用」。',
      },
    },
    {
      name: 'accountability',
      kind: 'text',
      part: 'accountability',
      heading: analysis,
      label: {
        en: 'How will the commitment help foster accountability?',
        'zh-Hant-TW': '這項承諾如何有助於課責？',
      },
      guidance: {
        en: 'Which rule or procedure lets the public hold officials to their word? “N/A” is an answer.',
        'zh-Hant-TW': '哪些規則或機制讓公眾可以要求政府說到做到？可以填「不適用」。',
      },
    },
    {
      name: 'participation',
      kind: 'text',
      part: 'participation',
      heading: analysis,
      label: {
        en: 'How will the commitment improve citizen participation in defining, implementing, and monitoring solutions?',
        'zh-Hant-TW': '這項承諾如何增進公民參與解決方案的訂定、執行與監督？',
      },
      guidance: {
        en: 'How will it proactively engage citizens and citizen groups? “N/A” is an answer.',
        'zh-Hant-TW': '會如何主動邀請公民與民間團體參與？可以填「不適用」。',
      },
    },
    {
      name: 'milestones',
      kind: 'milestones',
      part: 'milestones',
      heading: planning,
      label: { en: 'Milestones', 'zh-Hant-TW': '里程碑（衡量指標）' },
      guidance: {
        en: 'The steps, each with something that can be shown when it is done.',
        'zh-Hant-TW': '逐步要完成的事，每一步完成時都有可以拿出來看的東西。',
      },
    },
  ],
  milestones: [
    {
      name: 'milestone',
      kind: 'text',
      label: { en: 'Milestones', 'zh-Hant-TW': '里程碑（衡量指標）' },
      guidance: {
        en: 'One activity that can be verified.',
        'zh-Hant-TW': '一項可以驗證的工作。',
      },
    },
    {
      name: 'output',
      kind: 'text',
      label: { en: 'Expected Outputs', 'zh-Hant-TW': '預期產出' },
      guidance: {
        en: 'What will exist that can be pointed at?',
        'zh-Hant-TW': '完成後會有什麼具體的東西？',
      },
    },
    {
      name: 'end',
      kind: 'date',
      label: { en: 'Expected Completion Date', 'zh-Hant-TW': '預計完成日期' },
      guidance: { en: 'June 2027', 'zh-Hant-TW': '2027/06' },
    },
    {
      name: 'lead',
      kind: 'actors',
      label: { en: 'Stakeholders: Lead', 'zh-Hant-TW': '利害關係人：主辦' },
      guidance: { en: 'Who does it?', 'zh-Hant-TW': '由誰來做？' },
    },
    {
      name: 'government',
      kind: 'actors',
      label: {
        en: 'Supporting Stakeholders: Government',
        'zh-Hant-TW': '協助的利害關係人：政府機關',
      },
      guidance: { en: 'One per line.', 'zh-Hant-TW': '一行一個。' },
      optional: true,
    },
    {
      name: 'civil',
      kind: 'actors',
      label: { en: 'Supporting Stakeholders: CSOs', 'zh-Hant-TW': '協助的利害關係人：公民社會' },
      guidance: { en: 'One per line.', 'zh-Hant-TW': '一行一個。' },
      optional: true,
    },
    {
      name: 'other',
      kind: 'actors',
      label: { en: 'Supporting Stakeholders: Others', 'zh-Hant-TW': '協助的利害關係人：其他' },
      guidance: { en: 'One per line.', 'zh-Hant-TW': '一行一個。' },
      optional: true,
    },
  ],
}
