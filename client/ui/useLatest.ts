import { useCallback, useInsertionEffect, useRef } from 'react'

/**
 * Reads the newest `value` at any time. An effect event does so as well, but not while something is
 * drawn: React ends the page where one is asked then.
 */
export function useLatest<Value>(value: Value): () => Value {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  }, [value])
  return useCallback(() => latest.current, [])
}
