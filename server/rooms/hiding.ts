import type {
  Anchor,
  Brought,
  RecordEvent,
  Recorded,
  SuggestionContent,
} from '../../shared/record/events.ts'
import type { Comment, CommitmentRecord, Suggestion, Thread } from '../../shared/record/record.ts'

/** A text as it may be shown. */
export type Hide = (text: string) => string

/**
 * A record as it may be shown: names that were to be hidden with their erasure are left out of all that
 * people wrote into it. Quotes of answered checks stay, they are compared with the text and not shown.
 */
export function shownRecord(record: CommitmentRecord, hide: Hide): CommitmentRecord {
  return {
    ...record,
    source: record.source === null ? null : hide(record.source),
    suggestions: mapped(record.suggestions, (one) => shownSuggestion(one, hide)),
    threads: mapped(record.threads, (one) => shownThread(one, hide)),
    versions: record.versions.map((one) => ({ ...one, name: hide(one.name) })),
    dismissals: record.dismissals.map((one) => ({ ...one, reason: hide(one.reason) })),
  }
}

/** Events as they may be shown. */
export function shownEvents(all: readonly Recorded[], hide: Hide | null): Recorded[] {
  return all.map((each) => (hide ? { ...each, event: shownEvent(each.event, hide) } : each))
}

/** An event as it may be shown. */
export function shownEvent(event: RecordEvent, hide: Hide): RecordEvent {
  switch (event.type) {
    case 'created':
      return { ...event, ...(event.source !== undefined && { source: hide(event.source) }) }
    case 'suggestion-opened':
      return { ...event, ...shownBrought(event, hide), content: shownContent(event.content, hide) }
    case 'suggestion-changed':
      return { ...event, content: shownContent(event.content, hide) }
    case 'suggestion-decided':
    case 'suggestion-reopened':
      return { ...event, reason: hide(event.reason), content: shownContent(event.content, hide) }
    case 'thread-opened':
      return { ...shownComment(event, hide), anchor: shownAnchor(event.anchor, hide) }
    case 'thread-replied':
    case 'comment-edited':
      return shownComment(event, hide)
    case 'state-set':
    case 'section-set':
    case 'restored':
    case 'check-dismissed':
    case 'brought-taken-out':
      return { ...event, reason: hide(event.reason) }
    case 'version-named':
      return { ...event, name: hide(event.name) }
    default:
      return event
  }
}

function shownSuggestion(one: Suggestion, hide: Hide): Suggestion {
  return {
    ...shownContent(one, hide),
    ...shownBrought(one, hide),
    ...(one.changed && {
      changed: { ...one.changed, was: shownContent(one.changed.was, hide) },
    }),
    decisions: one.decisions.map((each) => ({ ...each, reason: hide(each.reason) })),
    reopenings: one.reopenings.map((each) => ({ ...each, reason: hide(each.reason) })),
  }
}

function shownThread(one: Thread, hide: Hide): Thread {
  const comments = one.comments.map((each: Comment) => shownComment(each, hide))
  return { ...one, anchor: shownAnchor(one.anchor, hide), comments }
}

function shownContent<Content extends SuggestionContent>(content: Content, hide: Hide): Content {
  return { ...content, added: hide(content.added), removed: hide(content.removed) }
}

type Said = { readonly text: string; readonly brought?: Brought | undefined }

function shownComment<Comment extends Said>(comment: Comment, hide: Hide): Comment {
  return { ...comment, ...shownBrought(comment, hide), text: hide(comment.text) }
}

function shownBrought({ brought }: { readonly brought?: Brought | undefined }, hide: Hide) {
  return brought ? { brought: { ...brought, source: hide(brought.source) } } : {}
}

function shownAnchor(anchor: Anchor, hide: Hide): Anchor {
  return anchor.on === 'text' ? { ...anchor, quote: hide(anchor.quote) } : anchor
}

function mapped<One>(of: Readonly<Record<string, One>>, shown: (one: One) => One) {
  return Object.fromEntries(Object.entries(of).map(([key, one]) => [key, shown(one)]))
}
