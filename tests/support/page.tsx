import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { localeSetting, WordsProvider } from '../../client/locale/words.tsx'
import { Aria } from '../../client/ui/Aria.tsx'
import type { Locale } from '../../shared/locale/locale.ts'

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true

/** A piece of the page, rendered for real in the DOM of the test; `using` takes it away again. */
export type Rendered = Disposable & {
  readonly root: HTMLElement
  readonly text: () => string
  /** The one element that `selector` finds. */
  readonly find: <E extends Element = HTMLElement>(selector: string) => E
  readonly press: (selector: string) => Promise<void>
  readonly type: (selector: string, text: string) => Promise<void>
  readonly key: (target: Element, key: string, more?: KeyboardEventInit) => Promise<void>
}

export async function render(node: ReactNode, locale: Locale = 'en'): Promise<Rendered> {
  localeSetting.set(locale)
  const root = document.createElement('div')
  document.body.append(root)
  const react = createRoot(root)
  await act(async () =>
    react.render(
      <WordsProvider>
        <Aria>{node}</Aria>
      </WordsProvider>,
    ),
  )

  const find = <E extends Element>(selector: string): E => {
    const found = root.querySelectorAll<E>(selector)
    const [only] = found
    if (!only || found.length > 1) throw new Error(`${selector} finds ${found.length} elements`)
    return only
  }
  return {
    root,
    text: () => root.textContent ?? '',
    find,
    press: (selector) => act(async () => find<HTMLElement>(selector).click()),
    type: (selector, text) =>
      act(async () => {
        const input = find<HTMLInputElement | HTMLTextAreaElement>(selector)
        // React listens to the prototype's setter, so that it knows of its own changes.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value')?.set?.call(
          input,
          text,
        )
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }),
    key: (target, key, more) =>
      act(async () => {
        target.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
        )
      }),
    [Symbol.dispose]: () => {
      act(() => react.unmount())
      root.remove()
    },
  }
}
