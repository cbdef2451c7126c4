import type { Locale } from '../../shared/locale/locale.ts'

const sections = (n: number) => (n === 1 ? '1 section' : `${n} sections`)

const en = {
  appear: 'How I appear in public',
  correct: 'Change my name or organisation',
  export: 'Export…',
  import: 'Import a document…',
  input: 'What became of my input',
  leave: 'Leave on this device',
  /** Answers, and comments that name one. */
  unread: (n: number) => `${n} new for you`,
  lookAfter: 'Look after this commitment',
  stillOpen: (n: number) => (n === 0 ? 'Every section has words' : `${sections(n)} still open`),
}

export type OpenerWords = typeof en

const zhHantTW: OpenerWords = {
  appear: '我如何公開呈現',
  correct: '更改我的姓名或單位',
  export: '匯出…',
  import: '匯入文件…',
  input: '我的意見處理情形',
  leave: '在這台裝置上離開',
  unread: (n) => `${n} 則給您的新消息`,
  lookAfter: '照看這項承諾',
  stillOpen: (n) => (n === 0 ? '各節都已有文字' : `${n} 節尚待填寫`),
}

/**
 * What stands in a room on the way to parts that are fetched later: those parts' own words come with
 * them, so that a room's first files do not carry them.
 */
export const openerWords: Readonly<Record<Locale, OpenerWords>> = { en, 'zh-Hant-TW': zhHantTW }
