import type { Words } from '../../locale/locale.ts'

/** Where each rule is from: what reviewers and civil society asked for, and where it was seen. */
export const sources = {
  S1: 'OGP commitment forms; US NAP4 issues #154–190, forms left untouched',
  S2: 'OGP commitment form: lead, contact, other actors; IRM US 2022–24 review ("responsibilities")',
  S3: 'OGP commitment form: milestones; IRM glossary: verifiability',
  S4: 'OGP commitment form: dates; GH0031, text and column disagree',
  S5: 'OGP commitment form: end date; KR0065, three milestones end on "Continue"',
  S6: 'Global Integrity 2012 (timelines); 12 of 46 commitments of 2022–24',
  S7: 'IRM glossary: relevance, the open-government lens',
  S8: 'KE0038, "4 OGP Local Counties" and "passed in three counties"',
  S9: 'OGP form 2016/17, "when available include baseline data"; 國發會附件2「統計數據以資佐證」',
  S10: 'OGP: 5–15 commitments recommended (how-it-works/action-plans)',
  T1: 'health.vic guidance on objectives (verbs to avoid); IRM on US0005 and NL0006: not verifiable',
  T2: 'IRM US 2022–24 review, "commitments are overall vague"; IRM glossary: verifiability',
  T3: 'IRM US 2022–24 review (deliverables); KG0017, KE0038',
  T4: 'Civil society on KPIs and 管考 (sayit 2022-08-15, 516859); IRM glossary: ambition',
  T5: 'IRM US 2022–24 review ("clear demarcation of … responsibilities")',
  T6: 'Ireland 2014: "anything aspirational or not confirmed should be deleted"',
  T7: 'IRM on GH0031: Parliament to pass the Bill, potential Unclear',
  T8: 'IRM glossary: ambition, Unclear = continuing ongoing practices',
  T9: '吳柏旻，OGP Summit 2018 整體觀察：「too repetitive」',
  T10: 'IRM glossary: relevance, how the value is served',
  T11: 'OGP action plan template 2011–13: "plain language with minimal use of jargon"',
  T12: '行政院《臺灣開放政府國家行動方案 2021–2024》2-2、4-1，民國與西元並用',
  T13: '吳柏旻，OGP Summit 2018 整體觀察：「放了一堆 buzzword 但實際上沒有內容」',
} as const
export type RuleId = keyof typeof sources

/**
 * What is asked, of the whole group, never about a person or an agency. A rule asks one question, or
 * several under its id and a word: S2 asks "S2-lead".
 */
