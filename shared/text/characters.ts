import { hardBreak } from './body.ts'

/**
 * What may never stand in a Y.Text: C0 and C1 control characters, among them line ends, and U+FFFC,
 * which editors use for an embed.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
export const forbiddenCharacters = /[\u0000-\u001f\u007f-\u009f\ufffc]/

const lineEnds = /\r\n|[\n\r\u2029]/g
const tabs = /\t/g
const forbidden = new RegExp(forbiddenCharacters, 'g')
/** Half a surrogate pair: UTF-8 cannot carry it, so replicas would differ. */
const lone = /\p{Surrogate}/gu

/** `string` as it may stand in a text: line ends become hard breaks, tabs spaces, the rest goes. */
export function cleanCharacters(string: string): string {
  return string
    .replace(lineEnds, hardBreak)
    .replace(tabs, ' ')
    .replace(forbidden, '')
    .replace(lone, '\ufffd')
}

/** What people say beside the text, in comments and reasons: the same, with its line ends. */
export function cleanProse(string: string): string {
  return cleanTyped(string).replaceAll(hardBreak, '\n')
}

/**
 * A name or a title: one line that reads as it is stored. Neither needs to be turned round, in pairs
 * either, nor signs that nobody sees between its letters; joiners and marks stay, which words need.
 */
export function cleanLine(string: string): string {
  return cleanCharacters(string).replaceAll(hardBreak, ' ').replace(unseenInLine, '$1')
}

/**
 * Embeddings, overrides, isolates, the zero-width blank and its likes, the soft hyphen, and tags; those
 * of a flag, which a black flag leads and a last tag ends, are found first, and kept.
 */
const unseenInLine =
  /(\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})|[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/gu

/**
 * What comes in by a door, not in pieces: `cleanCharacters`, and direction controls without their
 * other half go, which would turn the words behind them round. Pairs, and marks, stay: people need
 * them to write.
 */
export function cleanTyped(string: string): string {
  return cleanPieces([cleanCharacters(string)])[0] ?? ''
}

/** The same for pieces of one line that differ by their look: a pair may stand in two of them. */
export function cleanPieces(pieces: readonly string[]): string[] {
  const unpaired = unpairedControls(pieces.join(''))
  if (unpaired.size === 0) return [...pieces]
  let at = 0
  return pieces.map((piece) => {
    const start = at
    at += piece.length
    return piece
      .split('')
      .filter((_, index) => !unpaired.has(start + index))
      .join('')
  })
}

const controls = /[\u202a-\u202e\u2066-\u2069]/
const embeddings = /[\u202a\u202b\u202d\u202e]/
const isolates = /[\u2066-\u2068]/

/** Where embeddings, overrides and isolates stand that nothing ends in their line, and ends of none (UAX #9, BD9 and X1–X8). */
function unpairedControls(string: string): ReadonlySet<number> {
  const unpaired = new Set<number>()
  if (!controls.test(string)) return unpaired
  let open: { readonly at: number; readonly isolate: boolean }[] = []
  const drop = (those: typeof open) => {
    for (const { at } of those) unpaired.add(at)
  }
  for (let at = 0; at < string.length; at++) {
    const sign = string.charAt(at)
    if (embeddings.test(sign)) open.push({ at, isolate: false })
    else if (isolates.test(sign)) open.push({ at, isolate: true })
    else if (sign === '\u202c') {
      if (open.at(-1)?.isolate === false) open.pop()
      else unpaired.add(at)
    } else if (sign === '\u2069') {
      const begun = open.findLastIndex(({ isolate }) => isolate)
      if (begun < 0) unpaired.add(at)
      else {
        drop(open.slice(begun + 1))
        open = open.slice(0, begun)
      }
    } else if (sign === hardBreak || sign === '\n') {
      drop(open)
      open = []
    }
  }
  drop(open)
  return unpaired
}

/** The last three are blank though their class says a symbol or a letter. */
const nothing =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\u2800\u{1d159}\u{13441}\u{13442}]/gu

/** Whether a name, reason or comment can be seen: blanks, fillers, controls, and marks without a letter cannot. */
export function saysSomething(string: string): boolean {
  return string.replace(nothing, '') !== ''
}
