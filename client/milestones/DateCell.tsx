import { useState } from 'react'
import { type PlainDate, readDate } from '../../shared/commitment/dates.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { milestoneWords } from '../locale/milestones.ts'
import { useWords } from '../locale/words.tsx'
import { TextInput } from '../ui/Field.tsx'
import { toast } from '../ui/Toast.tsx'

/** A date as typed is short; the room takes at most 200 characters. */
const maxDate = 60

type DateCellProps = {
  label: string
  typed: string
  editable: boolean
  onType: (typed: string) => void
  /** Told, when it is left, what was typed on after it could not be changed any more. */
  onUntaken: (typed: string) => void
}

/**
 * A date in the words that were typed, and beside them the date that is read in them. Whoever is just
 * typing in it keeps focus and words, though it cannot be changed any more.
 */
export function DateCell({ label, typed, editable, onType, onUntaken }: DateCellProps) {
  const { locale, milestones, untaken } = useWords()
  const [here, setHere] = useState(false)
  const [late, setLate] = useState<string | null>(null)
  const value = late ?? typed
  const read = readAs(value, locale)
  const change = (words: string) => {
    if (editable) onType(words)
    else if (late === null) toast(untaken.date)
    setLate(editable ? null : words)
  }
  const leave = () => {
    if (late !== null) (editable ? onType : onUntaken)(late)
    setHere(false)
    setLate(null)
  }
  if (!editable && !here) {
    return (
      <div className="cell cell-date">
        <p className="cell-label">{label}</p>
        <p>{typed}</p>
        {read && <p className="quiet small">{read}</p>}
      </div>
    )
  }
  return (
    <div className="cell cell-date">
      <TextInput
        label={label}
        hint={read}
        placeholder={milestones.dateHint}
        value={value}
        onChange={change}
        onFocus={() => setHere(true)}
        onBlur={leave}
        maxLength={maxDate}
      />
    </div>
  )
}

/** What is told beside a typed date; nothing while there are no words. */
export function readAs(typed: string, locale: Locale): string | undefined {
  if (!typed.trim()) return undefined
  const texts = milestoneWords[locale]
  const date = readDate(typed)
  return date ? texts.read(dateWords(date, locale)) : texts.unread
}

/** Year 1 of the Republic of China is 1912. */
const rocEpoch = 1911

/** As precise as it was typed; in Chinese with the ROC year, since both calendars are in use. */
function dateWords({ year, month, day }: PlainDate, locale: Locale): string {
  if (locale === 'zh-Hant-TW') {
    const roc = year > rocEpoch ? `（民國 ${year - rocEpoch} 年）` : ''
    return `${year} 年${month ? ` ${month} 月` : ''}${day ? ` ${day} 日` : ''}${roc}`
  }
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month && { month: 'long' }),
    ...(day && { day: 'numeric' }),
  }).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
}
