/** What a key is called that an input method has taken. */
export const inputMethodKey = 229

/**
 * True for a key that belongs to an input method: also for the Enter or Escape that has just ended a
 * composition, which some systems send behind its end, as a key that composes no more.
 */
export function isComposed(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === inputMethodKey
}
