import { readingWords } from '../locale/reading.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { useReach } from './useReach.ts'

/** Over a text of this device's own copy: the server is there, and what cannot be reached is the room. */
export function Deaf({ replica }: { replica: Replica }) {
  const { locale } = useWords()
  if (useReach(replica) !== 'http') return null
  return (
    <p className="notice no-print" role="status">
      {readingWords[locale].deaf}
    </p>
  )
}
