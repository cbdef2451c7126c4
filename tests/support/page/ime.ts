import type { CDPSession, Page } from 'playwright-core'

/** What the page was told of compositions, in order; `end` with the text that was chosen. */
export type ImeEvent = { readonly type: 'start' | 'update' | 'end'; readonly data: string }

/** An input method at the keyboard of one page, as the browser's own would drive it. */
export type Ime = {
  /** Shows `text` as what is being composed, underlined, with the caret behind it. */
  compose(text: string): Promise<void>
  /** Puts `text` in and ends the composition; `between` happens before that. */
  commit(text: string, between?: () => Promise<void>): Promise<void>
  /** Takes away what was being composed. */
  cancel(): Promise<void>
  /** All that the page was told so far. */
  events(): Promise<readonly ImeEvent[]>
}

declare global {
  interface Window {
    imeEvents?: ImeEvent[]
  }
}

export async function openIme(page: Page): Promise<Ime> {
  const devtools: CDPSession = await page.context().newCDPSession(page)
  await page.evaluate(() => {
    const heard: ImeEvent[] = []
    window.imeEvents = heard
    for (const type of ['start', 'update', 'end'] as const) {
      document.addEventListener(
        `composition${type}`,
        (event) => heard.push({ type, data: (event as CompositionEvent).data }),
        true,
      )
    }
  })
  const compose = async (text: string) => {
    await devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  }
  return {
    compose,
    commit: async (text, between) => {
      await between?.()
      await devtools.send('Input.insertText', { text })
    },
    cancel: () => compose(''),
    events: () => page.evaluate(() => window.imeEvents ?? []),
  }
}
