import { useSyncExternalStore } from 'react'

/** What a person is looking at in the rail and in the text: one suggestion, one thread, or nothing. */
export type Attention = {
  readonly item: () => ItemId | null
  /** `from` says where it was chosen, so that the other side comes into sight. */
  readonly turnTo: (item: ItemId | null, from: 'text' | 'rail' | 'list') => void
  readonly subscribe: (turned: (from: 'text' | 'rail' | 'list') => void) => () => void
}

/** How an address that leads to a thread of a room ends, before the thread's id. */
export const threadHash = 'thread-'

export type ItemId = `suggestion:${number}` | `thread:${string}`

/** What a mark in the text stands for; at one place several may be suggested. */
export function itemsOf(mark: HTMLElement): ItemId[] {
  return (mark.dataset.items ?? '').split(' ').filter(Boolean) as ItemId[]
}

/** All that is marked at this place of the text, the innermost first. */
export function itemsAt(place: Element): ItemId[] {
  const items: ItemId[] = []
  for (
    let mark = place.closest<HTMLElement>('[data-items]');
    mark;
    mark = mark.parentElement?.closest<HTMLElement>('[data-items]') ?? null
  )
    items.push(...itemsOf(mark))
  return [...new Set(items)]
}

export function createAttention(): Attention {
  const listeners = new Set<(from: 'text' | 'rail' | 'list') => void>()
  let item: ItemId | null = null
  return {
    item: () => item,
    turnTo(next, from) {
      if (next === item && from !== 'list') return
      item = next
      for (const listener of listeners) listener(from)
    },
    subscribe(turned) {
      listeners.add(turned)
      return () => listeners.delete(turned)
    },
  }
}

export function useAttention(attention: Attention): ItemId | null {
  return useSyncExternalStore(attention.subscribe, attention.item)
}
