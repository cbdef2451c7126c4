import type * as Y from 'yjs'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { Brought, RecordEvent } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { type ClientIds, drawClientIds } from '../../shared/text/identity.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Entry } from '../journal/journal.ts'
import type { Batch } from './batch.ts'
import type { Document } from './document.ts'
import { renumber } from './numbering.ts'
import { assertReadable } from './readable.ts'

/** What one person's words in a file do here; whoever brings them in is the entry's person. */
export type Voice = {
  /** Who wrote them; null: whoever brings them in. */
  readonly onBehalfOf: string | null
  /** Writes suggestions, as `onBehalfOf` would in suggest mode; gives back what it inserted. */
  readonly write?: (transaction: Y.Transaction) => readonly IdRange[]
  /** Fields that it writes in. */
  readonly fields: ReadonlySet<string>
  /** Asked after it has written. */
  readonly events: () => readonly RecordEvent[]
  /** What is said of a suggestion that this opens, by what it consists of. */
  readonly brought: (suggestion: Extract<RecordEvent, { type: 'suggestion-opened' }>) => Brought
}

export type Bringing<Code extends string> = (ground: {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
}) => { readonly voices: readonly Voice[] } | { readonly refused: Code }

/**
 * Enters voices one after the other, an entry for each. Everything is under ids that are bound to
 * the importer on behalf of the author, in suggesting mode: nothing becomes agreed text, nobody's
 * own session wrote it, and every reader of the journal sees so. All or nothing: when one throws,
 * none of them has happened.
 */
export async function bringIn<Code extends string>(
  document: Document,
  person: string,
  bringing: Bringing<Code>,
  batch: Batch,
): Promise<{ readonly refused: Code } | null> {
  const { doc, record } = document
  const wanted = bringing({ doc, record })
  if ('refused' in wanted) return wanted
  const before = document.mark()
  const entries: Entry[] = []
  try {
    for (const voice of wanted.voices) {
      const entry = enter(document, person, voice)
      if (entry) entries.push(entry)
    }
  } catch (error) {
    await document.reload(batch.updates, before)
    throw error
  }
  for (const entry of entries) batch.enter(entry)
  return null
}

/** Null: the voice has nothing to say. */
function enter(document: Document, person: string, voice: Voice): Entry | null {
  const by = { person, onBehalfOf: voice.onBehalfOf }
  const { write } = voice
  if (!write) {
    const events = voice.events()
    assertReadable(events)
    return events.length > 0 ? document.enter(by, { events }) : null
  }
  const ids = freshIds(document.record)
  let inserted: readonly IdRange[] = []
  const update = document.write((transaction) => {
    inserted = write(transaction)
  }, ids.suggesting)
  if (!update) return null
  const origins = inserted.map((to) => ({
    to: [...to] as [number, number, number],
    how: 'imported' as const,
  }))
  const entry = document.enter(by, {
    update,
    events: [
      { type: 'ids-bound', ...ids },
      ...(origins.length > 0 ? [{ type: 'origins-found' as const, origins }] : []),
    ],
  })
  const said = voice.events()
  assertReadable(said)
  const numbered = renumber(document.doc, document.record, voice.fields, by).map((event) =>
    event.type === 'suggestion-opened' ? { ...event, brought: voice.brought(event) } : event,
  )
  return document.extend(entry, [...numbered, ...said])
}

function freshIds({ clients }: CommitmentRecord): ClientIds {
  for (;;) {
    const ids = drawClientIds()
    if (!bindingOf(clients, ids.editing) && !bindingOf(clients, ids.suggesting)) return ids
  }
}
