import { type KeyName, means, type Pressed } from '../ui/keys.ts'

/** What a key means in the rail. Letters count only where nobody is writing or composing. */
export type RailKey =
  | 'next'
  | 'previous'
  | 'open'
  | 'leave'
  | 'adopt'
  | 'decline'
  | 'select'
  | 'takeBack'

const others: Readonly<Record<string, RailKey>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'open',
}

/** The letters, in the order in which people are told of them. */
export const railLetters = [
  'adopt',
  'decline',
  'next',
  'previous',
  'select',
  'takeBack',
] as const satisfies readonly (RailKey & KeyName)[]

/** `target` is where the focus is. Null: the key is not the rail's. */
export function railKey(event: Pressed, target: Element): RailKey | null {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return null
  }
  if (means(event, 'toText')) return 'leave'
  if (target.closest('input, textarea, select, [contenteditable], [role="listbox"]')) return null
  const key = others[event.key] ?? railLetters.find((name) => means(event, name)) ?? null
  // a focused button or link keeps its own Enter
  if (key === 'open' && target.closest('button, a, summary')) return null
  return key
}
