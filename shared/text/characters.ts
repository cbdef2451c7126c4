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
  return cleanCharacters(string).replaceAll(hardBreak, '\n')
}
