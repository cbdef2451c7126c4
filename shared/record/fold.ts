import type { IdRange } from '../text/ranges.ts'
import { holdsOpenKey } from './answering.ts'
import type { Brought, RecordEvent, Recorded } from './events.ts'
import type { Binding, Comment, CommitmentRecord, Suggestion, Thread } from './record.ts'

/** The next record. Pure, the same on server and client; an event about something unknown changes nothing. */
export function fold(record: CommitmentRecord, recorded: Recorded): CommitmentRecord {
  // undefined: an event of a newer server, read by a page that does not know it
  const next: CommitmentRecord | undefined = apply(record, recorded.event, recorded)
  return { ...(next ?? record), seq: recorded.seq }
}

function apply(record: CommitmentRecord, event: RecordEvent, by: Recorded): CommitmentRecord {
  switch (event.type) {
    case 'created':
      return {
        ...record,
        plan: event.plan,
        template: event.template,
        templateVersion: event.templateVersion,
        locale: event.locale,
        createdAt: by.at,
        source: event.source ?? null,
      }
    case 'ids-bound': {
      const who = { person: by.person, onBehalfOf: by.onBehalfOf }
      const clients: Record<number, Binding> = {
        ...record.clients,
        [event.editing]: { ...who, mode: 'editing' },
      }
      if (event.suggesting !== undefined) clients[event.suggesting] = { ...who, mode: 'suggesting' }
      return { ...record, clients }
    }
    case 'authors-brought': {
      const brought = event.authors.map(
        ({ client, ...who }) => [client, { ...who, mode: 'editing' }] as const,
      )
      // an id that is somebody's already stays theirs
      return { ...record, clients: { ...Object.fromEntries(brought), ...record.clients } }
    }
    case 'origins-found':
      return { ...record, origins: [...record.origins, ...event.origins] }
    case 'suggestion-opened':
      return withSuggestion(record, event.suggestion, {
        ...event.content,
        number: event.suggestion,
        person: (event.author ?? by).person,
        onBehalfOf: (event.author ?? by).onBehalfOf,
        openedAt: by.at,
        changedAt: by.at,
        status: 'open',
        keys: [],
        decisions: [],
        reopenings: [],
        emptiedBy: null,
        ...(event.brought && { brought: event.brought }),
      })
    case 'suggestion-changed':
      return changeSuggestion(record, event.suggestion, ({ status }) => ({
        ...event.content,
        // its words came back by undo
        status: status === 'emptied' ? 'open' : status,
        emptiedBy: null,
        changedAt: by.at,
        keys: [],
      }))
    case 'suggestion-emptied':
      return changeSuggestion(record, event.suggestion, () => ({
        status: 'emptied',
        emptiedBy: by.person,
        changedAt: by.at,
      }))
    case 'suggestion-agreed':
      return changeSuggestion(record, event.suggestion, ({ keys }) => ({
        keys: [
          ...keys.filter(({ person }) => person !== by.person),
          { person: by.person, sector: event.sector, at: by.at },
        ],
      }))
    case 'keys-withdrawn':
      return withoutKeys(record, event.person)
    case 'suggestion-decided': {
      const decided = changeSuggestion(record, event.suggestion, ({ decisions }) => ({
        ...event.content,
        status: event.outcome,
        emptiedBy: null,
        decisions: [
          ...decisions,
          {
            outcome: event.outcome,
            reason: event.reason,
            person: by.person,
            at: by.at,
            seq: by.seq,
            override: event.override ?? false,
            accepted: event.accepted,
            replaced: event.replaced ?? {},
          },
        ],
      }))
      return { ...decided, accepted: [...decided.accepted, ...event.accepted] }
    }
    case 'suggestion-reopened':
      return pendingAgain(
        changeSuggestion(record, event.suggestion, ({ reopenings }) => ({
          ...event.content,
          status: 'open',
          changedAt: by.at,
          keys: [],
          reopenings: [...reopenings, { reason: event.reason, person: by.person, at: by.at }],
        })),
        event.suggestion,
      )
    case 'accepted-seen': {
      const seen = acceptedBy(record, event.suggestion)
      return seen.length > 0
        ? { ...record, frozen: [...without(record.frozen, seen), ...seen] }
        : record
    }
    case 'thread-opened':
      return withThread(record, {
        id: event.thread,
        anchor: event.anchor,
        comments: [newComment(event.thread, event.text, by, event.mentions ?? [], event.brought)],
        resolved: null,
      })
    case 'thread-replied':
      return changeThread(record, event.thread, (thread) => ({
        ...thread,
        comments: [
          ...thread.comments,
          newComment(event.comment, event.text, by, event.mentions ?? [], event.brought),
        ],
      }))
    case 'comment-edited':
      return changeComment(record, event, {
        text: event.text,
        mentions: event.mentions ?? [],
        editedAt: by.at,
      })
    case 'comment-deleted':
      return changeComment(record, event, {
        text: '',
        mentions: [],
        deleted: true,
        editedAt: by.at,
      })
    case 'thread-resolved':
      return changeThread(record, event.thread, (thread) => ({
        ...thread,
        resolved: { person: by.person, at: by.at },
      }))
    case 'thread-reopened':
      return changeThread(record, event.thread, (thread) => ({ ...thread, resolved: null }))
    case 'state-set':
      return { ...record, state: event.state }
    case 'section-set':
      return { ...record, sections: { ...record.sections, [event.field]: event.state } }
    case 'two-keys-set': {
      const field = event.field ?? '*'
      const others = record.twoKeys.filter((other) => other !== field)
      return { ...record, twoKeys: event.on ? [...others, field] : others }
    }
    case 'version-named': {
      const { name, hash } = event
      const version = { name, hash, seq: by.seq, person: by.person, at: by.at }
      return { ...record, versions: [...record.versions, version] }
    }
    case 'restored':
      return record
    case 'check-dismissed': {
      const { type: _, ...question } = event
      const dismissal = { ...question, person: by.person, at: by.at }
      return { ...record, dismissals: [...record.dismissals, dismissal] }
    }
    case 'role-set': {
      const { [event.person]: _, ...others } = record.roles
      return { ...record, roles: event.role ? { ...others, [event.person]: event.role } : others }
    }
  }
}

