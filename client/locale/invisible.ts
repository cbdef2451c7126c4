import type { Locale } from '../../shared/locale/locale.ts'
import { hardBreak } from '../../shared/text/body.ts'

/** Names of characters that nobody sees, `other` for those without a usual one, and how a name is set off from words. */
const names = {
  en: {
    known: {
      ' ': 'space',
      '\u00a0': 'no-break space',
      '\u202f': 'narrow no-break space',
      '\u3000': 'ideographic space',
      [hardBreak]: 'line break',
      '\u00ad': 'soft hyphen',
      '\u200b': 'zero-width space',
      '\u200c': 'zero-width non-joiner',
      '\u200d': 'zero-width joiner',
      '\u2060': 'word joiner',
      '\ufeff': 'byte order mark',
      '\u200e': 'left-to-right mark',
      '\u200f': 'right-to-left mark',
      '\u061c': 'Arabic letter mark',
      '\u202a': 'left-to-right embedding',
      '\u202b': 'right-to-left embedding',
      '\u202c': 'end of embedding or override',
      '\u202d': 'left-to-right override',
      '\u202e': 'right-to-left override',
      '\u2066': 'left-to-right isolate',
      '\u2067': 'right-to-left isolate',
      '\u2068': 'first strong isolate',
      '\u2069': 'end of isolate',
    },
    other: (code: string) => `invisible character ${code}`,
    named: (name: string) => `[${name}]`,
  },
  'zh-Hant-TW': {
    known: {
      ' ': '空格',
      '\u00a0': '不換行空格',
      '\u202f': '窄式不換行空格',
      '\u3000': '全形空格',
      [hardBreak]: '換行',
      '\u00ad': '選擇性連字號',
      '\u200b': '零寬空格',
      '\u200c': '零寬不連字',
      '\u200d': '零寬連字',
      '\u2060': '文字連接符',
      '\ufeff': '位元組順序記號',
      '\u200e': '由左至右標記',
      '\u200f': '由右至左標記',
      '\u061c': '阿拉伯字母標記',
      '\u202a': '由左至右嵌入',
      '\u202b': '由右至左嵌入',
      '\u202c': '結束嵌入或覆寫',
      '\u202d': '由左至右覆寫',
      '\u202e': '由右至左覆寫',
      '\u2066': '由左至右隔離',
      '\u2067': '由右至左隔離',
      '\u2068': '依首字方向隔離',
      '\u2069': '結束隔離',
    },
    other: (code: string) => `不可見字元 ${code}`,
    named: (name: string) => `［${name}］`,
  },
} satisfies Record<Locale, object>

/** What has no look of its own: format and filler characters, unusual blanks, breaks. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zs}\p{Zl}]/u
/** Of these, what shapes the character before it, and is seen there: how a letter or a sign looks. */
const shaping = /\p{Variation_Selector}|[\u{e0020}-\u{e007f}]/u

/** The characters of a text as a person can tell them apart: what is not seen stands by its name. */
export function seenCharacters(text: string, locale: Locale): string[] {
  const characters = Array.from(text)
  return characters.map((one, at) => {
    const seen = one === ' ' || !unseen.test(one) || isPart(characters, at)
    return seen ? one : spelt(one, locale)
  })
}

/** As `seenCharacters`, in one. */
export function seenText(text: string, locale: Locale): string {
  return seenCharacters(text, locale).join('')
}

/** A character that nobody sees by its name, an ordinary blank too. */
export function spelt(character: string, locale: Locale): string {
  const { named, known, other } = names[locale]
  const all: Readonly<Record<string, string>> = known
  const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  return named(all[character] ?? other(code))
}

/** Variants, flags, and signs joined to one sign are seen. */
function isPart(characters: readonly string[], at: number): boolean {
  const one = characters[at] ?? ''
  const before = characters[at - 1] ?? ''
  if (shaping.test(one)) return before !== '' && !/\s/u.test(before)
  const after = characters[at + 1] ?? ''
  return one === '\u200d' && /\p{Extended_Pictographic}/u.test(after) && !/\s/u.test(before)
}
