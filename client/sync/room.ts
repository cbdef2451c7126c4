import type { PersonView, ServerMessage } from '../../shared/protocol.ts'
import { foldAll } from '../../shared/record/fold.ts'
import { type PlainRecord, recordIn } from '../../shared/record/plain.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import type { Role } from '../../shared/roles.ts'

/** What is known of the room besides the text. */
export type RoomView = {
  readonly record: CommitmentRecord
  readonly people: ReadonlyMap<string, PersonView>
  /** Null until the room has said it once. */
  readonly role: Role | null
}

export const unknownRoom: RoomView = { record: emptyRecord, people: new Map(), role: null }

/** The next view; the same one when the message says nothing about it. */
export function hear(view: RoomView, message: ServerMessage): RoomView {
  switch (message.type) {
    case 'welcome':
      return {
        // The server's own fold; its schema is the type.
        record: recordIn(message.record as PlainRecord),
        people: byId(message.people),
        role: message.role,
      }
    case 'events': {
      // One journal entry may hold several events of one seq; a repeated entry is passed over whole.
      const news = message.events.filter(({ seq }) => seq > view.record.seq)
      return news.length === 0 ? view : { ...view, record: foldAll(view.record, news) }
    }
    case 'people':
      // newcomers and corrected names; whoever has left keeps theirs
      return { ...view, people: new Map([...view.people, ...byId(message.people)]) }
    case 'role':
      return { ...view, role: message.role }
    default:
      return view
  }
}

function byId(people: readonly PersonView[]): ReadonlyMap<string, PersonView> {
  return new Map(people.map((person) => [person.id, person]))
}
