import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  deaf: 'The server answers, but the live connection that writing together needs could not be opened. Something in your network, a proxy for instance, may block it (WebSocket). You see the copy on this device; others’ changes since do not show. What you write is kept here and sent as soon as the page gets through.',
}

type ReadingWords = typeof en

const zhHantTW: ReadingWords = {
  deaf: '伺服器有回應，但無法建立共同書寫所需的即時連線，可能是您的網路（例如代理伺服器）阻擋了 WebSocket。目前顯示這台裝置上的副本，看不到其他人之後的更改；您寫的內容會留在這裡，連上後立即送出。',
}

/** Words over a text of this device’s own copy. */
export const readingWords: Readonly<Record<Locale, ReadingWords>> = { en, 'zh-Hant-TW': zhHantTW }
