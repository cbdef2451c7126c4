import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  leave:
    'Some of your words have not reached the server yet. They stay on this device and are sent as soon as that is possible. Leave all the same?',
  leaveMemory:
    'Some of your words have not reached the server yet, and this device cannot keep them. They will be lost if you leave. Leave all the same?',
  unkept: 'This device keeps no copy of unsent words. Leave this page open until it says “Saved”.',
}

type UnsentWords = typeof en

const zhHantTW: UnsentWords = {
  leave: '您有部分文字尚未送達伺服器；文字會留在這台裝置上，一旦可行即送出。仍要離開嗎？',
  leaveMemory:
    '您有部分文字尚未送達伺服器，而這台裝置無法保存；離開後這些文字將會遺失。仍要離開嗎？',
  unkept: '這台裝置不保存未送出的文字。在顯示「已儲存」之前，請勿關閉此頁。',
}

/** Words that have not reached the server yet. */
export const unsentWords: Readonly<Record<Locale, UnsentWords>> = { en, 'zh-Hant-TW': zhHantTW }
