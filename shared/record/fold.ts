import { own } from '../own.ts'
import type { IdRange } from '../text/ranges.ts'
import { holdsOpenKey } from './answering.ts'
import { bindingOf } from './bindings.ts'
import { Copies } from './copies.ts'
import type { Brought, RecordEvent, Recorded, SuggestionContent } from './events.ts'
import { agreedTo } from './keys.ts'
import { canMerge, entriesOf, isSamePerson } from './onePerson.ts'
import type { ChangedByOthers, Comment, CommitmentRecord, Suggestion, Thread } from './record.ts'
import { withoutBrought } from './takenOut.ts'

/** The next record. Pure, the same on server and client; an event about something unknown changes nothing. */
export function fold(record: CommitmentRecord, recorded: Recorded): CommitmentRecord {
  return foldAll(record, [recorded])
}

/** The record after all of them, in their order: what grows is copied once, and not for each. */
export function foldAll(record: CommitmentRecord, all: Iterable<Recorded>): CommitmentRecord {
  const copies = new Copies()
  let last = record
  for (const recorded of all) {
    // undefined: an event of a newer server, read by a page that does not know it
    const next: CommitmentRecord | undefined = apply(last, recorded.event, recorded, copies)
    last = { ...(next ?? last), seq: recorded.seq }
  }
  copies.close()
  return last
}

