import type { RecordEvent } from './events.ts'

/**
 * Whether an event is something that somebody has written or answered. The others say who somebody is,
 * what they may do, or how the room goes on: nothing in the commitment reads otherwise after them.
 */
const isWritten: Readonly<Record<RecordEvent['type'], boolean>> = {
  created: true,
  'ids-bound': false,
  'authors-brought': false,
  'origins-found': false,
  'suggestion-opened': true,
  'suggestion-changed': true,
  'suggestion-emptied': true,
  'suggestion-decided': true,
  'suggestion-reopened': true,
  'suggestion-agreed': true,
  'keys-withdrawn': false,
  'accepted-seen': false,
  'thread-opened': true,
  'thread-replied': true,
  'comment-edited': true,
  'comment-deleted': true,
  'thread-resolved': true,
  'thread-reopened': true,
  'state-set': false,
  'section-set': false,
  'two-keys-set': false,
  'version-named': false,
  restored: true,
  'check-dismissed': true,
  'brought-taken-out': true,
  'role-set': false,
  'people-merged': false,
  'people-parted': false,
}

/** True of a journal entry that changed the text, or in which somebody wrote or answered something. */
export function isWriting(entry: {
  readonly update: Uint8Array | null
  readonly events: readonly RecordEvent[]
}): boolean {
  return entry.update !== null || entry.events.some(({ type }) => isWritten[type])
}
