import type { Page } from 'playwright-core'
import type { Ime } from './ime.ts'

/** An input method as WebKit takes it in, played in another browser; see `openWebKitIme`. */
export type WebKitIme = Pick<Ime, 'compose' | 'cancel'> & {
  /** Puts `text` in; `between` happens between the engine's two steps, however long it takes. */
  commit(text: string, between?: () => Promise<void>): Promise<void>
}

/**
 * What WebKitGTK does to a page, event by event and node by node, as it was recorded there: it ends a
 * composition in two steps. First it takes what was composed away, and when the block is empty then, a
 * list item is taken away with it; then it puts the chosen words in where the caret is.
 */
export async function openWebKitIme(page: Page): Promise<WebKitIme> {
  await page.evaluate(() => {
    let composed: { node: Text; start: number; length: number } | null = null
    const target = () => document.activeElement ?? document.body
    const say = (type: string, data: string) =>
      target().dispatchEvent(new CompositionEvent(type, { data, bubbles: true }))
    const input = (inputType: string, data: string | null) =>
      target().dispatchEvent(new InputEvent('input', { inputType, data, bubbles: true }))
    const selection = () => {
      const found = window.getSelection()
      if (!found) throw new Error('no selection')
      return found
    }
    const put = (text: string) => {
      const { anchorNode, anchorOffset } = selection()
      if (!anchorNode) throw new Error('no caret')
      let node = anchorNode as Text
      let start = anchorOffset
      if (anchorNode.nodeType === Node.TEXT_NODE) node.insertData(start, text)
      else {
        node = document.createTextNode(text)
        start = 0
        const behind = anchorNode.childNodes[anchorOffset] ?? null
        anchorNode.insertBefore(node, behind)
        if (behind instanceof HTMLBRElement) behind.remove()
      }
      selection().collapse(node, start + text.length)
      return { node, start, length: text.length }
    }
    const clear = () => {
      if (!composed) return
      const { node, start, length } = composed
      node.deleteData(start, length)
      selection().collapse(node, start)
      const field = node.parentElement?.closest('.field-text')
      const block = field && Array.from(field.children).find((each) => each.contains(node))
      if (node.length > 0 || !block) return
      const at = document.createRange()
      at.selectNode(node)
      at.deleteContents()
      selection().collapse(at.startContainer, at.startOffset)
      if (block.textContent !== '') return
      const gap = document.createElement('br')
      if (block.matches('.li')) {
        const place = Array.from(field.childNodes).indexOf(block)
        block.replaceWith(gap)
        selection().collapse(field, place)
      } else {
        block.append(gap)
        selection().collapse(block, 0)
      }
    }
    Object.assign(window, {
      webKitIme: {
        compose(text: string) {
          if (!composed) {
            say('compositionstart', '')
            if (!selection().isCollapsed) selection().deleteFromDocument()
          }
          say('compositionupdate', text)
          if (composed) {
            const { node, start, length } = composed
            node.replaceData(start, length, text)
            composed.length = text.length
            selection().collapse(node, start + text.length)
          } else composed = put(text)
          input('insertCompositionText', text)
        },
        async clear() {
          clear()
          input('deleteCompositionText', null)
          composed = null
          // what watches the page is told before the composition ends
          await new Promise((told) => queueMicrotask(() => told(undefined)))
          say('compositionend', '')
        },
        async put(text: string) {
          put(text)
          input('insertFromComposition', text)
          await new Promise((told) => queueMicrotask(() => told(undefined)))
          say('compositionend', text)
        },
      },
    })
  })
  const call = (name: 'compose' | 'clear' | 'put', text = '') =>
    page.evaluate(
      ({ name, text }) =>
        (
          window as unknown as Record<string, Record<string, (text: string) => unknown>>
        ).webKitIme?.[name]?.(text) as Promise<void>,
      { name, text },
    )
  return {
    compose: (text) => call('compose', text),
    cancel: () => call('clear'),
    commit: async (text, between) => {
      await call('clear')
      await between?.()
      await call('put', text)
    },
  }
}
