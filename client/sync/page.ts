/** What a page does with a replica when it is left, comes back, or the network changes. */
export type PageLife = {
  /** True while leaving would leave something unacknowledged behind. */
  unsaved(): boolean
  left(): void
  /** Shown again, or the network is back: it may have slept meanwhile. */
  back(): void
  networkLost(): void
}

/** Follows the page's life; answers how to stop. A runtime without a page has none. */
export function followPage(page: EventTarget | null, life: PageLife): () => void {
  if (!page) return () => {}
  const listening = new AbortController()
  const on = (type: string, listener: (event: Event) => void) => {
    page.addEventListener(type, listener, { signal: listening.signal })
  }
  on('beforeunload', (event) => {
    if (life.unsaved()) event.preventDefault()
  })
  on('pagehide', () => life.left())
  on('pageshow', (event) => {
    // Otherwise the page has only just been opened, and the replica is on its way already.
    if ((event as PageTransitionEvent).persisted) life.back()
  })
  on('visibilitychange', () => {
    if (document.visibilityState === 'visible') life.back()
  })
  on('online', () => life.back())
  on('offline', () => life.networkLost())
  return () => listening.abort()
}