function withSuggestion(record: CommitmentRecord, number: number, suggestion: Suggestion) {
  return { ...record, suggestions: { ...record.suggestions, [number]: suggestion } }
}

function changeSuggestion(
  record: CommitmentRecord,
  number: number,
  change: (suggestion: Suggestion) => Partial<Suggestion>,
): CommitmentRecord {
  const suggestion = own(record.suggestions, number)
  if (!suggestion) return record
  return withSuggestion(record, number, { ...suggestion, ...change(suggestion) })
}

/** What is answered already was answered with the keys of its day. */
function withoutKeys(record: CommitmentRecord, person: string): CommitmentRecord {
  return Object.values(record.suggestions)
    .filter((each) => holdsOpenKey(each, person))
    .reduce(
      (next, { number, keys }) =>
        changeSuggestion(next, number, () => ({
          keys: keys.filter((key) => key.person !== person),
        })),
      record,
    )
}

/** What the suggestion's last decision accepted is a suggestion once more. */
function pendingAgain(record: CommitmentRecord, number: number): CommitmentRecord {
  const ranges = acceptedBy(record, number)
  if (ranges.length === 0) return record
  const { accepted, frozen } = record
  return { ...record, accepted: without(accepted, ranges), frozen: without(frozen, ranges) }
}

function acceptedBy(record: CommitmentRecord, number: number): readonly IdRange[] {
  return own(record.suggestions, number)?.decisions.at(-1)?.accepted ?? []
}

/** Ranges enter and leave these lists as they stand in a decision, so they are compared whole. */
function without(ranges: readonly IdRange[], gone: readonly IdRange[]): readonly IdRange[] {
  const keys = new Set(gone.map(String))
  return ranges.filter((range) => !keys.has(String(range)))
}

/** Ids come from outside: `__proto__` and its kin are nobody's. */
function own<Value>(values: Readonly<Record<string | number, Value>>, id: string | number) {
  return Object.hasOwn(values, id) ? values[id] : undefined
}

function withThread(record: CommitmentRecord, thread: Thread): CommitmentRecord {
  return { ...record, threads: { ...record.threads, [thread.id]: thread } }
}

function changeThread(
  record: CommitmentRecord,
  id: string,
  change: (thread: Thread) => Thread,
): CommitmentRecord {
  const thread = own(record.threads, id)
  return thread ? withThread(record, change(thread)) : record
}

function changeComment(
  record: CommitmentRecord,
  { thread, comment }: { thread: string; comment: string },
  change: Partial<Comment>,
): CommitmentRecord {
  return changeThread(record, thread, (found) => ({
    ...found,
    comments: found.comments.map((each) => (each.id === comment ? { ...each, ...change } : each)),
  }))
}

function newComment(
  id: string,
  text: string,
  by: Recorded,
  mentions: readonly string[],
  brought: Brought | undefined,
): Comment {
  return {
    id,
    person: by.person,
    onBehalfOf: by.onBehalfOf,
    at: by.at,
    text,
    editedAt: null,
    deleted: false,
    mentions,
    ...(brought && { brought }),
  }
}
