/** What hears that blocks have to be measured again. */
export type Watch = {
  /** Takes a block in, or remembers that it has just been measured. */
  measured(block: Element, rect: DOMRect): void
  leave(block: Element): void
  stop(): void
}

export type Watching = {
  /** These blocks stand otherwise than when they were measured; it may be that only text was typed. */
  readonly changed: (blocks: Iterable<Element>, isText: boolean) => void
  /** All blocks may, and colours may be others. */
  readonly allChanged: () => void
  /** Blocks may stand elsewhere, or be others. */
  readonly moved: () => void
  /** Others may be in sight. */
  readonly scrolled: () => void
  /** As `moved`, when the page has been laid out and not yet been painted. */
  readonly laidOut: () => void
}

/**
 * Hears of everything that moves letters about in an editor, whoever does it: text, marks that other
 * features draw, the width of the page, fonts that come late, and what the page says around the text.
 */
export function watchBlocks(
  editor: HTMLElement,
  { changed, allChanged, moved, scrolled, laidOut }: Watching,
): Watch {
  const sizes = new Map<Element, string>()
  const listening = new AbortController()
  const { signal } = listening

  const text = new MutationObserver((records) => {
    for (const { target, type } of records) {
      const block = blockAround(target, sizes)
      if (block) changed([block], type === 'characterData')
    }
    moved()
  })
  text.observe(editor, { subtree: true, childList: true, characterData: true, attributes: true })
  const around = new MutationObserver(allChanged)
  for (let at = editor.parentElement; at; at = at.parentElement) {
    around.observe(at, { attributes: true })
  }
  const resized = new ResizeObserver((entries) => {
    const grown = entries.flatMap(({ target }) => {
      const size = sizeOf(target.getBoundingClientRect())
      if (size === sizes.get(target)) return []
      sizes.set(target, size)
      return target
    })
    if (grown.length === 0) return
    changed(grown, false)
    laidOut()
  })
  sizes.set(editor, sizeOf(editor.getBoundingClientRect()))
  resized.observe(editor)
  window.addEventListener('scroll', scrolled, { signal, capture: true, passive: true })
  // The screen's own pixels may be others, too.
  window.addEventListener('resize', allChanged, { signal })
  document.fonts?.addEventListener('loadingdone', allChanged, { signal })
  for (const preference of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    window.matchMedia(preference).addEventListener('change', allChanged, { signal })
  }

  return {
    measured(block, rect) {
      if (!sizes.has(block)) resized.observe(block)
      sizes.set(block, sizeOf(rect))
    },
    leave(block) {
      sizes.delete(block)
      resized.unobserve(block)
    },
    stop() {
      listening.abort()
      for (const observer of [text, around, resized]) observer.disconnect()
    },
  }
}

function blockAround(target: Node, blocks: ReadonlyMap<Element, unknown>): Element | null {
  for (let at: Node | null = target; at; at = at.parentNode) {
    if (at instanceof Element && blocks.has(at)) return at
  }
  return null
}

/** What is told of a block's size: less than this is no change. */
export function sizeOf({ width, height }: DOMRect): string {
  return `${width.toFixed(1)} ${height.toFixed(1)}`
}
