import type { Template } from '../template.ts'

const opening = { en: 'Action plan', 'zh-Hant-TW': '行動方案' }
const introduction = { en: 'I. Introduction', 'zh-Hant-TW': '壹、前言' }
const efforts = {
  en: 'II. Open government efforts to date',
  'zh-Hant-TW': '貳、開放政府的既有作為',
}
const cocreation = { en: 'How this plan was co-created', 'zh-Hant-TW': '共創過程' }

/**
 * What stands before a plan's commitments. The first two parts are the OGP template's; the account
 * of the co-creation is what plans print since then, and no template's wording of it was found.
 */
export const planIntroduction: Template = {
  id: 'plan-introduction',
  version: 1,
  name: { en: 'Introduction of an action plan', 'zh-Hant-TW': '行動方案前言' },
  language: 'en',
  source:
    'OGP action plan template 2011–13 (opengovpartnership.org/ogp-action-plan-template), parts I and II',
  fields: [
    {
      name: 'title',
      kind: 'line',
      part: 'title',
      heading: opening,
      label: { en: 'Title of the plan', 'zh-Hant-TW': '方案名稱' },
      guidance: {
        en: 'With the country or city and the years it covers.',
        'zh-Hant-TW': '含國家或城市，以及起迄年。',
      },
    },
    {
      name: 'period',
      kind: 'dates',
      part: 'period',
      heading: opening,
      label: { en: 'Period covered', 'zh-Hant-TW': '起迄時間' },
      guidance: {
        en: 'First and last month, for example “January 2025 – December 2028”.',
        'zh-Hant-TW': '起始與結束的年月，例如「2025/01～2028/12」。',
      },
    },
    {
      name: 'introduction',
      kind: 'text',
      part: 'introduction',
      heading: introduction,
      label: { en: 'Introduction', 'zh-Hant-TW': '前言' },
      guidance: {
        en: 'Why open government matters here, and which grand challenges the plan takes on.',
        'zh-Hant-TW': '開放政府在這裡為什麼重要？本方案要面對哪些重大挑戰？',
      },
    },
    {
      name: 'efforts',
      kind: 'text',
      part: 'done',
      heading: efforts,
      label: { en: 'Open government efforts to date', 'zh-Hant-TW': '開放政府的既有作為' },
      guidance: {
        en: 'What was done before, and what the last plan left open.',
        'zh-Hant-TW': '過去做了哪些事？上一期方案還有哪些沒有完成？',
      },
    },
    {
      name: 'cocreation',
      kind: 'text',
      part: 'introduction',
      heading: cocreation,
      label: { en: 'How this plan was co-created', 'zh-Hant-TW': '本方案如何共創' },
      guidance: {
        en: 'Who was invited, who was in the room and who was not, when, and how contributions were answered.',
        'zh-Hant-TW': '邀請了誰、誰在場、誰不在場、何時進行、意見如何回應。',
      },
    },
  ],
}
