import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  title: 'Keyboard shortcuts',
  moving: 'Moving about',
  modes: 'How I write',
  comment: 'Comment on the selected words',
  help: 'This sheet',
  rail: 'In the suggestions beside the text',
  railActs: {
    next: 'Next suggestion',
    previous: 'Previous suggestion',
    adopt: 'Adopt',
    decline: 'Decline, with a reason',
    select: 'Select',
    takeBack: 'Take the last adoption back, for ten seconds',
    toText: 'Back to its words in the text',
  },
  typing: 'Typing # , - , 1. or > and a space at the start of a line also works.',
}

type ShortcutWords = typeof en

const zhHantTW: ShortcutWords = {
  title: '鍵盤快速鍵',
  moving: '移動',
  modes: '書寫方式',
  comment: '對選取的文字留言',
  help: '這張表',
  rail: '在內文旁的建議欄',
  railActs: {
    next: '下一則建議',
    previous: '上一則建議',
    adopt: '採納',
    decline: '不採納並說明理由',
    select: '選取',
    takeBack: '十秒內收回剛才的採納',
    toText: '回到內文中的原處',
  },
  typing: '在行首輸入 #、-、1. 或 > 再按空白鍵也可以。',
}

/** The sheet of keys; names that the page uses elsewhere, too, are in the catalogue. */
export const shortcutWords: Readonly<Record<Locale, ShortcutWords>> = {
  en,
  'zh-Hant-TW': zhHantTW,
}
