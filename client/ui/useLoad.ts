import { useCallback, useEffect, useState } from 'react'
import type { Answer, Failure } from '../api.ts'

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly failure: Failure }

/**
 * What `load` answers, and a way to ask again. While asking again the last value stays on screen.
 * `load` must keep its identity (`useCallback`) for as long as it asks the same thing.
 */
export function useLoad<Value>(
  load: () => Promise<Answer<Value>>,
): readonly [Loaded<Value>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' })
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    let current = true
    load().then((answer) => {
      if (!current) return
      setLoaded(
        answer.ok
          ? { state: 'ready', value: answer.value }
          : { state: 'failed', failure: answer.failure },
      )
    })
    return () => {
      current = false
    }
  }, [load, turn])
  return [loaded, useCallback(() => setTurn((last) => last + 1), [])]
}
