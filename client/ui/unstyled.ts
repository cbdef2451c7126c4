import { sentences } from '../../shared/locale/locale.ts'
import { partWords } from '../locale/parts.ts'
import { localeSetting } from '../locale/words.tsx'
import { isStyled } from './styled.ts'
import { newerIsHere } from './version.ts'

/** It is asked for again by itself after so many milliseconds, and whenever the network is back. */
const rests = [2000, 8000, 30_000]

/**
 * The page stands without its looks: says so, asks for the stylesheet again, and takes the notice away
 * when it has come. Made of plain elements, readable without any style.
 */
export function sayUnstyled(before: HTMLLinkElement): void {
  let style = before
  let tries = 0
  const notice = document.createElement('div')
  notice.setAttribute('role', 'alert')
  notice.lang = localeSetting.get()
  document.body.prepend(notice)

  const words = partWords[localeSetting.get()]
  const why = document.createElement('p')
  why.textContent = words.unstyled
  const again = button(words.again, () => ask())
  notice.append(why, again)
  // it may only be late
  before.addEventListener('load', done)
  wait()
  window.addEventListener('online', ask)

  function ask(): void {
    const next = document.createElement('link')
    next.rel = 'stylesheet'
    next.crossOrigin = style.crossOrigin
    next.href = before.href
    next.addEventListener('load', done)
    next.addEventListener('error', () => {
      void sayNewer()
      wait()
    })
    style.replaceWith(next)
    style = next
  }

  function done(): void {
    notice.remove()
    window.removeEventListener('online', ask)
  }

  function wait(): void {
    const rest = rests[tries++]
    if (rest !== undefined) setTimeout(() => notice.isConnected && !isStyled() && ask(), rest)
  }

  async function sayNewer(): Promise<void> {
    if (!(await newerIsHere()) || !notice.isConnected) return
    why.textContent = sentences(localeSetting.get(), words.newerLooks, words.kept)
    again.replaceWith(button(words.reload, () => window.location.reload()))
  }
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = label
  made.addEventListener('click', press)
  return made
}
