import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import {
  type Attribute,
  type Attributed,
  attributionOf,
  templatePerson,
  unknownPerson,
} from '../../shared/authorship/attribution.ts'
import type { Stamp } from '../../shared/authorship/ledger.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type Bound, bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { extendsList } from '../../shared/text/lists.ts'
import { type Answer, api } from '../api.ts'
import type { Replica, ReplicaState } from '../sync/state.ts'
import { inTurn } from '../ui/Later.tsx'
import { setting } from '../ui/setting.ts'
import { PageLedger } from './pageLedger.ts'
import { Tones } from './tones.ts'

/** How the text is shown: plainly, by who wrote it, or by which sector they speak for. */
export const views = ['off', 'person', 'sector'] as const
export type View = (typeof views)[number]

/** Whose attribution may be another than before: these clientIDs, or anybody's. */
export type News = ReadonlySet<number> | 'all'

/** How the view looks at this moment; another object whenever that changes. */
export type Look = {
  readonly view: View
  /** A speaker, or a sector in the sector view: the others' words are faded. */
  readonly isolated: string | null
  readonly people: ReadonlyMap<string, PersonView>
}

/** Remembered on this device; a session opens as the last one was left. */
const viewSetting = setting<View>('accord.authorship', views, () => 'off')

/** What it needs of a replica. */
export type Ground = Pick<Replica, 'subscribe'> & {
  readonly state: Pick<ReplicaState, 'doc' | 'record' | 'people' | 'me' | 'ids' | 'onBehalfOf'>
}

/** When everything came in, as the room knows it. */
export type AskStamps = () => Promise<Answer<{ readonly stamps: readonly Stamp[] }>>

export function openAuthorship(replica: Replica, commitment: string): Authorship {
  return new Authorship(replica, () => api.stamps(commitment))
}

/**
 * Who wrote what on this page: the room's record and the ledger of arrivals, asked by identity. The
 * ledger is fetched when the page stands and nobody waits, or before, when somebody asks.
 */
export class Authorship {
  readonly tones = new Tones()
  readonly #replica: Ground
  readonly #ask: AskStamps
  readonly #arrivals = new PageLedger()
  /** The page's own ids before the room has said whose they are. */
  readonly #own = new Map<number, Bound>()
  readonly #looking = new Set<() => void>()
  readonly #reading = new Set<(news: News) => void>()
  #look: Look
  #named: ReadonlyMap<string, PersonView> | null = null
  #attribute: Attribute | null = null
  #record: CommitmentRecord
  #doc: Y.Doc | null = null
  #ledger: 'unknown' | 'asked' | 'known' = 'unknown'
  #ready: () => void = () => {}
  /** When the view is to be made ready, so that it opens in no time. */
  readonly prepared = new Promise<void>((ready) => {
    this.#ready = ready
  })

  constructor(replica: Ground, ask: AskStamps) {
    this.#replica = replica
    this.#ask = ask
    this.#record = replica.state.record
    this.#look = { view: viewSetting.get(), isolated: null, people: this.#people() }
    this.#hear()
  }

