import { useSyncExternalStore } from 'react'

/** One choice of a person, remembered on this device and shared by everything on the page. */
export type Setting<Value extends string> = {
  get(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

/** Reads `key` from this device; anything but one of `values` counts as never chosen. */
export function setting<Value extends string>(
  key: string,
  values: readonly Value[],
  initial: () => Value,
): Setting<Value> {
  const listeners = new Set<() => void>()
  let current: Value | null = null
  return {
    get() {
      current ??= values.find((value) => value === stored(key)) ?? initial()
      return current
    },
    set(value) {
      current = value
      store(key, value)
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useSetting<Value extends string>(
  setting: Setting<Value>,
): readonly [Value, (value: Value) => void] {
  return [useSyncExternalStore(setting.subscribe, setting.get), setting.set]
}

// Storage may be forbidden (private windows, strict policies); the page must work without it.
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // The choice then holds until the page is left.
  }
}
