import { type RecordEvent, recordEvent } from '../../shared/record/events.ts'

/**
 * Thrown before anything has happened, by an event that could not be read back from the journal: too
 * long, or of no known form. Entries are never changed, so none of these may become one.
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Throws `Unreadable` unless the journal's readers will understand every one of `events`. */
export function assertReadable(events: readonly RecordEvent[]): void {
  for (const event of events) {
    const read = recordEvent.safeParse(event)
    if (!read.success) throw new Unreadable(`${event.type}: ${read.error.issues[0]?.message}`)
  }
}
