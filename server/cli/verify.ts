import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { attributionOf } from '../../shared/authorship/attribution.ts'
import { descentOf } from '../../shared/authorship/descent.ts'
import { attributedRuns } from '../../shared/authorship/runs.ts'
import { type RecordEvent, recordEvent } from '../../shared/record/events.ts'
import { fold } from '../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import { anyLive } from '../../shared/text/decide.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { home, reservedEnd } from '../../shared/text/identity.ts'
import { fieldNames } from '../../shared/text/read.ts'
import type { Access } from '../access/access.ts'
import { pastOf } from '../authorship/past.ts'
import type { Entry, Journal, Snapshot } from '../journal/journal.ts'
import type { SqliteJournal } from '../journal/sqlite.ts'
import { adopts } from '../rooms/decisions.ts'
import { Document, recordedOf } from '../rooms/document.ts'
import type { Command } from './command.ts'

/** Something that does not hold. `seq` null: of the document as a whole. */
export type Finding = {
  readonly document: string
  readonly seq: number | null
  readonly what: string
}

export const verify: Command = {
  name: 'verify',
  usage: 'verify',
  help: 'Re-reads the whole journal and checks every invariant.',
  async run({ access, journal, print }) {
    const chains = await journal.verify()
    const findings = await verifyAll(journal, access)
    for (const { document, seq, what } of findings) print(`${document} ${seq ?? ''} ${what}`)
    const entries = chains.reduce((sum, chain) => sum + chain.entries, 0)
    print(`${chains.length} documents, ${entries} entries: ${findings.length} findings`)
    return findings.length > 0 ? 1 : 0
  },
}

/**
 * Reads every entry of every document again. Seqs go up by one and time never back; the chain of
 * hashes holds; every event is well formed; every update applies without a gap, and everything new
 * in it stands under an id of the person who sent it; what an answer takes out of the text is gone;
 * the snapshot is what the entries fold to; who wrote what is the same recomputed from the entries
 * alone as in a room; and journal and access know the same commitments.
 */
export async function verifyAll(
  journal: Pick<SqliteJournal, keyof Journal | 'verify'>,
  access: Access,
): Promise<readonly Finding[]> {
  const chains = await journal.verify()
  const findings: Finding[] = chains
    .filter(({ broken }) => broken !== null)
    .map(({ document, broken }) => ({ document, seq: broken, what: 'the chain of hashes breaks' }))
  const documents = new Set(await journal.documents())
  for (const document of documents) {
    const replay = new Replay(await journal.latest(document))
    for await (const entry of journal.read(document)) {
      for (const what of replay.take(entry)) findings.push({ document, seq: entry.seq, what })
    }
    if (!(await agreesOnAuthors(journal, document)))
      findings.push({ document, seq: null, what: 'has other authors in its room' })
    if (!(await access.commitments.find(document)))
      findings.push({ document, seq: null, what: 'belongs to no plan' })
  }
  for (const plan of await access.plans.all()) {
    for (const { id } of await access.commitments.of(plan.id)) {
      if (!documents.has(id)) findings.push({ document: id, seq: null, what: 'has no journal' })
    }
  }
  return findings
}

/** Every character's attribution, from the journal alone and as a room would open it. */
async function agreesOnAuthors(journal: Journal, id: string): Promise<boolean> {
  const room = await Document.load(id, journal)
  const past = room && (await pastOf(journal, id, room.seq))
  if (!past) return false
  const authors = ({ doc, record }: Pick<Document, 'doc' | 'record'>) => {
    const attribute = attributionOf(record, past.ledger)
    return fieldNames(doc).map((field) => [field, attributedRuns(doc, field, attribute)])
  }
  return isDeepStrictEqual(authors(room), authors(past))
}

/** One document, folded from its first entry on. */
class Replay {
  readonly #doc = new Y.Doc({ gc: false })
  readonly #snapshot: Snapshot | null
  #record: CommitmentRecord = emptyRecord
  #seq = 0
  #at = 0

  constructor(snapshot: Snapshot | null) {
    this.#snapshot = snapshot
    guardBody(this.#doc)
  }

  /** What is wrong with the entry, given those before it. */
  *take(entry: Entry): Generator<string> {
    if (entry.seq !== this.#seq + 1) yield `follows ${this.#seq}`
    if (entry.at < this.#at) yield 'is older than the one before'
    this.#seq = entry.seq
    this.#at = entry.at
    for (const recorded of recordedOf(entry)) {
      if (!recordEvent.safeParse(recorded.event).success) yield 'has a malformed event'
      this.#record = fold(this.#record, recorded)
    }
    this.#record = { ...this.#record, seq: entry.seq }
    if (entry.update) yield* this.#apply(entry.update, entry.person)
    for (const event of entry.events) yield* this.#decided(event)
    if (entry.seq === this.#snapshot?.seq) yield* this.#compare(this.#snapshot)
  }

  /** What an answer took out of the text is gone, under whatever identity it stood by then. */
  *#decided(event: RecordEvent): Generator<string> {
    if (event.type !== 'suggestion-decided' || event.outcome === 'later') return
    const { inserted, deleted } = event.content
    const gone = adopts(event.outcome) ? deleted : inserted
    if (anyLive(this.#doc, descentOf(this.#record.origins).descendants(gone)))
      yield `answers ${event.suggestion}, but its words still stand`
  }

  *#apply(update: Uint8Array, person: string): Generator<string> {
    const clients = new Set(Y.decodeUpdate(update).structs.map(({ id }) => id.client))
    for (const client of clients) {
      const id = home(client)
      if (id >= reservedEnd && this.#record.clients[id]?.person !== person)
        yield `has text under ${client}, which is not its person's`
    }
    try {
      Y.applyUpdate(this.#doc, update)
    } catch {
      yield 'cannot be applied'
    }
    if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs) yield 'leaves a gap'
  }

  *#compare({ state, record }: Snapshot): Generator<string> {
    const kept = new Y.Doc({ gc: false })
    guardBody(kept)
    Y.applyUpdate(kept, state)
    if (contentHash(kept) !== contentHash(this.#doc)) yield 'has a snapshot of another text'
    const folded: unknown = JSON.parse(JSON.stringify(this.#record))
    if (!isDeepStrictEqual(JSON.parse(record), folded)) yield 'has a snapshot of another record'
  }
}
