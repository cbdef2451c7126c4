import { basename } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import * as Y from 'yjs'
import type { Member } from '../../shared/api.ts'
import { attributionOf } from '../../shared/authorship/attribution.ts'
import { descentOf } from '../../shared/authorship/descent.ts'
import { Ledger } from '../../shared/authorship/ledger.ts'
import { attributedRuns } from '../../shared/authorship/runs.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import { type RecordEvent, type Recorded, recordEvent } from '../../shared/record/events.ts'
import { fold } from '../../shared/record/fold.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { plainOf } from '../../shared/record/plain.ts'
import { type CommitmentRecord, emptyRecord } from '../../shared/record/record.ts'
import { adopts } from '../../shared/record/states.ts'
import type { Action } from '../../shared/roles.ts'
import { anyLive } from '../../shared/text/decide.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { home, reservedEnd } from '../../shared/text/identity.ts'
import { fieldNames } from '../../shared/text/read.ts'
import type { Access, Merged } from '../access/access.ts'
import { dataFile } from '../config.ts'
import type { Entry, Journal, Snapshot } from '../journal/journal.ts'
import type { SqliteJournal } from '../journal/sqlite.ts'
import { type Answered, answeredIn, landed } from '../rooms/answered.ts'
import { Document, recordedOf, setBack } from '../rooms/document.ts'
import { recordKept } from '../rooms/snapshots.ts'
import { operator } from '../sample/sample.ts'
import { isOlder } from '../tables.ts'
import { unbelievable } from './believed.ts'
import type { Command } from './command.ts'
import { damageOf } from './damage.ts'
import { type Heads, readHeads } from './heads.ts'
import { type AdoptedBy, keysOf, strangeKeys, strangeOpenKeys } from './keys.ts'
import { PutBack } from './putBack.ts'
import { RightsUsed } from './rights.ts'
import { Rules } from './rules.ts'

/** Something that does not hold. `seq` null: of the document as a whole. */
export type Finding = {
  readonly document: string
  readonly seq: number | null
  readonly what: string
}

export const verify: Command = {
  name: 'verify',
  looks: true,
  usage: 'verify [--heads FILE [--by KEY]]',
  help: 'Re-reads the whole journal and checks every invariant, and what `heads` has said, by whose key.',
  async run({ config, access, journal, print }, args) {
    const options = { heads: { type: 'string' }, by: { type: 'string' } } as const
    const { heads, by } = parseArgs({ args: [...args], options }).values
    const kept = heads === undefined ? null : readHeads(heads, by)
    const file = dataFile(config)
    const damage = damageOf(file)
    // a file that is torn may end all that follows
    for (const what of damage) print(`${basename(file)} ${what}`)
    if (isOlder(file))
      print(
        `${basename(file)} was made by an older version of Accord; starting the server brings it up to date.`,
      )
    const chains = await journal.verify()
    const findings = [
      ...(await verifyAll(journal, access)),
      ...(kept ? await gone(kept, journal) : []),
    ]
    for (const { document, seq, what } of findings) print(`${document} ${seq ?? ''} ${what}`)
    for (const { document, entries, head } of chains) print(`${document} ${entries} ${head}`)
    if (!kept)
      print('Not asked: whether a tail, a chain or a commitment is missing (--heads FILE).')
    const entries = chains.reduce((sum, chain) => sum + chain.entries, 0)
    print(
      `${chains.length} documents, ${entries} entries: ${findings.length + damage.length} findings`,
    )
    return findings.length + damage.length > 0 ? 1 : 0
  },
}

/**
 * Reads every entry of every document again. Seqs go up by one and time never back; the chain of
 * hashes holds; every event is well formed and was its person's to say (`rules.ts`); every update
 * applies without a gap, its person could write it, and everything new in it stands under an id of
 * theirs; what an answer takes out of the text is gone, and stays so; each snapshot is what the entries up to it fold to; who wrote what is the same recomputed from the
 * entries alone as in a room; and journal and access know the same commitments, forms and people.
 *
 * What it cannot find alone: a chain that was computed anew from the changed entry on, a tail that was
 * cut off, a commitment that is gone from both. `--heads` compares with what was kept elsewhere.
 */
