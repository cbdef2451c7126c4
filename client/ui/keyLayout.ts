/** What the keys of this keyboard write without any modifier, as far as it is known. */
const layout = new Map<string, string>()
let slashOnDigit = false

/** Chromium tells the whole layout; elsewhere it is learned from what is typed. */
type Keyboard = { readonly getLayoutMap?: () => Promise<ReadonlyMap<string, string>> }

/** Begins to know the layout; once, when a room's keys are first listened for. */
export function learnLayout(): () => void {
  const keyboard = (navigator as { readonly keyboard?: Keyboard }).keyboard
  // Not in a frame of another site, nor while the window is in the background: then it is learned.
  const told = keyboard?.getLayoutMap?.().catch(() => null)
  void told?.then((map) => {
    if (!map || map.size === 0) return
    for (const [code, key] of map) layout.set(code, key)
    slashOnDigit = ![...map.values()].includes('/')
  })
  const typed = (event: KeyboardEvent) => {
    const { key, code, shiftKey } = event
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.getModifierState('AltGraph') || key.length !== 1) return
    if (shiftKey) {
      if (/^Digit/.test(code)) slashOnDigit = key === '/' || (slashOnDigit && !/[7-9]$/.test(code))
    } else layout.set(code, key)
  }
  window.addEventListener('keydown', typed, true)
  return () => window.removeEventListener('keydown', typed, true)
}

/** What the key writes alone, as far as it is known. */
export function layoutKey(code: string): string | undefined {
  return layout.get(code)
}

/** The Latin letter that the layout has on this key; null: none, or nobody knows. */
export function layoutLetter(code: string): string | null {
  const key = layout.get(code) ?? ''
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : null
}

/** What stands on a letter's key where the layout writes no Latin letters. */
export function layoutSign(letter: string): string | null {
  const own = layout.get(`Key${letter.toUpperCase()}`) ?? ''
  const latin = [...layout.values()].some((key) => key.toLowerCase() === letter)
  return !latin && /^\p{L}$/u.test(own) && !/\p{Script=Latin}/u.test(own)
    ? own.toLocaleUpperCase()
    : null
}

/** There `/` may be what Shift and 7 write, which is then the sheet of keys, and no list. */
export function slashIsOnADigit(): boolean {
  return slashOnDigit
}
