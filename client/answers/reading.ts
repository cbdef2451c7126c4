import { useEffect, useSyncExternalStore } from 'react'
import { answersTo, namings } from '../../shared/record/answering.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { answersApi, whenSeenAgain } from './answers.ts'

/** Up to which entry this person has read the answers to their suggestions, by commitment. */
const upTo = new Map<string, number>()
const asked = new Set<string>()
const listeners = new Set<() => void>()

function set(commitment: string, seq: number): void {
  upTo.set(commitment, Math.max(seq, upTo.get(commitment) ?? 0))
  for (const listener of listeners) listener()
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Says here and to the server that answers have been read up to there. */
export function readAnswers(commitment: string, seq: number): void {
  if ((upTo.get(commitment) ?? 0) >= seq) return
  set(commitment, seq)
  void answersApi.read(commitment, seq)
}

/** The entries of answers, and of comments that name one, that have not been read; none before it is known how far they have. */
export function unreadIn(
  commitment: string,
  record: Pick<CommitmentRecord, 'suggestions' | 'threads'>,
  me: string,
): number[] {
  const read = upTo.get(commitment)
  if (read === undefined) return []
  const told = [
    ...answersTo(record, me).map(({ last }) => last.seq),
    ...namings(record, me).map(({ comment }) => comment.seq ?? 0),
  ]
  return told.filter((seq) => seq > read)
}

/** How many of them wait to be read. */
export function useUnread(
  commitment: string,
  record: Pick<CommitmentRecord, 'suggestions' | 'threads'>,
  me: string,
): number {
  useEffect(() => {
    const ask = () =>
      answersApi.readUpTo(commitment).then((answer) => {
        if (answer.ok) set(commitment, answer.value.seq)
        else asked.delete(commitment)
      })
    // another tab or device may have read them meanwhile
    const stop = whenSeenAgain(ask)
    if (!asked.has(commitment)) ask()
    asked.add(commitment)
    return stop
  }, [commitment])
  return useSyncExternalStore(subscribe, () => unreadIn(commitment, record, me).length)
}
