import { useSyncExternalStore } from 'react'
import { inTurn } from '../ui/Later.tsx'

type Around = typeof import('./RoomAround.tsx')

let around: Around | null = null
let asked = false
let missing: AroundMissing | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Why it is not there, and how it is tried again at once, where that helps. */
export type AroundMissing =
  | { readonly why: 'unfetched'; readonly onAgain: () => void }
  | { readonly why: 'late' }

/**
 * What stands around the text of a room: null until the text is painted and it has been read. With it
 * comes everything that is made with React Aria, which nobody who only writes has to wait for.
 */
export function useAround(): Around | null {
  return useSyncExternalStore(subscribe, () => around)
}

/** Null: nothing is missing, or not for long. */
export function useAroundMissing(): AroundMissing | null {
  return useSyncExternalStore(subscribe, () => missing)
}

/** Has it read, once, in its turn; on a network that fails, again and again. */
export function askForAround(read: () => Promise<Around>): void {
  if (asked) return
  asked = true
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const ask = async () => {
    const watch = setTimeout(() => {
      missing = { why: 'late' }
      tell()
    }, patience)
    try {
      around = await read()
      missing = null
    } catch {
      clearTimeout(timer)
      timer = setTimeout(() => inTurn(ask), pause)
      missing = { why: 'unfetched', onAgain: ask }
    }
    clearTimeout(watch)
    tell()
  }
  inTurn(ask)
}

/** Between two tries, in milliseconds. The text can be written in meanwhile. */
const pause = 2000

/** How long a file may be on its way before the room says what it lacks, in milliseconds. */
const patience = 6000

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
