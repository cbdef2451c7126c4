import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  all: (characters: number) => `All of it, ${characters.toLocaleString('en')} characters:`,
  link: (address: string) => `Links to ${address}`,
  changed: (names: readonly string[]) =>
    `${names.join(', ')} took out some of its words. It was suggested as:`,
  with: (outcome: string, names: readonly string[]) =>
    `${outcome}, with changes by ${names.join(', ')}`,
  lapsed: (sector: string, name: string) =>
    `${sector} (${name}) agreed to other words than these; that counts no more`,
}

type ParticularsWords = typeof en

const zhHantTW: ParticularsWords = {
  all: (characters) => `全文，共 ${characters.toLocaleString('en')} 字元：`,
  link: (address) => `連結至 ${address}`,
  changed: (names) => `${names.join('、')}刪去了其中部分文字。原建議為：`,
  with: (outcome, names) => `${outcome}（經${names.join('、')}修改）`,
  lapsed: (sector, name) => `${sector}（${name}）同意的是先前的文字，已不算數`,
}

/** Of what an open card, and a record, say of a suggestion besides its title. */
export const particularsWords: Readonly<Record<Locale, ParticularsWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
