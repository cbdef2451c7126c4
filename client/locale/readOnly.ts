import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  why: 'You can only read here for now: the live connection that writing needs could not be opened. Something in your network, a proxy for instance, may block it (WebSocket). The page goes on trying, and opens the text for writing when it succeeds.',
  suggestions: (n: number) =>
    n === 1 ? '1 open suggestion is not shown here.' : `${n} open suggestions are not shown here.`,
  none: 'There are no open suggestions.',
}

type ReadOnlyWords = typeof en

const zhHantTW: ReadOnlyWords = {
  why: '目前只能閱讀：無法建立書寫所需的即時連線，可能是您的網路（例如代理伺服器）阻擋了 WebSocket。頁面會持續嘗試，連上後即可書寫。',
  suggestions: (n) => `另有 ${n} 項待回應的建議，此處未顯示。`,
  none: '沒有待回應的建議。',
}

/** Words over a text that can only be read. */
export const readOnlyWords: Readonly<Record<Locale, ReadOnlyWords>> = { en, 'zh-Hant-TW': zhHantTW }
