/**
 * Calls `missing` when the page's stylesheet is found not to have come, however early that was: a page
 * waits for it before it runs, and then stands there without its looks.
 */
export function unlessStyled(missing: (style: HTMLLinkElement) => void): void {
  const style = document.querySelector<HTMLLinkElement>('link[rel=stylesheet][href]')
  if (!style) return
  const look = () => {
    if (!isStyled()) missing(style)
  }
  if (document.readyState === 'complete') look()
  else window.addEventListener('load', look, { once: true })
}

/** A sheet that failed is an empty one to some browsers, and none to others: what counts is what it does. */
export function isStyled(): boolean {
  return getComputedStyle(document.documentElement).getPropertyValue('--radius') !== ''
}
