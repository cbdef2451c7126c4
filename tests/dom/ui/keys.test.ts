import { expect, test } from 'vitest'
import { learnLayout } from '../../../client/ui/keyLayout.ts'
import { type KeyName, keys, keysAsShown, means } from '../../../client/ui/keys.ts'

type Stroke = Partial<KeyboardEventInit> & { readonly key: string; readonly code: string }

const held = {
  ctrl: { ctrlKey: true },
  chord: { ctrlKey: true, altKey: true },
  modes: { ctrlKey: true, altKey: true, shiftKey: true },
  list: { ctrlKey: true, shiftKey: true },
} as const

function meaning(stroke: Stroke): string[] {
  const event = new KeyboardEvent('keydown', stroke)
  // happy-dom takes Alt for AltGr
  const getModifierState = (key: string) => key === 'AltGraph' && stroke.modifierAltGraph === true
  Object.defineProperty(event, 'getModifierState', { value: getModifierState })
  return Object.keys(keys).filter((name) => means(event, name as KeyName))
}

test('U81 a key means what it writes, on every layout and in every script; AltGr is never Ctrl and Alt', () => {
  expect(meaning({ ...held.list, key: '(', code: 'Digit8' })).toEqual(['bullet'])
  // English, Russian, French: a key of its own, with Shift or without.
  expect(meaning({ ...held.ctrl, key: '/', code: 'Slash' })).toEqual(['help'])
  expect(meaning({ ...held.list, key: '/', code: 'Backslash' })).toEqual(['help'])
  expect(meaning({ ...held.list, key: '/', code: 'Period' })).toEqual(['help'])
  expect(meaning({ key: 'F1', code: 'F1' })).toEqual(['helpAnywhere'])
  // Greek, Cyrillic, 注音, Hebrew: the letter beside theirs.
  for (const key of ['κ', 'л', 'ㄜ', 'ל'])
    expect(meaning({ ...held.ctrl, key, code: 'KeyK' })).toEqual(['link'])
  for (const key of ['φ', 'а', 'ㄑ', 'כ'])
    expect(meaning({ ...held.ctrl, key, code: 'KeyF' })).toEqual(['find'])
  for (const key of ['Я', 'ㄈ', '\u0396'])
    expect(meaning({ ...held.modes, key, code: 'KeyZ' }), key).toEqual(['edit'])
  // QWERTZ, AZERTY, Dvorak: where the letter is, and not where it is on an English keyboard.
  expect(meaning({ ...held.modes, key: 'Z', code: 'KeyY' })).toEqual(['edit'])
  expect(meaning({ ...held.modes, key: 'Y', code: 'KeyZ' })).toEqual([])
  expect(meaning({ ...held.modes, key: 'Z', code: 'KeyW' })).toEqual(['edit'])
  expect(meaning({ ...held.modes, key: 'W', code: 'KeyZ' })).toEqual(['authorAtCaret'])
  expect(meaning({ ...held.chord, key: 'm', code: 'Semicolon' })).toEqual(['comment'])
  expect(meaning({ ...held.chord, key: ',', code: 'KeyM' })).toEqual([])
  expect(meaning({ ...held.modes, key: 'X', code: 'KeyB' })).toEqual(['suggest'])
  expect(meaning({ ...held.modes, key: 'Q', code: 'KeyX' })).toEqual([])
  expect(meaning({ ...held.modes, key: ':', code: 'KeyZ' })).toEqual([])
  expect(meaning({ ...held.ctrl, key: 'k', code: 'KeyV' })).toEqual(['link'])
  expect(meaning({ ...held.ctrl, key: 't', code: 'KeyK' })).toEqual([])
  // What AltGr writes, as Windows says it: Ż, Ź and Ć in Polish, µ in German, € in Spanish.
  const altGr = { ...held.chord, modifierAltGraph: true }
  for (const [key, code] of [
    ['Ż', 'KeyZ'],
    ['Ź', 'KeyX'],
    ['Ć', 'KeyC'],
  ] as const)
    expect(meaning({ ...altGr, shiftKey: true, key, code })).toEqual([])
  expect(meaning({ ...altGr, key: 'µ', code: 'KeyM' })).toEqual([])
  expect(meaning({ ...altGr, key: 'm', code: 'KeyM' })).toEqual([])
  // The rail’s own, and nothing while a text is composed.
  expect(meaning({ key: 'δ', code: 'KeyD' })).toEqual(['decline'])
  expect(meaning({ key: 'a', code: 'KeyQ' })).toEqual(['adopt'])
  expect(meaning({ ...held.ctrl, key: 'k', code: 'KeyK', isComposing: true })).toEqual([])
})