function apply(
  record: CommitmentRecord,
  event: RecordEvent,
  by: Recorded,
  copies: Copies,
): CommitmentRecord {
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
      const editing = { client: event.editing, ...who, mode: 'editing' } as const
      if (event.suggesting === undefined)
        return { ...record, clients: record.clients.and([editing]) }
      const suggesting = { client: event.suggesting, ...who, mode: 'suggesting' } as const
      return { ...record, clients: record.clients.and([editing, suggesting]) }
    }
    case 'authors-brought': {
      // an id that is somebody's already stays theirs
      const fresh = event.authors.filter(({ client }) => !bindingOf(record.clients, client))
      const bound = fresh.map((author) => ({ ...author, mode: 'editing' }) as const)
      return { ...record, clients: record.clients.and(bound) }
    }
    case 'origins-found':
      return { ...record, origins: record.origins.and(event.origins) }
    case 'suggestion-opened':
      return withSuggestion(copies, record, event.suggestion, {
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
      return withoutUnchanged(
        copies,
        changeSuggestion(copies, record, event.suggestion, (known) => ({
          ...event.content,
          // its words came back by undo
          status: known.status === 'emptied' ? 'open' : known.status,
          emptiedBy: null,
          changedAt: by.at,
          keys: [],
          ...(event.keeps && changedByOthers(record, known, event.content, by.person)),
        })),
        event.suggestion,
      )
    case 'suggestion-emptied':
      return changeSuggestion(copies, record, event.suggestion, () => ({
        status: 'emptied',
        emptiedBy: by.person,
        changedAt: by.at,
      }))
    case 'suggestion-agreed':
      return changeSuggestion(copies, record, event.suggestion, ({ keys }) => ({
        keys: [
          ...agreedTo(keys, event.sign).filter(({ person }) => person !== by.person),
          {
            ...{ person: by.person, sector: event.sector, at: by.at },
            ...(event.sign !== undefined && { sign: event.sign }),
          },
        ],
      }))
    case 'keys-withdrawn':
      return withoutKeys(copies, record, event.person)
    case 'suggestion-decided': {
      const decided = changeSuggestion(copies, record, event.suggestion, ({ decisions, keys }) => ({
        ...event.content,
        keys: agreedTo(keys, event.sign),
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
            ...(event.settled && { settled: event.settled }),
            ...(event.beside && { beside: event.beside }),
            ...(event.breaks && { breaks: event.breaks }),
            ...(event.sign !== undefined && { sign: event.sign }),
          },
        ],
      }))
      return { ...decided, accepted: copies.append(decided.accepted, event.accepted) }
    }
    case 'suggestion-reopened':
      return pendingAgain(
        copies,
        changeSuggestion(copies, record, event.suggestion, ({ reopenings }) => ({
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
      if (seen.length === 0) return record
      return { ...record, frozen: copies.append(copies.remove(record.frozen, seen), seen) }
    }
    case 'thread-opened':
      return withThread(copies, record, {
        id: event.thread,
        anchor: event.anchor,
        comments: [newComment(event.thread, event.text, by, event.mentions ?? [], event.brought)],
        resolved: null,
      })
    case 'thread-replied':
      return changeThread(copies, record, event.thread, (thread) => ({
        ...thread,
        comments: copies.append(thread.comments, [
          newComment(event.comment, event.text, by, event.mentions ?? [], event.brought),
        ]),
      }))
    case 'comment-edited':
      return changeComment(copies, record, event, {
        text: event.text,
        mentions: event.mentions ?? [],
        seq: by.seq,
        editedAt: by.at,
      })
    case 'comment-deleted':
      return changeComment(copies, record, event, {
        text: '',
        mentions: [],
        deleted: true,
        editedAt: by.at,
      })
    case 'thread-resolved':
      return changeThread(copies, record, event.thread, (thread) => ({
        ...thread,
        resolved: { person: by.person, at: by.at },
      }))
    case 'thread-reopened':
      return changeThread(copies, record, event.thread, (thread) => ({ ...thread, resolved: null }))
    case 'state-set':
      return { ...record, state: event.state }
    case 'section-set':
      return { ...record, sections: copies.put(record.sections, event.field, event.state) }
    case 'two-keys-set': {
      const field = event.field ?? '*'
      const others = record.twoKeys.filter((other) => other !== field)
      return { ...record, twoKeys: event.on ? [...others, field] : others }
    }
    case 'version-named': {
      const { name, hash } = event
      const version = { name, hash, seq: by.seq, person: by.person, at: by.at }
      return { ...record, versions: copies.append(record.versions, [version]) }
    }
    case 'restored':
      return event.accepted
        ? { ...record, accepted: copies.append(record.accepted, event.accepted) }
        : record
    case 'check-dismissed': {
      const { type: _, ...question } = event
      const dismissal = { ...question, person: by.person, at: by.at }
      return { ...record, dismissals: copies.append(record.dismissals, [dismissal]) }
    }
    case 'brought-taken-out':
      return withoutBrought(record, new Set(event.people), by.at)
    case 'role-set': {
      if (event.role)
        return { ...record, roles: copies.put(record.roles, event.person, event.role) }
      const { [event.person]: _, ...others } = record.roles
      return { ...record, roles: others }
    }
    case 'people-merged':
      return merged(copies, record, event, by)
    case 'people-parted':
      return parted(copies, record, event.person)
  }
}

function withSuggestion(
  copies: Copies,
  record: CommitmentRecord,
  number: number,
  suggestion: Suggestion,
): CommitmentRecord {
  return { ...record, suggestions: copies.put(record.suggestions, number, suggestion) }
}

function changeSuggestion(
  copies: Copies,
  record: CommitmentRecord,
  number: number,
  change: (suggestion: Suggestion) => Partial<Suggestion>,
): CommitmentRecord {
  const suggestion = own(record.suggestions, number)
  if (!suggestion) return record
  return withSuggestion(copies, record, number, { ...suggestion, ...change(suggestion) })
}

/**
 * Somebody else than its author took out words that the author suggested: the record keeps who, and what
 * it said before. Words that only another answer struck beside it are none of them.
 */
function changedByOthers(
  record: CommitmentRecord,
  known: Suggestion,
  { inserted }: SuggestionContent,
  by: string,
): { changed?: ChangedByOthers } {
  const isOwn = [known.person, known.onBehalfOf].some((one) => isSamePerson(record, one, by))
  if (isOwn || lengthOf(inserted) >= lengthOf(known.inserted)) return {}
  const { field, deleted, kinds, added, removed, changed } = known
  const was = { field, inserted: known.inserted, deleted, kinds, added, removed }
  return { changed: { by: [...new Set([...(changed?.by ?? []), by])], was: changed?.was ?? was } }
}

/** Where all that others had taken out has come back, nothing is changed. */
function withoutUnchanged(
  copies: Copies,
  record: CommitmentRecord,
  number: number,
): CommitmentRecord {
  const suggestion = own(record.suggestions, number)
  if (!suggestion?.changed) return record
  const { changed, ...rest } = suggestion
  const isBack =
    rest.added === changed.was.added && lengthOf(rest.inserted) === lengthOf(changed.was.inserted)
  return isBack ? withSuggestion(copies, record, number, rest) : record
}

function lengthOf(ranges: readonly IdRange[]): number {
  return ranges.reduce((sum, [, , length]) => sum + length, 0)
}

/** What is answered already was answered with the keys of its day. */
function withoutKeys(copies: Copies, record: CommitmentRecord, person: string): CommitmentRecord {
  return Object.values(record.suggestions)
    .filter((each) => holdsOpenKey(each, person))
    .reduce(
      (next, { number, keys }) =>
        changeSuggestion(copies, next, number, () => ({
          keys: keys.filter((key) => key.person !== person),
        })),
      record,
    )
}

/**
 * From here on the two are one. Open keys of the second entry are gone, and those that the first had
 * turned for what the second suggests: one person is one key, and none for their own words.
 */
function merged(
  copies: Copies,
  record: CommitmentRecord,
  { person, into, at }: Extract<RecordEvent, { type: 'people-merged' }>,
  { person: by, at: now }: Recorded,
): CommitmentRecord {
  if (!canMerge(record, person, into)) return record
  const next: CommitmentRecord = {
    ...record,
    merged: { ...record.merged, [person]: { into, by, at: at ?? now } },
  }
  const isTheirs = ({ person: author, onBehalfOf }: Suggestion) =>
    [author, onBehalfOf].some((id) => id !== null && isSamePerson(next, id, into))
  return Object.values(record.suggestions)
    .filter((each) => holdsOpenKey(each, person) || (holdsOpenKey(each, into) && isTheirs(each)))
    .reduce(
      (after, each) =>
        changeSuggestion(copies, after, each.number, ({ keys }) => ({
          keys: keys.filter(
            (key) => key.person !== person && !(key.person === into && isTheirs(each)),
          ),
        })),
      next,
    )
}

/**
 * They are two again. What either of them has agreed to and is open was agreed to as one person, for
 * one sector, by whichever hand: nobody can say whose it would be now, so both agree anew.
 */
function parted(copies: Copies, record: CommitmentRecord, person: string): CommitmentRecord {
  if (!record.merged || !Object.hasOwn(record.merged, person)) return record
  const { [person]: _, ...others } = record.merged
  const next: CommitmentRecord = { ...record, merged: others }
  return entriesOf(record, person).reduce((after, one) => withoutKeys(copies, after, one), next)
}

/** What the suggestion's last decision accepted is a suggestion once more. */
function pendingAgain(copies: Copies, record: CommitmentRecord, number: number): CommitmentRecord {
  const ranges = acceptedBy(record, number)
  if (ranges.length === 0) return record
  // ranges enter and leave these lists as they stand in a decision, so they are compared whole
  const accepted = copies.remove(record.accepted, ranges)
  return { ...record, accepted, frozen: copies.remove(record.frozen, ranges) }
}

function acceptedBy(record: CommitmentRecord, number: number): readonly IdRange[] {
  return own(record.suggestions, number)?.decisions.at(-1)?.accepted ?? []
}

function withThread(copies: Copies, record: CommitmentRecord, thread: Thread): CommitmentRecord {
  return { ...record, threads: copies.put(record.threads, thread.id, thread) }
}

function changeThread(
  copies: Copies,
  record: CommitmentRecord,
  id: string,
  change: (thread: Thread) => Thread,
): CommitmentRecord {
  const thread = own(record.threads, id)
  return thread ? withThread(copies, record, change(thread)) : record
}

function changeComment(
  copies: Copies,
  record: CommitmentRecord,
  { thread, comment }: { thread: string; comment: string },
  change: Partial<Comment>,
): CommitmentRecord {
  return changeThread(copies, record, thread, (found) => {
    const at = found.comments.findLastIndex(({ id }) => id === comment)
    const old = found.comments[at]
    return old
      ? { ...found, comments: copies.replace(found.comments, at, { ...old, ...change }) }
      : found
  })
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
    seq: by.seq,
    ...(brought && { brought }),
  }
}
