import { useEffect, useState } from 'react'
import type { Locale } from '../../shared/locale/locale.ts'
import { useWords } from '../locale/words.tsx'
import type { Desk } from '../text/desk.ts'
import { lengthOf } from './count.ts'

/** Pause in the writing after which is counted, in milliseconds: counting must not slow typing. */
const rest = 400

/** The length of the text, or of what is selected. */
export function Count({ desk, locale }: { desk: Desk; locale: Locale }) {
  const words = useWords()
  const [counted, setCount] = useState<{ all: number; selected: number } | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const count = () => setCount({ all: allOf(desk, locale), selected: selectedOf(desk, locale) })
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(count, rest)
    }
    const stop = desk.subscribe(later)
    later()
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [desk, locale])
  if (!counted) return null
  const { all, selected } = counted
  const unit = locale === 'en' ? words.count.words : words.count.characters
  return (
    <p className="count quiet small" title={words.count.label}>
      {unit(all)}
      {selected > 0 && <span> · {words.count.selected(selected)}</span>}
    </p>
  )
}

function allOf(desk: Desk, locale: Locale): number {
  const texts = desk
    .editors()
    .map(({ state }) => state.doc.textBetween(0, state.doc.content.size, '\n'))
  return lengthOf(texts.join('\n'), locale)
}

function selectedOf(desk: Desk, locale: Locale): number {
  const editor = desk.active()
  if (!editor) return 0
  const { from, to } = editor.state.selection
  return lengthOf(editor.state.doc.textBetween(from, to, '\n'), locale)
}
