/** What can take the focus from a key. */
const takes =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]'

/** What lies over a page for a while, and gives the focus back itself. */
const over = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

/**
 * What takes its own button away, or the row it stands in, hands the focus on: to what is next to it,
 * and not to the top of the page. Answers how to stop.
 */
export function handFocusOn(): () => void {
  let around: Element[] = []
  const focused = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target.closest(over)) return
    around = []
    for (let each: Element | null = target; each; each = each.parentElement) around.push(each)
  }
  const changed = () => {
    const { activeElement, body } = document
    if (activeElement && activeElement !== body) return
    if (around[0]?.isConnected !== false || document.querySelector(over)) return
    const place = around.find((each) => each.isConnected)
    if (!place || place === body || place === document.documentElement) return
    const next = place.querySelector<HTMLElement>(takes)
    around = []
    if (next) return next.focus()
    if (!(place instanceof HTMLElement)) return
    place.tabIndex = -1
    place.focus()
  }
  document.addEventListener('focusin', focused)
  const watch = new MutationObserver(changed)
  watch.observe(document.body, { childList: true, subtree: true })
  return () => {
    watch.disconnect()
    document.removeEventListener('focusin', focused)
  }
}
