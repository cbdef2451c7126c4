import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  unkept:
    'This device cannot keep what you are writing here: its storage is full or blocked. Send it, or copy it, before you leave this page.',
}

type DraftWords = typeof en

const zhHantTW: DraftWords = {
  unkept:
    '這台裝置無法保存您正在此處書寫的內容：儲存空間已滿或遭封鎖。離開此頁前，請先送出或複製。',
}

/** What is half written in a form, where the device does not keep it. */
export const draftWords: Readonly<Record<Locale, DraftWords>> = { en, 'zh-Hant-TW': zhHantTW }
