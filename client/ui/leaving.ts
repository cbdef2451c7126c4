import type { AroundNavHandler } from 'wouter'

/** What a person should know before this page is left, or null. */
type Reason = () => string | null

let reason: Reason = () => null
/** The address on which `reason` was given. */
let here = ''

/** Until the answer is called, whoever goes elsewhere by a link or by going back is asked first. */
export function askBeforeLeaving(why: Reason): () => void {
  reason = why
  here = window.location.href
  window.addEventListener('popstate', wentBack, { capture: true })
  return () => {
    window.removeEventListener('popstate', wentBack, { capture: true })
    if (reason === why) reason = () => null
  }
}

/** For the router: a page that is not left stays as it is. */
export const goUnlessAsked: AroundNavHandler = (navigate, to, options) => {
  if (mayLeave(new URL(`${to}`, window.location.href).pathname)) navigate(to, options)
}

/** Going back has happened by now; the address is put back before the router has heard of it. */
function wentBack(event: Event): void {
  if (mayLeave(window.location.pathname)) return
  event.stopImmediatePropagation()
  window.history.pushState(null, '', here)
}

/** The browser's own question, as when a tab is closed. */
function mayLeave(path: string): boolean {
  const why = path === new URL(here || '/', window.location.href).pathname ? null : reason()
  return why === null || window.confirm(why)
}
