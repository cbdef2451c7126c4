import type { Member } from '../../shared/api.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { type Action, may, type Role } from '../../shared/roles.ts'
import type { Entry } from '../journal/journal.ts'
import { grace, wasAt } from './corrected.ts'

/** An act that somebody needs a right for; `as`: their entries in access, one of which must have had it. */
type Act = {
  readonly seq: number
  readonly at: number
  readonly person: string
  readonly as: ReadonlySet<string>
  readonly action: Action
}

/** What may be asked of a role, by what an entry says; its writing is asked beside it. */
const asks: Partial<Record<RecordEvent['type'], Action>> = {
  'suggestion-decided': 'decide',
  'suggestion-agreed': 'decide',
  'suggestion-reopened': 'decide',
  'thread-opened': 'comment',
  'thread-replied': 'comment',
  'comment-edited': 'comment',
  'comment-deleted': 'comment',
  'thread-resolved': 'comment',
  'thread-reopened': 'comment',
  'check-dismissed': 'suggest',
  'brought-taken-out': 'facilitate',
  'state-set': 'facilitate',
  'section-set': 'facilitate',
  'two-keys-set': 'facilitate',
  'version-named': 'facilitate',
  restored: 'facilitate',
  'people-parted': 'facilitate',
}

/**
 * Which rights a journal's acts needed, compared with what access knows of its people; of acts that were
 * allowed nothing is kept.
 */
export class RightsUsed {
  readonly #byId: ReadonlyMap<string, Member>
  readonly #beyond: Act[] = []
  /** The newest of each person's acts that need the same, of those that write: one a minute is kept. */
  readonly #writing = new Map<string, number>()

  constructor(members: readonly Member[]) {
    this.#byId = new Map(members.map((one) => [one.id, one]))
  }

  /** Notes an entry, given the record before it and what its writing asked for. */
  note(
    { seq, at, person, events }: Entry,
    record: CommitmentRecord,
    wrote: Iterable<Action>,
  ): void {
    // who opens a commitment sets it up
    if (events.some(({ type }) => type === 'created')) return
    const as = new Set([person, personOf(record, person)])
    for (const action of new Set(events.flatMap(asked)))
      this.#compare({ seq, at, person, as, action })
    for (const action of wrote) {
      const key = JSON.stringify([action, ...as])
      const last = this.#writing.get(key)
      if (last !== undefined && Math.abs(at - last) < grace) continue
      this.#writing.set(key, at)
      this.#compare({ seq, at, person, as, action })
    }
  }

  /**
   * Acts of people whose role did not allow them then, as far as access keeps it: what it was corrected
   * from, but neither when somebody was muted or removed, nor anything of who was erased.
   */
  beyond(): { readonly seq: number; readonly what: string }[] {
    return this.#beyond.map(({ seq, person, action }) => ({
      seq,
      what: `needs the right to ${action}, which ${person} did not have in access`,
    }))
  }

  #compare(act: Act): void {
    const known = [...act.as].map((id) => this.#byId.get(id))
    if (known.every((member) => member && !(allowedAt(member, act.at, act.action) ?? true)))
      this.#beyond.push(act)
  }
}

function asked(event: RecordEvent): Action[] {
  if (event.type === 'suggestion-decided' && event.override) return ['facilitate']
  const action = asks[event.type]
  return action ? [action] : []
}

/** Null: nobody knows any more. */
function allowedAt(member: Member, at: number, action: Action): boolean | null {
  const had = wasAt(member, 'role', at)
  return had && [...had].some((role) => may(role as Role, action))
}
