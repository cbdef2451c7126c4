import { useSyncExternalStore } from 'react'

/** What a person is looking at in the rail and in the text: one suggestion, one thread, or nothing. */
export type Attention = {
  readonly item: () => ItemId | null
  /** `from` says where it was chosen, so that the other side comes into sight. */
  readonly turnTo: (item: ItemId | null, from: 'text' | 'rail' | 'list') => void
  readonly subscribe: (turned: (from: 'text' | 'rail' | 'list') => void) => () => void
}

export type ItemId = `suggestion:${number}` | `thread:${string}`

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
