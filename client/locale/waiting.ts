import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  title: 'Waiting on this device',
  untitled: 'A commitment',
  sending: '– words that had not reached the others are being sent.',
  sent: '– everything has been sent and saved.',
  kept: '– words wait here and have not reached the others. Open it to see them.',
  others: (names: string) =>
    `– words of ${names} wait here. They are sent when their author comes back under that name; open it to copy them.`,
  somebody: 'somebody else',
  between: ', ',
  leave:
    'Some of your words have not reached the server yet. They stay on this device and are sent as soon as that is possible. Leave all the same?',
  leaveMemory:
    'Some of your words have not reached the server yet, and this device cannot keep them. They will be lost if you leave. Leave all the same?',
  unkept: 'This device keeps no copy of unsent words. Leave this page open until it says “Saved”.',
}

export type WaitingWords = typeof en

const zhHantTW: WaitingWords = {
  title: '留在這台裝置上、尚待送出',
  untitled: '一項承諾',
  sending: '：尚未送達的文字正在送出。',
  sent: '：已全部送出並儲存。',
  kept: '：此處留有尚未送達的文字，請開啟查看。',
  others: (names) => `：此處留有${names}的文字，待本人以該身分回來後送出；可開啟後複製。`,
  somebody: '另一位使用者',
  between: '、',
  leave: '您有部分文字尚未送達伺服器；文字會留在這台裝置上，一旦可行即送出。仍要離開嗎？',
  leaveMemory:
    '您有部分文字尚未送達伺服器，而這台裝置無法保存；離開後這些文字將會遺失。仍要離開嗎？',
  unkept: '這台裝置不保存未送出的文字。在顯示「已儲存」之前，請勿關閉此頁。',
}

/** Words about what has not reached the server. */
export const waitingWords: Readonly<Record<Locale, WaitingWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