test('U231 what a key writes goes before where it lies: `/` opens the sheet of keys on every layout, digits are digits', () => {
  for (const [layout, key, code] of [
    ['German, Spanish, Italian, Nordic, Portuguese, Turkish', '/', 'Digit7'],
    ['Hungarian', '/', 'Digit6'],
    ['Canadian French', '/', 'Digit3'],
    ['French', '/', 'Period'],
    ['Russian', '/', 'Backslash'],
    ['Czech', '/', 'BracketLeft'],
  ] as const)
    expect(meaning({ ...held.list, key, code }), layout).toEqual(['help'])
  for (const [layout, key, code] of [
    ['English, Greek', '/', 'Slash'],
    ['Dvorak', '/', 'BracketLeft'],
    ['Hebrew', '/', 'KeyQ'],
    ['the upper row of 注音', 'ㄥ', 'Slash'],
    ['full width', '／', 'Slash'],
    ['Arabic', 'ظ', 'Slash'],
  ] as const)
    expect(meaning({ ...held.ctrl, key, code }), layout).toEqual(['help'])
  // There a full stop or a hyphen is no slash.
  expect(meaning({ ...held.ctrl, key: '.', code: 'Slash' })).toEqual([])
  expect(meaning({ ...held.ctrl, key: '-', code: 'Slash' })).toEqual([])
  expect(meaning({ ...held.ctrl, key: 'z', code: 'Slash' })).toEqual(['undo'])

  // English, Russian, Greek and 注音, French, and Dvorak for programmers, whose 7 lies elsewhere.
  for (const [key, code] of [
    ['&', 'Digit7'],
    ['?', 'Digit7'],
    ['ㄚ', 'Digit7'],
    ['7', 'Digit7'],
    ['7', 'Digit2'],
  ] as const)
    expect(meaning({ ...held.list, key, code }), key).toEqual(['ordered'])
  // Where Shift and 7 write a slash, a key beside it makes the list.
  for (const key of [')', '9', '(', 'ㄞ'])
    expect(meaning({ ...held.list, key, code: 'Digit9' }), key).toEqual(['orderedElsewhere'])
})

test('U232 a letter or sign that Ctrl and Alt write is text, also where nothing says that they were AltGr', () => {
  for (const [key, code] of [
    ['Ą', 'KeyA'],
    ['Ś', 'KeyS'],
    ['Ż', 'KeyZ'],
    ['Ź', 'KeyX'],
    ['Ć', 'KeyC'],
    ['Ẃ', 'KeyW'],
    ['Dead', 'KeyA'],
  ] as const)
    expect(meaning({ ...held.modes, key, code }), key).toEqual([])
  for (const [key, code] of [
    ['µ', 'KeyM'],
    ['²', 'Digit2'],
    ['@', 'Digit2'],
    ['@', 'Digit0'],
    ['|', 'Digit1'],
    ['}', 'Digit0'],
    ['~', 'Digit2'],
  ] as const)
    expect(meaning({ ...held.chord, key, code }), key).toEqual([])
  // What the layout writes there anyway is no letter of AltGr.
  for (const key of ['Я', 'ㄈ', 'Ζ', 'ז'])
    expect(meaning({ ...held.modes, key, code: 'KeyZ' }), key).toEqual(['edit'])
  expect(meaning({ ...held.chord, key: '1', code: 'Digit1' })).toEqual(['heading'])
  const stop = learnLayout()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '&', code: 'Digit1' }))
  expect(meaning({ ...held.chord, key: '&', code: 'Digit1' })).toEqual(['heading'])
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1' }))
  stop()
})

test('U82 the sheet of keys says what this keyboard has: learned from what is typed, or told', async () => {
  const stop = learnLayout()
  const type = (key: string, code: string, shiftKey = false) =>
    window.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey }))
  expect(keysAsShown('help')).toBe('Ctrl+/')
  expect(keysAsShown('ordered')).toBe('Ctrl+Shift+7')
  type('/', 'Digit7', true)
  expect(keysAsShown('help')).toBe('F1')
  expect(keysAsShown('ordered')).toBe('Ctrl+Shift+9')
  type('&', 'Digit7', true)
  expect(keysAsShown('help')).toBe('Ctrl+/')
  type('л', 'KeyK')
  expect(keysAsShown('link')).toBe('Ctrl+K (Л)')
  type('k', 'KeyK')
  expect(keysAsShown('link')).toBe('Ctrl+K')
  stop()
  const told = new Map([
    ['KeyK', 'κ'],
    ['Digit7', '7'],
    ['Minus', '-'],
  ])
  Object.defineProperty(navigator, 'keyboard', {
    configurable: true,
    value: { getLayoutMap: async () => told },
  })
  const stopAgain = learnLayout()
  await Promise.resolve()
  await Promise.resolve()
  expect(keysAsShown('link')).toBe('Ctrl+K (Κ)')
  expect(keysAsShown('help')).toBe('F1')
  stopAgain()
  Reflect.deleteProperty(navigator, 'keyboard')
})