export async function verifyAll(journal: Verifiable, access: Access): Promise<readonly Finding[]> {
  const chains = await journal.verify()
  const findings: Finding[] = chains
    .filter(({ broken }) => broken !== null)
    .map(({ document, broken }) => ({ document, seq: broken, what: 'the chain of hashes breaks' }))
  const documents = new Set(await journal.documents())
  for (const document of documents) {
    const found = (seq: number | null, what: string) => findings.push({ document, seq, what })
    // what cannot be read ends this document's part of the check, and no other's
    try {
      await verifyOne(document, journal, access, found)
    } catch (error) {
      found(null, cannotBeRead(error))
    }
  }
  for (const plan of await access.plans.all()) {
    for (const { id } of await access.commitments.of(plan.id)) {
      if (!documents.has(id)) findings.push({ document: id, seq: null, what: 'has no journal' })
    }
  }
  return findings
}

async function verifyOne(
  document: string,
  journal: Verifiable,
  access: Access,
  found: (seq: number | null, what: string) => void,
): Promise<void> {
  const info = await access.commitments.find(document)
  const replay = new Replay(info ? await access.people.of(info.plan) : [])
  const kept = new Set(await journal.kept(document))
  const compare = async (seq: number) => {
    try {
      const snapshot = await journal.latest(document, seq)
      if (snapshot) for (const what of replay.compare(snapshot)) found(seq, what)
    } catch (error) {
      found(seq, `its snapshot ${cannotBeRead(error)}`)
    }
  }
  try {
    for await (const entry of journal.read(document)) {
      for (const what of replay.take(entry)) found(entry.seq, what)
      if (kept.has(entry.seq)) await compare(entry.seq)
    }
    for (const seq of kept) if (seq > replay.seq) found(seq, 'has a snapshot, and is not there')
    if (!(await agreesOnAuthors(journal, document, replay)))
      found(null, 'has other authors in its room')
  } catch (error) {
    found(replay.seq + 1, cannotBeRead(error))
  }
  for (const what of await differences(replay.record, replay, document, access)) found(null, what)
  for (const { seq, what } of replay.rights.beyond()) found(seq, what)
}

function cannotBeRead(error: unknown): string {
  return `cannot be read: ${error instanceof Error ? error.message : error}`
}

type Verifiable = Pick<SqliteJournal, keyof Journal | 'verify' | 'kept'>

/** What was there when `heads` was said, and is not, or is another. */
async function gone({ at, heads }: Heads, journal: SqliteJournal): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const [document, { seq, hash }] of Object.entries(heads)) {
    const now = await journal.hashAt(document, seq)
    if (now === hash) continue
    const what = now === null ? `ended before it, and had it on ${at}` : `was another on ${at}`
    findings.push({ document, seq, what })
  }
  return findings
}

/** Where access and the journal's own statements do not say the same; names are access's alone. */
async function differences(
  record: CommitmentRecord,
  { people, adoptedBy }: Pick<Replay, 'people' | 'adoptedBy'>,
  document: string,
  access: Access,
): Promise<readonly string[]> {
  const info = await access.commitments.find(document)
  if (!info) return ['belongs to no plan']
  // its first entry could not be read, which is told
  if (record.plan === '') return []
  const told = ['plan', 'template', 'templateVersion', 'locale'] as const
  const others = told.filter((what) => info[what] !== record[what])
  const views = await access.people.views(info.plan, [...people])
  const merges = await access.people.merged(info.plan)
  const known = new Set(views.map(({ id }) => id))
  return [
    ...strangeOpenKeys(record, views),
    ...(adoptedBy.length > 0 ? strangeKeys(adoptedBy, await access.people.of(info.plan)) : []),
    ...otherMerges(record, merges),
    ...others.map((what) => `was created with another ${what} than access has`),
    ...[...people]
      .filter((person) => person !== operator && !known.has(person))
      .map((person) => `has words or acts of ${person}, whom access does not know in its plan`),
  ]
}