  /** Keeps up with the room from here on; answers how to stop. */
  readonly keepUp = (): (() => void) => {
    const stop = this.#replica.subscribe(() => this.#hear())
    this.#hear()
    if (this.#look.view !== 'off') void this.learn()
    return () => {
      stop()
      this.#doc?.off('afterTransaction', this.#arrivals.follow)
      this.#doc = null
      if (this.#ledger === 'known') this.#ledger = 'unknown'
    }
  }

  readonly look = (): Look => this.#look

  /** Told of each new look. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.#looking.add(changed)
    return () => this.#looking.delete(changed)
  }

  /** As `subscribe`, when the page has been painted. */
  readonly subscribeBehind = (changed: () => void): (() => void) =>
    this.subscribe(() => inTurn(changed))

  /** Told whose attribution may have changed, text that has just come apart. */
  readonly follow = (changed: (news: News) => void): (() => void) => {
    this.#reading.add(changed)
    return () => this.#reading.delete(changed)
  }

  show(view: View): void {
    if (view === this.#look.view) return
    this.#change({ view, isolated: null })
    viewSetting.set(view)
    if (view !== 'off') void this.learn()
  }

  /** For when the page stands: what an opening needs is fetched, and drawn, in idle moments. */
  async prepare(): Promise<void> {
    await this.learn()
    this.#ready()
  }

  /** Fades everybody's words but those of one speaker or sector; null: nobody's. */
  isolate(isolated: string | null): void {
    this.#change({ isolated })
  }

  /** Who brought in the character of this identity. */
  readonly attribute: Attribute = (client, clock): Attributed => {
    this.#attribute ??= attributionOf(
      { ...this.#record, clients: this.#record.clients.and(this.#unheard()) },
      this.#arrivals.ledger,
    )
    return this.#attribute(client, clock)
  }

  /** Own ids that the room has not told of. */
  #unheard(): readonly Bound[] {
    return [...this.#own.values()].filter(({ client }) => !bindingOf(this.#record.clients, client))
  }

  /** Null: the template, or nobody that the room knows. */
  person(id: string): PersonView | null {
    return id === templatePerson || id === unknownPerson
      ? null
      : (this.#look.people.get(id) ?? null)
  }

  /** Fetches when everything came in. Until that has succeeded, times are not known. */
  async learn(): Promise<boolean> {
    if (this.#ledger !== 'unknown') return this.#ledger === 'known'
    this.#ledger = 'asked'
    const answer = await this.#ask()
    this.#ledger = answer.ok ? 'known' : 'unknown'
    if (!answer.ok) return false
    this.#arrivals.learn(answer.value.stamps)
    this.#listen(this.#replica.state.doc)
    this.tones.rank(this.#arrivals.ledger, this.#record.clients)
    this.#tell('all')
    this.#change({})
    return true
  }

  #hear(): void {
    const { record, ids, onBehalfOf, me, doc } = this.#replica.state
    const before = this.#record
    this.#record = record
    const news = newsOf(before, record)
    if (!this.#own.has(ids.editing)) {
      const who = { person: me.id, onBehalfOf }
      this.#own.set(ids.editing, { client: ids.editing, ...who, mode: 'editing' })
      this.#own.set(ids.suggesting, { client: ids.suggesting, ...who, mode: 'suggesting' })
      this.#attribute = null
    }
    if (record !== before) this.#attribute = null
    if (this.#doc && doc !== this.#doc) this.#listen(doc)
    if (news === 'all' || news.size > 0) this.#tell(news)
    if (this.#replica.state.people !== this.#named) this.#change({ people: this.#people() })
  }

  /** Everybody the room has named, oneself included. */
  #people(): ReadonlyMap<string, PersonView> {
    const { people, me } = this.#replica.state
    this.#named = people
    return people.has(me.id) ? people : new Map([...people, [me.id, me]])
  }

  #listen(doc: Y.Doc): void {
    this.#doc?.off('afterTransaction', this.#arrivals.follow)
    this.#doc = doc
    this.#arrivals.arrived(stateOf(doc))
    doc.on('afterTransaction', this.#arrivals.follow)
  }

  #change(changes: Partial<Look>): void {
    this.#look = { ...this.#look, ...changes }
    for (const changed of this.#looking) changed()
  }

  #tell(news: News): void {
    for (const changed of this.#reading) changed(news)
  }
}

/**
 * How the authorship view looks. Whoever presses the key waits for the marks: what else shows it is
 * drawn behind them.
 */
export function useLook(authorship: Authorship): Look {
  return useSyncExternalStore(authorship.subscribeBehind, authorship.look)
}

export function sameLook(one: Look, other: Look): boolean {
  return one.view === other.view && one.isolated === other.isolated && one.people === other.people
}

function stateOf(doc: Y.Doc): Map<number, number> {
  const state = new Map<number, number>()
  for (const [client, structs] of doc.store.clients) {
    const last = structs.at(-1)
    if (last) state.set(client, last.id.clock + last.length)
  }
  return state
}

/** Records grow; only one that is not the earlier one's continuation says everything anew. */
function newsOf(before: CommitmentRecord, after: CommitmentRecord): News {
  if (before.clients === after.clients && before.origins === after.origins) return new Set()
  const news = new Set<number>()
  for (const now of after.clients.slice(after.clients.alike(before.clients))) {
    const was = bindingOf(before.clients, now.client)
    // somebody else's, too, when two people turn out to be one
    const isSame = was && was.person === now.person && was.onBehalfOf === now.onBehalfOf
    if (!isSame) news.add(now.client)
  }
  if (before.origins === after.origins) return news
  if (!extendsList(after.origins, before.origins)) return 'all'
  for (const { to } of after.origins.slice(before.origins.length)) news.add(to[0])
  return news
}
