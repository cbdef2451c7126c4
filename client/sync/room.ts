import type { PersonView, ServerMessage } from '../../shared/protocol.ts'
import { foldAll } from '../../shared/record/fold.ts'
import { type PackedRecord, unpackRecord } from '../../shared/record/packed.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import type { Role } from '../../shared/roles.ts'

/** What is known of the room besides the text. */
export type RoomView = {
  readonly record: CommitmentRecord
  /** When the last entry was that the record knows of, and how much is hidden in it; null: nothing was heard. */
  readonly heard: { readonly at: number; readonly hidden: number } | null
  readonly people: ReadonlyMap<string, PersonView>
  /** Null until the room has said it once. */
  readonly role: Role | null
}

export const unknownRoom: RoomView = {
  record: emptyRecord,
  heard: null,
  people: new Map(),
  role: null,
}

/** The next view; the same one when the message says nothing about it. */
export function hear(view: RoomView, message: ServerMessage): RoomView {
  switch (message.type) {
    case 'welcome': {
      const { since, seq, at, hidden, role } = message
      // The server's own fold; its schema is the type.
      const record = since
        ? { ...foldAll(view.record, since), seq }
        : unpackRecord(message.record as PackedRecord)
      const people = joined(view.people, message.people)
      return { record, heard: { at, hidden }, people, role }
    }
    case 'events': {
      // One journal entry may hold several events of one seq; a repeated entry is passed over whole.
      const news = message.events.filter(({ seq }) => seq > view.record.seq)
      const at = news.at(-1)?.at
      if (at === undefined) return view
      const heard = view.heard && { ...view.heard, at }
      return { ...view, record: foldAll(view.record, news), heard }
    }
    case 'people':
      // newcomers and corrected names; whoever has left keeps theirs
      return { ...view, people: joined(view.people, message.people) }
    case 'role':
      return { ...view, role: message.role }
    default:
      return view
  }
}

function joined(known: RoomView['people'], news: readonly PersonView[]): RoomView['people'] {
  return new Map([...known, ...news.map((person) => [person.id, person] as const)])
}