/** Who is one person with whom: the record of each commitment says it, and access. */
function otherMerges({ merged = {} }: CommitmentRecord, known: readonly Merged[]): string[] {
  const told = new Map(Object.entries(merged).map(([person, { into }]) => [person, into]))
  const kept = new Map(known.map(({ person, into }) => [person, into]))
  return [...new Set([...told.keys(), ...kept.keys()])]
    .filter((person) => told.get(person) !== kept.get(person))
    .map((person) => `says of ${person} to be one with another person than access does`)
}

/** Every character's attribution, from the journal alone and as a room would open it. */
async function agreesOnAuthors(journal: Journal, id: string, replay: Replay): Promise<boolean> {
  const room = await Document.load(id, journal)
  if (!room) return false
  const authors = ({ doc, record }: Pick<Document, 'doc' | 'record'>) => {
    const attribute = attributionOf(record, replay.ledger)
    return fieldNames(doc).map((field) => [field, attributedRuns(doc, field, attribute)])
  }
  return isDeepStrictEqual(authors(room), authors(replay))
}

/** One document, folded from its first entry on. */
export class Replay {
  readonly #doc = new Y.Doc({ gc: false })
  readonly #rules = new Rules(this.#doc)
  readonly #putBack = new PutBack(this.#doc)
  /** What its acts needed. */
  readonly rights: RightsUsed
  /** When each identity came in. */
  readonly ledger = new Ledger()
  readonly #people = new Set<string>()
  /** Ids under which authors of words from elsewhere are known here. */
  readonly #brought = new Set<number>()
  readonly #adoptedBy: AdoptedBy[] = []
  #record: CommitmentRecord = emptyRecord
  #seq = 0
  #at = 0

