import { useSyncExternalStore } from 'react'
import { inTurn } from '../ui/Later.tsx'

type Around = typeof import('./RoomAround.tsx')

let around: Around | null = null
let asked = false
let again: (() => void) | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/**
 * What stands around the text of a room: null until the text is painted and it has been read. With it
 * comes everything that is made with React Aria, which nobody who only writes has to wait for.
 */
export function useAround(): Around | null {
  return useSyncExternalStore(subscribe, () => around)
}

/** Null: nothing is missing, or not for long. Else it could not be read, and how to try again at once. */
export function useAroundMissing(): (() => void) | null {
  return useSyncExternalStore(subscribe, () => again)
}

/** Has it read, once, in its turn; on a network that fails, again and again. */
export function askForAround(read: () => Promise<Around>): void {
  if (asked) return
  asked = true
  const ask = async () => {
    try {
      around = await read()
      again = null
    } catch {
      clearTimeout(timer)
      timer = setTimeout(() => inTurn(ask), pause)
      again = ask
    }
    for (const listener of listeners) listener()
  }
  inTurn(ask)
}

/** Between two tries, in milliseconds. The text can be written in meanwhile. */
const pause = 2000

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
