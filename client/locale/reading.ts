import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  why: 'You can only read here for now: the live connection that writing needs could not be opened. Something in your network, a proxy for instance, may block it (WebSocket). The page goes on trying, and opens the text for writing when it succeeds.',
  deaf: 'The server answers, but the live connection that writing together needs could not be opened. Something in your network, a proxy for instance, may block it (WebSocket). You see the copy on this device; others’ changes since do not show. What you write is kept here and sent as soon as the page gets through.',
  suggestions: (n: number) =>
    n === 1 ? '1 open suggestion is not shown here.' : `${n} open suggestions are not shown here.`,
  none: 'There are no open suggestions.',
}

export type ReadingWords = typeof en

const zhHantTW: ReadingWords = {
  why: '目前只能閱讀：無法建立書寫所需的即時連線，可能是您的網路（例如代理伺服器）阻擋了 WebSocket。頁面會持續嘗試，連上後即可書寫。',
  deaf: '伺服器有回應，但無法建立共同書寫所需的即時連線，可能是您的網路（例如代理伺服器）阻擋了 WebSocket。目前顯示這台裝置上的副本，看不到其他人之後的更改；您寫的內容會留在這裡，連上後立即送出。',
  suggestions: (n) => `另有 ${n} 項待回應的建議，此處未顯示。`,
  none: '沒有待回應的建議。',
}

/** Words over a text that can only be read. */
export const readingWords: Readonly<Record<Locale, ReadingWords>> = { en, 'zh-Hant-TW': zhHantTW }
