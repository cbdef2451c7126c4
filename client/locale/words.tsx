import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { type Locale, locales, preferredLocale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'
import { setting, useSetting } from '../ui/setting.ts'
import { type Catalogue, en } from './en.ts'
import { type Format, formatFor } from './format.ts'
import { zhHantTW } from './zh-Hant-TW.ts'

export const catalogues: Readonly<Record<Locale, Catalogue>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})

/** Remembered on this device; until somebody chooses, the first of ours that the browser asks for. */
export const localeSetting = setting<Locale>('accord.locale', locales, () =>
  preferredLocale(navigator.languages?.join(',') ?? navigator.language),
)

export type Words = Catalogue & {
  readonly locale: Locale
  readonly format: Format
  readonly setLocale: (locale: Locale) => void
}

const WordsContext = createContext<Words | null>(null)

/** Gives the words of the chosen language to everything inside, and keeps `<html lang>` true. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useSetting(localeSetting)
  const words = useMemo(
    () => ({ ...catalogues[locale], locale, format: formatFor(locale), setLocale }),
    [locale, setLocale],
  )
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  return <WordsContext value={words}>{children}</WordsContext>
}

/** The words of the chosen language. */
export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('useWords stands outside WordsProvider')
  return words
}
