import { useEffect, useSyncExternalStore } from 'react'
import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { fetched } from '../ui/fetched.tsx'
import type { TwinsBarProps } from './TwinsPair.tsx'

const TwinsPair = fetched(() => import('./TwinsPair.tsx').then((m) => m.TwinsPair))

/** Says that words stand twice, for as long as they do, where whoever may edit cannot overlook it. */
export function TwinsBar(props: TwinsBarProps) {
  const { twins } = props
  const { locale } = useWords()
  const texts = authorshipWords[locale].twins
  const shown = useSyncExternalStore(twins.subscribe, twins.shown)
  const count = shown.length
  useEffect(() => {
    if (count > 0) announce(texts.noticed)
  }, [count, texts])
  const [first] = shown
  return first ? <TwinsPair {...props} pair={first} /> : null
}
