/**
 * A text as people look for it: without case, without what an input method, a font or another
 * program makes different. `from` and `to` give for each of its units the characters of the real
 * text that it stands for; null: one for one.
 */
export type Folded = {
  readonly text: string
  readonly places: { readonly from: readonly number[]; readonly to: readonly number[] } | null
}

/** Plain English and Chinese: nothing but case to fold, and no letter changes its length. */
const plain = /^[\n\x20-\x7e\u2028\u3001-\u3029\u3400-\u9fff]*$/

/** What is one letter to a reader: a base with its marks, a syllable of parts, joined pictures. */
const letters =
  /(?:[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*|[\s\S])(?:[\p{M}\uff9e\uff9f]|\p{EMod}|\u200d\p{ExtPict})*/gu

/** Not seen at all: soft hyphen, zero widths, signs of direction. */
const unseen = /^[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]$/

/** Other shapes of the same sign: full and half width, radicals, ligatures, the ellipsis. */
const shapes = /[\u2026\u2f00-\u2fdf\u3000\ufb00-\ufb06\uff01-\uffee]/

const alike: readonly (readonly [RegExp, string])[] = [
  [/\p{Zs}/gu, ' '],
  [/[\u2018-\u201b\u2032\u02bc]/g, "'"],
  [/[\u201c-\u201f\u2033]/g, '"'],
  [/[\u2010\u2011\u2212]/g, '-'],
  [/\u301c/g, '~'],
  // a dotted capital I becomes two characters in lower case, and a final sigma is a sigma
  [/i\u0307/g, 'i'],
  [/ς/g, 'σ'],
]

export function folded(text: string): Folded {
  if (plain.test(text)) return { text: text.toLowerCase(), places: null }
  let all = ''
  const from: number[] = []
  const to: number[] = []
  for (const { 0: letter, index } of text.matchAll(letters)) {
    const one = foldedLetter(letter)
    all += one
    for (let at = 0; at < one.length; at++) {
      from.push(index)
      to.push(index + letter.length)
    }
  }
  return { text: all, places: { from, to } }
}

function foldedLetter(letter: string): string {
  if (unseen.test(letter)) return ''
  let one = letter.normalize(shapes.test(letter) ? 'NFKC' : 'NFC').toLowerCase()
  for (const [sign, usual] of alike) one = one.replace(sign, usual)
  return one
}

/** Where `query` stands in the real text. Only whole letters are found: no half of ﬁ, no e of é. */
export function placesIn(
  { text, places }: Folded,
  query: string,
): { readonly from: number; readonly to: number }[] {
  const wanted = folded(query).text
  const found: { from: number; to: number }[] = []
  if (wanted === '') return found
  for (let at = text.indexOf(wanted); at >= 0; ) {
    const end = at + wanted.length
    const from = places ? places.from[at] : at
    const to = places ? places.to[end - 1] : end
    const whole = !places || (from !== places.from[at - 1] && to !== places.to[end])
    if (whole && from !== undefined && to !== undefined) found.push({ from, to })
    at = text.indexOf(wanted, whole ? end : at + 1)
  }
  return found
}
