import { layoutKey, layoutLetter, layoutSign, slashIsOnADigit } from './keyLayout.ts'

/**
 * Every key of the page by what it does. `Mod` is ⌘ on Apple's machines, else Ctrl. What a key writes
 * goes before where it lies; a digit is also its place in the upper row, where many layouts write
 * other signs, but for `/`, which is a key of its own.
 */
export const keys = {
  bold: 'Mod-b',
  italic: 'Mod-i',
  underline: 'Mod-u',
  link: 'Mod-k',
  undo: 'Mod-z',
  redo: 'Mod-Shift-z',
  redoElsewhere: 'Mod-y',
  selectAll: 'Mod-a',
  paragraph: 'Mod-Alt-0',
  heading: 'Mod-Alt-1',
  subheading: 'Mod-Alt-2',
  bullet: 'Mod-Shift-8',
  ordered: 'Mod-Shift-7',
  orderedElsewhere: 'Mod-Shift-9',
  quote: 'Mod-Shift-b',
  indent: 'Tab',
  outdent: 'Shift-Tab',
  find: 'Mod-f',
  toRail: 'Mod-Alt-j',
  comment: 'Mod-Alt-m',
  help: 'Mod-/',
  helpAnywhere: 'F1',
  edit: 'Mod-Alt-Shift-z',
  suggest: 'Mod-Alt-Shift-x',
  view: 'Mod-Alt-Shift-c',
  authors: 'Mod-Alt-Shift-a',
  authorAtCaret: 'Mod-Alt-Shift-w',
  speaker: 'Mod-Alt-Shift-s',
  next: 'j',
  previous: 'k',
  adopt: 'a',
  decline: 'd',
  select: 'x',
  takeBack: 'z',
  toText: 'Escape',
} as const
export type KeyName = keyof typeof keys

const apple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

const signs: Readonly<Record<string, readonly [apple: string, other: string]>> = {
  Mod: ['⌘', 'Ctrl'],
  Alt: ['⌥', 'Alt'],
  Shift: ['⇧', 'Shift'],
}

/** The key as this machine's keyboard has it: `⌘⇧Z` or `Ctrl+Shift+Z`, `Ctrl+K (Л)`. */
export function keysAsShown(name: KeyName): string {
  if (name === 'help' && slashIsOnADigit()) return keysAsShown('helpAnywhere')
  if (name === 'ordered' && slashIsOnADigit()) return keysAsShown('orderedElsewhere')
  const parts = keys[name]
    .split('-')
    .map((part) => signs[part]?.[apple ? 0 : 1] ?? (part.length === 1 ? letterShown(part) : part))
  return parts.join(apple ? '' : '+')
}

/** A layout that writes no Latin letters has its own sign on that key, which people look for. */
function letterShown(letter: string): string {
  const own = layoutSign(letter)
  return own ? `${letter.toUpperCase()} (${own})` : letter.toUpperCase()
}

/** What of a pressed key is looked at. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
> & { readonly getModifierState?: (key: string) => boolean }

/** Whether the pressed key is this one. None is while an input method composes. */
export function means(event: Pressed, name: KeyName): boolean {
  if (event.isComposing || isTyping(event)) return false
  const parts = keys[name].split('-')
  const sign = parts.at(-1) ?? ''
  const wants = (modifier: string) => parts.includes(modifier)
  const [mod, other] = apple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (mod !== wants('Mod') || other || event.altKey !== wants('Alt')) return false
  // With Shift or without, as the layout has it.
  if (sign === '/') return isSlash(event)
  if (event.shiftKey !== wants('Shift')) return false
  if (/^[0-9]$/.test(sign)) return digitOf(event) === sign
  return sign.length === 1 ? letterOf(event) === sign : event.key === sign
}

/** AltGr writes a sign of the layout; Windows says Ctrl and Alt of it, and takes those two for it. */
function isTyping(event: Pressed): boolean {
  if (event.getModifierState?.('AltGraph')) return true
  const { key, code } = event
  if (apple || !event.ctrlKey || !event.altKey || key === layoutKey(code)) return false
  return /^(Dead|[^A-Za-z0-9])$/u.test(key) && !otherLetter.test(key)
}

/** A letter of a script that is not Latin: its layout writes it there without AltGr, too. */
const otherLetter = /^(?![\p{Script=Latin}µ])\p{L}$/u

/** Also where a script has a letter on that key, or an input method makes it wide. */
function isSlash({ key, code }: Pressed): boolean {
  return key === '/' || key === '／' || (code === 'Slash' && otherLetter.test(key))
}

/** The digit that a key stands for: the one it writes, else its place in the upper row. */
function digitOf(event: Pressed): string {
  const { key, code } = event
  return /^[0-9]$/.test(key) || isSlash(event) ? key : code.replace('Digit', '')
}

/**
 * The Latin letter that a key stands for: the one it writes. Where a script without Latin letters, or
 * Alt, makes something else of it, the one that the layout has there, at last the one of the place.
 */
function letterOf({ key, code }: Pressed): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  if (/^[ -~]$/.test(key)) return null
  return layoutLetter(code) ?? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null
}
