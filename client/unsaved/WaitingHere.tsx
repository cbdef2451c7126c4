import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { api } from '../api.ts'
import { waitingWords } from '../locale/waiting.ts'
import { useWords } from '../locale/words.tsx'
import { syncAddress } from '../sync/address.ts'
import { leftByOthers } from '../sync/leftovers.ts'
import type { Slot } from '../sync/slots.ts'
import { sendWaiting, waitingHere } from '../sync/waiting.ts'
import { mayPass } from '../ui/Failed.tsx'

/** One commitment of which words wait on this device. */
type Found = {
  readonly commitment: string
  /** Null: it cannot be asked for, or is not open to whoever is here. */
  readonly title: string | null
  /** `others`: somebody else wrote them on this device, and has to come back themselves. */
  readonly state: 'sending' | 'sent' | 'kept' | 'others'
  /** Of the others, as far as they are known. */
  readonly names: readonly (string | null)[]
}

/** Away from the rooms: what waits on this device, which is sent without opening its room. */
export function WaitingHere() {
  const words = waitingWords[useWords().locale]
  const [found, setFound] = useState<readonly Found[]>([])
  useEffect(() => {
    const stop = new AbortController()
    const tell = (news: Found) => {
      if (stop.signal.aborted) return
      setFound((known) => [
        ...known.filter(({ commitment }) => commitment !== news.commitment),
        news,
      ])
    }
    const busy = new Set<string>()
    const look = () => void lookFor(tell, stop.signal, busy)
    look()
    window.addEventListener('online', look, { signal: stop.signal })
    return () => stop.abort()
  }, [])
  if (found.length === 0) return null
  return (
    <section className="page waiting-here" aria-label={words.title}>
      <h2>{words.title}</h2>
      <ul>
        {found.map(({ commitment, title, state, names }) => (
          <li key={commitment} role="status">
            <Link href={`/c/${commitment}`}>
              <bdi>{title ?? words.untitled}</bdi>
            </Link>{' '}
            {state === 'others'
              ? words.others(names.map((name) => name ?? words.somebody).join(words.between))
              : words[state]}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `busy`: commitments that are being seen to. */
async function lookFor(
  tell: (found: Found) => void,
  stop: AbortSignal,
  busy: Set<string>,
): Promise<void> {
  const slots = (await waitingHere()).filter(({ commitment }) => !busy.has(commitment))
  if (slots.length === 0) return
  const me = await api.me()
  const person = me.ok ? me.value.person : null
  for (const [commitment, places] of byCommitment(slots)) {
    const about = await api.commitment(commitment)
    if (stop.aborted) return
    const title = about.ok ? about.value.title : null
    const own = places.filter((slot) => slot.person === person?.id)
    if (!person || own.length === 0) {
      // without a network nobody knows who is here: they may well be one's own
      const isKnown = me.ok || !mayPass(me.failure)
      const others = isKnown ? await leftByOthers(commitment, person?.id ?? null) : []
      tell({
        commitment,
        title,
        state: others.length > 0 ? 'others' : 'kept',
        names: others.map(({ name }) => name),
      })
      continue
    }
    tell({ commitment, title, state: 'sending', names: [] })
    busy.add(commitment)
    const sent = await Promise.all(
      own.map((slot) => sendWaiting(slot, { server: syncAddress(), me: person }, stop)),
    )
    busy.delete(commitment)
    tell({ commitment, title, state: sent.includes('kept') ? 'kept' : 'sent', names: [] })
  }
}

function byCommitment(slots: readonly Slot[]): ReadonlyMap<string, readonly Slot[]> {
  const found = new Map<string, Slot[]>()
  for (const slot of slots)
    found.set(slot.commitment, [...(found.get(slot.commitment) ?? []), slot])
  return found
}