export const questions = {
  S1: {
    en: 'Still open: what should stand here?',
    'zh-Hant-TW': '這一欄還沒有內容，要寫些什麼呢？',
  },
  'S2-lead': {
    en: 'Still open: which institution answers for this commitment?',
    'zh-Hant-TW': '還沒填：這項承諾由哪個機關負責？',
  },
  'S2-contact': {
    en: 'Still open: whom can people ask? (Kept out of public copies.)',
    'zh-Hant-TW': '還沒填：有問題可以找誰？（公開的版本不會印出）',
  },
  'S2-partner': {
    en: 'No partner outside government is named. Who else takes part?',
    'zh-Hant-TW': '還沒列出政府以外的夥伴，還有誰一起參與？',
  },
  'S3-none': {
    en: 'Still open: which steps could somebody outside verify?',
    'zh-Hant-TW': '還沒有里程碑：有哪些步驟是外部的人可以驗證的？',
  },
  'S3-milestone': {
    en: 'This row has no words yet. What will be done?',
    'zh-Hant-TW': '這一列還沒有文字，要做的是什麼？',
  },
  'S3-output': {
    en: 'Still open: what will exist when this step is done?',
    'zh-Hant-TW': '還沒填預期產出：這一步完成時，會有什麼可以拿出來看？',
  },
  'S3-end': {
    en: 'Still open: by when is this step done?',
    'zh-Hant-TW': '還沒填結束日期：這一步什麼時候完成？',
  },
  'S3-dates': {
    en: 'No milestone has a date of its own. Does the commitment’s end date hold for all of them?',
    'zh-Hant-TW': '里程碑都沒有各自的日期。是否都以承諾的結束日期為準？',
  },
  'S3-lead': {
    en: 'Still open: who does this step?',
    'zh-Hant-TW': '還沒填：這一步由誰負責？',
  },
  'S4-order': {
    en: 'The start is after the end. Which of the two is meant?',
    'zh-Hant-TW': '起始日期在結束日期之後，哪一個才是原意？',
  },
  'S4-period': {
    en: 'This date is outside the period of the commitment. Is that intended?',
    'zh-Hant-TW': '這個日期超出承諾的起迄時間，是刻意的嗎？',
  },
  'S4-text': {
    en: 'The text says {date}, the column says {column}. Which one holds?',
    'zh-Hant-TW': '文字寫 {date}，日期欄寫 {column}，以哪一個為準？',
  },
  S5: {
    en: 'No date can be read here. If the work goes on, when is its first public result?',
    'zh-Hant-TW': '這裡讀不出日期。如果是持續進行的工作，第一個公開的成果會在什麼時候？',
  },
  S6: {
    en: 'All milestones end on the same day. Could an earlier step be seen from outside?',
    'zh-Hant-TW': '所有里程碑都在同一天結束。有沒有哪一步可以更早讓外界看見？',
  },
  'S7-none': {
    en: 'None of transparency, participation and accountability is answered. Which of them changes, and how?',
    'zh-Hant-TW': '透明、參與、課責都還沒有回答。哪一項會改變？如何改變？',
  },
  'S7-other': {
    en: 'Technology or inclusion alone is not yet open government. What becomes more transparent, participatory or accountable to the public?',
    'zh-Hant-TW':
      '只有科技或涵容，還不等於開放政府。對公眾而言，什麼會變得更透明、更能參與或更可課責？',
  },
  S8: {
    en: 'The figures differ: {one} and {other}. Are different things counted?',
    'zh-Hant-TW': '數字不一致：{one} 與 {other}。算的是不同的東西嗎？',
  },
  S9: {
    en: 'How big is the problem today? Is there a figure with its year, or a source?',
    'zh-Hant-TW': '問題目前有多大？有沒有附年份的數字或出處？',
  },
  S10: {
    en: 'The plan has {count} commitments; OGP recommends 5 to 15. If one had to wait, which would it be?',
    'zh-Hant-TW': '方案共有 {count} 項承諾，OGP 建議 5 至 15 項。如果有一項可以等，會是哪一項？',
  },
  T1: {
    en: 'This promises an effort. What will be there at the end of it?',
    'zh-Hant-TW': '這裡承諾的是投入，最後會產出什麼？',
  },
  T2: {
    en: 'This names a direction. By what would somebody outside see that it has happened?',
    'zh-Hant-TW': '這裡說的是方向。外部的人要看到什麼，才知道做到了？',
  },
  T3: {
    en: 'How many, for whom, and where?',
    'zh-Hant-TW': '預計辦理幾場、對象是誰、在哪裡？',
  },
  T4: {
    en: 'This counts the activity. What is different afterwards, and for whom?',
    'zh-Hant-TW': '這個數字算的是活動量。辦完之後，對誰而言有什麼不同？',
  },
  T5: {
    en: 'Who exactly? Could one of them be named?',
    'zh-Hant-TW': '具體是哪些單位或對象？可以寫出名稱嗎？',
  },
  T6: {
    en: 'When would this not be done? Can that be said instead?',
    'zh-Hant-TW': '什麼情況下會不做？能不能直接寫出條件或期限？',
  },
  T7: {
    en: 'Passing it is up to the legislature. What can the lead do by itself, such as submitting it by a date?',
    'zh-Hant-TW': '是否通過由立法機關決定。主辦機關自己能做到的是什麼，例如何時送出草案？',
  },
  T8: {
    en: 'What is new here against today?',
    'zh-Hant-TW': '和現在相比，新增的是什麼？',
  },
  'T9-field': {
    en: 'The same words stand in “{where}”. What does this field add?',
    'zh-Hant-TW': '同樣的文字也出現在「{where}」，這一欄想補充的是什麼？',
  },
  'T9-plan': {
    en: 'The same words stand in the commitment “{where}”. Do both need them?',
    'zh-Hant-TW': '同樣的文字也出現在承諾「{where}」，兩項都需要嗎？',
  },
  'T9-previous': {
    en: 'These words are already in the earlier plan (“{where}”). What has changed since?',
    'zh-Hant-TW': '這段文字已出現在上一期方案（「{where}」），之後有什麼改變？',
  },
  T10: {
    en: 'This names the values. By which means does the commitment serve them?',
    'zh-Hant-TW': '這裡列出了核心價值，這項承諾是透過什麼作法達到的？',
  },
  T11: {
    en: 'Will every reader know {words}? Could it be written out once?',
    'zh-Hant-TW': '讀者都看得懂 {words} 嗎？能不能寫一次全名？',
  },
  'T12-years': {
    en: 'Years stand in both calendars here. Could each be given in both, or all in one?',
    'zh-Hant-TW': '這裡同時有民國年與西元年，能不能統一，或兩種並列？',
  },
  'T12-words': {
    en: 'Both {words} are used. Which spelling shall it be?',
    'zh-Hant-TW': '{words} 兩種寫法都有，要統一用哪一種？',
  },
  T13: {
    en: 'Several words here sound good and can mean much ({words}). What is meant, in plain words?',
    'zh-Hant-TW': '這裡有好幾個聽起來很好、但可以有很多意思的詞（{words}），白話來說是什麼？',
  },
} as const satisfies Partial<Record<RuleId | `${RuleId}-${string}`, Words>>
export type QuestionId = keyof typeof questions
