import type { Locale } from './locale.ts'

/** Every script of Unicode 15 by its ISO 15924 code, as `\p{Script=…}` knows it. */
const codes = `Adlm Aghb Ahom Arab Armi Armn Avst Bali Bamu Bass Batk Beng Bhks Bopo Brah Brai Bugi
Buhd Cakm Cans Cari Cham Cher Chrs Copt Cpmn Cprt Cyrl Deva Diak Dogr Dsrt Dupl Egyp Elba Elym Ethi
Geor Glag Gong Gonm Goth Gran Grek Gujr Guru Hang Hani Hano Hatr Hebr Hira Hluw Hmng Hmnp Hung Ital
Java Kali Kana Kawi Khar Khmr Khoj Kits Knda Kthi Lana Laoo Latn Lepc Limb Lina Linb Lisu Lyci Lydi
Mahj Maka Mand Mani Marc Medf Mend Merc Mero Mlym Modi Mong Mroo Mtei Mult Mymr Nagm Nand Narb Nbat
Newa Nkoo Nshu Ogam Olck Orkh Orya Osge Osma Ougr Palm Pauc Perm Phag Phli Phlp Phnx Plrd Prti Rjng
Rohg Runr Samr Sarb Saur Sgnw Shaw Shrd Sidd Sind Sinh Sogd Sogo Sora Soyo Sund Sylo Syrc Tagb Takr
Tale Talu Taml Tang Tavt Telu Tfng Tglg Thaa Thai Tibt Tirh Tnsa Toto Ugar Vaii Vith Wara Wcho Xpeo
Xsux Yezi Yiii Zanb`.split(/\s+/)

/** Code of ISO 15924 for what somebody gave a place in a font, and nobody else knows. */
export const privateUse = 'Qaaa'
const emoji = 'Zsye'
const symbols = 'Zsym'

/** The script of a character by ISO 15924, or what else it is. */
export function scriptOf(character: string): string {
  if (/\p{Co}/u.test(character)) return privateUse
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(character)) return emoji
  return codes.find((code) => new RegExp(`\\p{Script=${code}}`, 'u').test(character)) ?? symbols
}

const own: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  [privateUse]: { en: 'characters of somebody’s own making', 'zh-Hant-TW': '自造字' },
  [emoji]: { en: 'emoji', 'zh-Hant-TW': '表情符號' },
  [symbols]: { en: 'symbols', 'zh-Hant-TW': '符號' },
}

/** A script's name as the reader's language has it. */
export function scriptName(code: string, locale: Locale): string {
  const named = own[code]?.[locale]
  return named ?? new Intl.DisplayNames(locale, { type: 'script' }).of(code) ?? code
}
