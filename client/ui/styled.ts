/** How long the page's own watch (`index.html`) leaves it the time to come after all, in milliseconds. */
const patience = 3000

/**
 * Calls `missing` when the page's stylesheet is found not to have come, however early that was: a page
 * waits for it before it runs, but not for ever, and then stands there without its looks.
 */
export function unlessStyled(missing: (style: HTMLLinkElement) => void): void {
  const style = document.querySelector<HTMLLinkElement>('link[rel=stylesheet][href]')
  if (!style) return
  let looked = false
  const look = () => {
    if (looked) return
    looked = true
    if (!isStyled()) missing(style)
  }
  if (document.readyState === 'complete') look()
  else window.addEventListener('load', look, { once: true })
  // the page is not whole, as long as its stylesheet is only awaited
  if (!isStyled()) setTimeout(look, patience)
}

/** A sheet that failed is an empty one to some browsers, and none to others: what counts is what it does. */
export function isStyled(): boolean {
  return getComputedStyle(document.documentElement).getPropertyValue('--radius') !== ''
}
