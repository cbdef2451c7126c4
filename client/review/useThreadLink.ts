import { useEffect } from 'react'
import type { Thread } from '../../shared/record/record.ts'
import { type Attention, type ItemId, threadHash } from '../rail/attention.ts'

/** Opens the card of the thread that the address names, once, as soon as the record knows it. */
export function useThreadLink(
  attention: Attention,
  threads: Readonly<Record<string, Thread>>,
): void {
  const { hash } = window.location
  const id = hash.startsWith(`#${threadHash}`) ? hash.slice(threadHash.length + 1) : ''
  const anchor = threads[id]?.anchor
  const item =
    anchor && (anchor.on === 'suggestion' ? `suggestion:${anchor.suggestion}` : `thread:${id}`)
  useEffect(() => {
    if (item) attention.turnTo(item as ItemId, 'list')
  }, [attention, item])
}
