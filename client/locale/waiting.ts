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
}

/** Words about what has not reached the server. */
export const waitingWords: Readonly<Record<Locale, WaitingWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
