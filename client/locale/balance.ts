import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  legend: {
    caveat:
      'Share of the characters of agreed text; characters of suggestions that wait for an answer stand behind it. Characters are not influence.',
    waits: (n: number) => `+${n.toLocaleString('en')} suggested`,
    onPaper:
      'Whose words are whose is marked on the screen only. The record of the drafting says how much of each section is whose.',
  },
  balance: {
    button: 'Balance',
    title: 'Balance',
    lead: 'What is counted, and no more: no score, no ranking. Names are in order of the alphabet.',
    limitsTitle: 'What these figures do not say',
    limits: [
      'Characters are not influence: one word can decide more than a page.',
      'What was said in the room and written down by nobody is not in these figures.',
      'Splitting a paragraph or moving it changes nothing here.',
      'Words of the form count for nobody.',
      'Words that are suggested and wait for an answer are no part of the share: they stand in a column of their own.',
    ],
    whole: 'Whole commitment',
    bySector: 'By sector',
    byPerson: 'By person',
    text: 'Share of the agreed text',
    waiting: 'Suggested text that waits',
    suggested: 'Suggestions made',
    adopted: 'of them adopted',
    commented: 'Comments made',
    answered: 'Discussions of theirs that were answered',
    oneSided: 'Sections that only one side has touched',
    noneOneSided: 'No section was touched by one side only.',
    oneSidedBy: (section: string, sector: string) => `${section}: ${sector}`,
    section: 'Section',
    empty: 'Nobody has written here yet.',
  },
  contributions: {
    button: (name: string) => `What ${name} contributed`,
    person: 'Person',
    wrote: 'Text that stands, agreed and suggested',
    waiting: (n: number) => `${n} suggested, waiting for an answer`,
    characters: (n: number) => (n === 1 ? '1 character' : `${n} characters`),
    forOthers: (n: number) => `${n} typed for others`,
    part: 'Took part',
    answered: 'of them answered or resolved',
    deleted: 'Took out of others’ words',
    noneWritten: 'None so far.',
    noneDeleted: 'Nothing was taken out of others’ words.',
    deletedLead:
      'Words that were moved or put back are not here; those of a declined suggestion are told with its answer.',
    of: (name: string) => `words of ${name}`,
    lineBreak: '(a paragraph’s end)',
  },
}

export type BalanceWords = typeof en

const zhHantTW: BalanceWords = {
  legend: {
    caveat: '已定文字的字數比例；待回應建議的字數列在其後。字數不等於影響力。',
    waits: (n) => `另建議 ${n.toLocaleString('zh-TW')} 字`,
    onPaper: '哪些字出自誰，只在螢幕上標示。各節分別由誰寫了多少，見「擬定過程紀錄」。',
  },
  balance: {
    button: '參與平衡',
    title: '參與平衡',
    lead: '只呈現數得出來的，不評分、不排名。姓名依字序排列。',
    limitsTitle: '這些數字沒說的事',
    limits: [
      '字數不等於影響力：一個詞可能比一整頁更關鍵。',
      '會場上說了、卻沒有人寫下的，不在這些數字裡。',
      '拆開或搬動段落，這裡的數字不會變。',
      '表格原有的文字不算在任何人名下。',
      '待回應的建議文字不計入比例，另列一欄。',
    ],
    whole: '整份承諾事項',
    bySector: '依身分別',
    byPerson: '依個人',
    text: '已定文字的比例',
    waiting: '待回應的建議文字',
    suggested: '提出的建議',
    adopted: '其中獲採納',
    commented: '發表的留言',
    answered: '所開討論獲得回應',
    oneSided: '只有一方參與的章節',
    noneOneSided: '沒有章節只有一方參與。',
    oneSidedBy: (section, sector) => `${section}：${sector}`,
    section: '章節',
    empty: '這裡還沒有人書寫。',
  },
  contributions: {
    button: (name) => `${name}的貢獻`,
    person: '參與者',
    wrote: '留存的文字（已定與建議）',
    waiting: (n) => `另有 ${n} 字為待回應的建議`,
    characters: (n) => `${n} 字`,
    forOthers: (n) => `代他人鍵入 ${n} 字`,
    part: '參與情形',
    answered: '其中獲回應或已結案',
    deleted: '刪去他人的文字',
    noneWritten: '目前沒有。',
    noneDeleted: '沒有刪去他人的文字。',
    deletedLead: '搬動或放回的文字不列在這裡；未採納的建議，見其回應說明。',
    of: (name) => `${name}的文字`,
    lineBreak: '（段落結尾）',
  },
}

/** Who contributed what. */
export const balanceWords: Readonly<Record<Locale, BalanceWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
