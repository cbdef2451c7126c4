import { useEffect, useState } from 'react'
import { type Leftovers, leftoversOf } from '../sync/leftovers.ts'
import type { Replica } from '../sync/state.ts'
import { waitingHere } from '../sync/waiting.ts'

/** The room that is open around whoever asks. */
export type RoomHere = { readonly commitment: string; readonly replica: Replica }

/** Of one commitment what has not reached the others; `words` null: not read. */
export type Unsent = Omit<Leftovers, 'words'> & {
  readonly commitment: string
  readonly words: Leftovers['words'] | null
}

/** Between two looks at what other tabs and the page behind have sent meanwhile, in milliseconds. */
const rest = 500

/**
 * By commitment, what of this person waits on this device, followed: what is sent goes from it. Without
 * words where another tab is at it. `read`: the words, too. Null: not known yet.
 */
export function useUnsentOf(
  person: string,
  room: RoomHere | undefined,
  read: boolean,
): readonly Unsent[] | null {
  const [unsent, setUnsent] = useState<readonly Unsent[] | null>(null)
  const commitment = room?.commitment
  const replica = room?.replica
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    // a place is opened for its words once: it is wanted by whoever sends them
    const known = new Map<string, Unsent>()
    const readOf = async (other: string) =>
      read ? leftoversOf(other, person) : { words: null, record: null }
    const look = async () => {
      const found: Unsent[] = []
      if (commitment && replica && replica.state.unsent > 0) {
        const words = read ? replica.unsentWords() : null
        found.push({ commitment, words, record: replica.state.record })
      }
      const places = (await waitingHere()).filter((slot) => slot.person === person)
      for (const other of new Set(places.map((slot) => slot.commitment))) {
        if (other === commitment) continue
        const one = known.get(other) ?? { commitment: other, ...(await readOf(other)) }
        known.set(other, one)
        found.push(one)
      }
      if (!current) return
      setUnsent((last) => (JSON.stringify(last) === JSON.stringify(found) ? last : found))
      timer = setTimeout(look, rest)
    }
    void look()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [person, commitment, replica, read])
  return unsent
}