  /** `members`: whom access knows. */
  constructor(members: readonly Member[] = []) {
    this.rights = new RightsUsed(members)
    guardBody(this.#doc)
  }

  get doc(): Y.Doc {
    return this.#doc
  }

  get seq(): number {
    return this.#seq
  }

  get record(): CommitmentRecord {
    return this.#record
  }

  /** Whoever an entry is by, or on behalf of. */
  get people(): ReadonlySet<string> {
    return this.#people
  }

  /** Keys by which something was adopted, in their order. */
  get adoptedBy(): readonly AdoptedBy[] {
    return this.#adoptedBy
  }

  /** What is wrong with the entry, given those before it. */
  *take(entry: Entry): Generator<string> {
    if (entry.seq !== this.#seq + 1) yield `follows ${this.#seq}`
    if (entry.at < this.#at && entry.at >= this.#at - setBack) yield 'is older than the one before'
    this.#seq = entry.seq
    this.#at = entry.at
    for (const person of [entry.person, entry.onBehalfOf]) {
      if (person !== null) this.#people.add(person)
    }
    const before = this.#record
    const written = entry.update && entry.events.some(({ type }) => type === 'ids-bound')
    const events = recordedOf(entry)
    // ids are bound before anything is written under them; all else says what has been written
    const first = written ? events.filter(({ event }) => event.type === 'ids-bound') : []
    for (const recorded of first) yield* this.#fold(recorded)
    const needs = new Set<Action>()
    yield* this.#rules.writing(entry, this.#record, needs)
    this.rights.note(entry, before, needs)
    for (const recorded of events) if (!first.includes(recorded)) yield* this.#fold(recorded)
    this.#record = { ...this.#record, seq: entry.seq }
    if (entry.update) yield* this.#apply(entry.update, entry.person)
    this.ledger.fold(entry)
    for (const event of entry.events) {
      yield* this.#decided(event)
      yield* this.#origins(event, entry, before)
      if (isLastWord(event, entry.events)) yield* this.#rules.words(event)
    }
    const { roots } = this.#rules
    const answered = (origins: readonly Origin[]) => this.#answeredIn(origins, before, 'all')
    const isBrought = (client: number) => this.#brought.has(client)
    yield* this.#putBack.take(entry, { before, roots, answered, isBrought })
  }

  /** What an answer took out of the text is gone, under whatever identity it stood by then. */
  *#decided(event: RecordEvent): Generator<string> {
    if (event.type !== 'suggestion-decided' || event.outcome === 'later') return
    const { inserted, deleted } = event.content
    const gone = [...(adopts(event.outcome) ? deleted : inserted), ...(event.settled ?? [])]
    if (anyLive(this.#doc, descentOf(this.#record.origins).descendants(gone)))
      yield `answers ${event.suggestion}, but its words still stand`
  }

  /**
   * What is said of where words come from is so, and what an answer took out before this entry does not
   * stand again under another identity.
   */
  *#origins(event: RecordEvent, entry: Entry, before: CommitmentRecord): Generator<string> {
    if (event.type === 'authors-brought')
      for (const { client } of event.authors) this.#brought.add(client)
    if (event.type !== 'origins-found') return
    const { origins } = event
    const isBrought = (client: number) => this.#brought.has(client)
    const isOwn = (client: number) =>
      bindingOf(this.#record.clients, home(client))?.person === entry.person
    yield* unbelievable(this.#doc, entry.update, origins, isBrought, isOwn)
    // rooms followed no answer that does not say what it settles
    if (anyLive(this.#doc, landed(origins, this.#answeredIn(origins, before, 'told'))))
      yield 'puts back what an answer has taken out'
  }

  #answeredIn(
    origins: readonly Origin[],
    before: CommitmentRecord,
    which: 'all' | 'told',
  ): Answered {
    const arriving = origins.map(({ to }) => to)
    return answeredIn(this.#doc, before, arriving, which)
  }

  *#fold(recorded: Recorded): Generator<string> {
    if (!recordEvent.safeParse(recorded.event).success) yield 'has a malformed event'
    try {
      yield* this.#rules.event(recorded, this.#record)
      this.#adoptedBy.push(...keysOf(recorded.event, this.#record))
      this.#record = fold(this.#record, recorded)
    } catch {
      yield 'has an event that cannot be read'
    }
  }

  *#apply(update: Uint8Array, person: string): Generator<string> {
    const clients = new Set(Y.decodeUpdate(update).structs.map(({ id }) => id.client))
    for (const client of clients) {
      const id = home(client)
      if (id >= reservedEnd && bindingOf(this.#record.clients, id)?.person !== person)
        yield `has text under ${client}, which is not its person's`
    }
    try {
      Y.applyUpdate(this.#doc, update)
    } catch {
      yield 'cannot be applied'
    }
    if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs) yield 'leaves a gap'
  }

  /** What is wrong with a snapshot of the entry that was taken last. */
  *compare(snapshot: Snapshot): Generator<string> {
    const kept = new Y.Doc({ gc: false })
    guardBody(kept)
    Y.applyUpdate(kept, snapshot.state)
    if (contentHash(kept) !== contentHash(this.#doc)) yield 'has a snapshot of another text'
    if (!isDeepStrictEqual(sayable(recordKept(snapshot)), sayable(this.#record)))
      yield 'has a snapshot of another record'
  }
}

/** As JSON says it. */
function sayable(record: CommitmentRecord): unknown {
  return JSON.parse(JSON.stringify(plainOf(record)))
}

/** Whether no later event of the entry tells anew what the same suggestion says. */
function isLastWord(event: RecordEvent, events: readonly RecordEvent[]): boolean {
  if (!('content' in event)) return true
  const { suggestion } = event
  return !events
    .slice(events.indexOf(event) + 1)
    .some((later) => 'content' in later && later.suggestion === suggestion)
}
