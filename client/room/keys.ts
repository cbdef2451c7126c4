const apple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

const signs: Readonly<Record<string, readonly [apple: string, other: string]>> = {
  Mod: ['⌘', 'Ctrl'],
  Alt: ['⌥', 'Alt'],
  Shift: ['⇧', 'Shift'],
}

/** `Mod-Shift-z` as this machine's keyboard shows it: `⌘⇧Z` or `Ctrl+Shift+Z`. */
export function keysAsShown(keys: string): string {
  const parts = keys
    .split('-')
    .map((part) => signs[part]?.[apple ? 0 : 1] ?? (part.length === 1 ? part.toUpperCase() : part))
  return parts.join(apple ? '' : '+')
}

/** True for `Mod` and this letter or sign, and nothing that an input method is still composing. */
export function isMod(event: KeyboardEvent, key: string): boolean {
  const mod = apple ? event.metaKey : event.ctrlKey
  return mod && !event.altKey && !event.isComposing && event.key.toLowerCase() === key
}
