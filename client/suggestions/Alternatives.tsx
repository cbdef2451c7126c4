import type { Locale } from '../../shared/locale/locale.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { alternativeWords } from '../locale/alternatives.ts'
import { useWords } from '../locale/words.tsx'
import { alternativesAmong, besideOf } from './besideOf.ts'

/** Which others are about the same words as this suggestion; nothing where there are none. */
export function AlsoAbout({ record, number }: { record: CommitmentRecord; number: number }) {
  const { locale } = useWords()
  const beside = besideOf(record, number)
  const words = alternativeWords[locale]
  return (['instead', 'adopted', 'within'] as const).map(
    (of) =>
      beside[of].length > 0 && (
        <p key={of} className="small">
          {words[of](beside[of])}
        </p>
      ),
  )
}

/** Before one answer to several: which of them are about the same words. */
export function SameWords(props: { record: CommitmentRecord; numbers: readonly number[] }) {
  const { locale } = useWords()
  const among = alternativesAmong(props.record, props.numbers)
  if (among.length === 0) return null
  return <p role="status">{alternativeWords[locale].among(among)}</p>
}

/** What whoever has adopted these is told of others that are about the same words; null: nothing. */
export function othersWait(
  record: CommitmentRecord,
  adopted: readonly number[],
  locale: Locale,
): string | null {
  const others = new Set(adopted.flatMap((number) => besideOf(record, number).instead))
  const wait = [...others].filter((number) => !adopted.includes(number)).sort((a, b) => a - b)
  return wait.length > 0 ? alternativeWords[locale].waits(wait) : null
}
