/** What a key means in the rail. Letters count only where nobody is writing or composing. */
export type RailKey = 'next' | 'previous' | 'open' | 'leave' | 'adopt' | 'decline' | 'select'

const keys: Readonly<Record<string, RailKey>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  a: 'adopt',
  d: 'decline',
  x: 'select',
}

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>

/** `target` is where the focus is. Null: the key is not the rail's. */
export function railKey(event: Pressed, target: Element): RailKey | null {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return null
  }
  if (event.key === 'Escape') return 'leave'
  if (target.closest('input, textarea, select, [contenteditable], [role="listbox"]')) return null
  const key = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null
  // a focused button or link keeps its own Enter
  if (key === 'open' && target.closest('button, a, summary')) return null
  return key
}
