/** Letters, and the two marks that stand for one. */
const strong = /[\p{L}\u200e\u200f]/u
const rightToLeft =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Which way a text runs by its first letter, as `dir="auto"` decides it; null without letters. */
export function directionOf(text: string): 'ltr' | 'rtl' | null {
  for (const character of text) {
    if (rightToLeft.test(character)) {
      if (strong.test(character)) return 'rtl'
    } else if (strong.test(character)) return 'ltr'
  }
  return null
}

/**
 * Words of somebody's inside a line of ours: set apart (Unicode's first strong isolate), so that
 * neither turns the other's signs and numbers round. Plain left-to-right words are as they are.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text
}

/** Facts in one line, each set apart. */
export function isolatedParts(line: string): string {
  return line.split(' · ').map(isolated).join(' · ')
}

/**
 * A text in stretches of one direction each, for formats that have it said of every run. What is no
 * letter goes with the letters on both its sides, or else with the paragraph.
 */
export function stretches(
  text: string,
  paragraph: 'ltr' | 'rtl' = directionOf(text) ?? 'ltr',
): { readonly text: string; readonly direction: 'ltr' | 'rtl' }[] {
  if (!rightToLeft.test(text)) return [{ text, direction: 'ltr' }]
  const found: { text: string; direction: 'ltr' | 'rtl' }[] = []
  const add = (piece: string, direction: 'ltr' | 'rtl') => {
    const last = found.at(-1)
    if (last?.direction === direction) last.text += piece
    else if (piece !== '') found.push({ text: piece, direction })
  }
  let before: 'ltr' | 'rtl' | null = null
  let between = ''
  for (const character of text) {
    const direction: 'ltr' | 'rtl' | null =
      directionOf(character) ?? (/\p{M}/u.test(character) ? before : null)
    if (direction === null) between += character
    else {
      add(between, before === direction ? direction : paragraph)
      add(character, direction)
      between = ''
      before = direction
    }
  }
  add(between, paragraph)
  return found
}

/** A catalogue of which every sentence sets apart what is put into it. */
export function isolating<Words>(words: Words): Words {
  if (typeof words === 'function') {
    const said = (...given: unknown[]) => words(...given.map(setApart))
    return said as Words
  }
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return words
  const entries = Object.entries(words).map(([key, value]) => [key, isolating(value)])
  return Object.fromEntries(entries) as Words
}

function setApart(given: unknown): unknown {
  if (typeof given === 'string') return isolated(given)
  return Array.isArray(given) ? given.map(setApart) : given
}
