import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const rules = new Intl.PluralRules('en')
const many = (n: number, one: string, other: string): string =>
  `${n.toLocaleString('en')} ${rules.select(n) === 'one' ? one : other}`

const en = {
  list: {
    title: 'All suggestions',
    lead: 'Everything that was ever suggested, and what became of it.',
    show: 'Show',
    section: 'Section',
    sector: 'Sector',
    status: 'Answer',
    any: 'All',
    openOnly: 'Waiting',
    mine: 'Mine',
    none: 'No suggestion fits these filters.',
    count: (shown: number, of: number) =>
      shown === of ? many(of, 'suggestion', 'suggestions') : `${shown} of ${of} suggestions`,
  },
  input: {
    title: 'What became of my input',
    lead: 'Everything you suggested or said here, the answer to it, and who named you.',
    suggestions: 'My suggestions',
    comments: 'My comments',
    mentions: 'Comments that name me',
    none: 'You have not suggested or said anything here yet.',
    answered: (n: number, of: number) => `${n} of ${of} answered`,
    waiting: 'Waits for an answer',
    takenBack: 'Nothing is left of it: taken back or deleted before an answer.',
    inText: (quote: string) => (quote ? `In today’s text: “${quote}”` : 'In today’s text'),
    notInText: 'Not in today’s text',
    settled: 'Settled',
    unsettled: 'Open discussion',
  },
  reopen: { act: 'Open again', reason: 'Why it should be answered again' },
  declineAll: {
    title: 'Decline all that one person has waiting',
    person: 'Whose',
    choose: 'Choose a person',
    none: 'Decline all',
    act: (name: string) => `Decline all by ${name}`,
    option: (name: string, waiting: number, said: number) =>
      `${name} (${waiting} suggested, ${said} said)`,
    all: 'Take out comments and questions set aside, too',
    everybody: 'Of everybody who came in by the same code',
    allHint:
      'What is taken out is on no page any more and counts no more; the history keeps it, with your name and reason.',
    actAll: (name: string) => `Take out all by ${name}`,
    actEverybody: (name: string) => `Decline all by ${name} and everybody of that code`,
    actAllEverybody: (name: string) => `Take out all by ${name} and everybody of that code`,
  },
}

type SuggestionListWords = typeof en

const zhHantTW: SuggestionListWords = {
  list: {
    title: '全部建議',
    lead: '所有提出過的建議，以及處理結果。',
    show: '顯示',
    section: '章節',
    sector: '身分別',
    status: '回應',
    any: '全部',
    openOnly: '待回應',
    mine: '我的',
    none: '沒有符合條件的建議。',
    count: (shown, of) => (shown === of ? `${of} 則建議` : `${of} 則建議中的 ${shown} 則`),
  },
  input: {
    title: '我的意見處理情形',
    lead: '您在這裡提出的建議與留言、得到的回應，以及提及您的留言。',
    suggestions: '我的建議',
    comments: '我的留言',
    mentions: '提及我的留言',
    none: '您還沒有在這裡提出建議或留言。',
    answered: (n, of) => `${of} 則中已回應 ${n} 則`,
    waiting: '等待回應',
    takenBack: '回應之前已收回或刪除。',
    inText: (quote) => (quote ? `在目前的內文中：「${quote}」` : '在目前的內文中'),
    notInText: '已不在目前的內文中',
    settled: '已結案',
    unsettled: '討論中',
  },
  reopen: { act: '重新開啟', reason: '重新開啟的理由' },
  declineAll: {
    title: '一次不採納某人所有待回應的建議',
    person: '提出者',
    choose: '請選擇',
    none: '全部不採納',
    act: (name) => `不採納${name}的所有建議`,
    option: (name, waiting, said) => `${name}（建議 ${waiting} 項、留言等 ${said} 則）`,
    all: '一併移除留言與擱置的檢核提問',
    everybody: '包括以同一代碼加入的所有人',
    allHint: '移除的內容不再顯示於任何頁面，也不計入數量上限；歷程仍予保留，並載明您的姓名與理由。',
    actAll: (name) => `移除${name}提出的所有內容`,
    actEverybody: (name) => `不採納${name}及同一代碼所有人的建議`,
    actAllEverybody: (name) => `移除${name}及同一代碼所有人提出的內容`,
  },
}

/** Lists of suggestions: all, one’s own, and all that one person has waiting. */
export const suggestionListWords: Readonly<Record<Locale, SuggestionListWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
