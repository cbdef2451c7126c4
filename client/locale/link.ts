import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  title: 'Link',
  address: 'Address',
  hint: 'Begins with https://, http:// or mailto:',
  wrong: 'This is not an address that can be opened.',
  gone: 'The words that you chose are no longer in the text. Set the link again to put the address itself in their place.',
  apply: 'Set link',
  remove: 'Remove link',
}

type LinkWords = typeof en

const zhHantTW: LinkWords = {
  title: '連結',
  address: '網址',
  hint: '以 https://、http:// 或 mailto: 開頭',
  wrong: '這不是可以開啟的網址。',
  gone: '您選取的文字已不在內文中。如再次設定，將在原處放入網址本身。',
  apply: '設定連結',
  remove: '移除連結',
}

/** Setting a link. */
export const linkWords: Readonly<Record<Locale, LinkWords>> = { en, 'zh-Hant-TW': zhHantTW }
