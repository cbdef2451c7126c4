import * as Y from 'yjs'
import { birthId, parseBirthId } from './birthId.ts'
import { bodyRoots, type Separator } from './body.ts'
import { deleteRanges } from './decide.ts'
import { fieldText } from './guard.ts'
import { type ClientIds, isSuggesting, twin } from './identity.ts'
import type { IdSet } from './idSet.ts'
import { charactersOf, separatorOf } from './items.ts'
import { Place, put } from './place.ts'
import { parseProposalKey, proposalKey } from './proposals.ts'
import type { IdRange } from './ranges.ts'
import { readBlocks } from './read.ts'

/** How many characters and separators were kept, and the words, by block, that were not. */
export type Replayed = {
  readonly kept: number
  readonly aside: readonly Refused[]
  /** How much of what was refused is suggested now. */
  readonly proposed: number
  readonly moved: readonly Moved[]
}

/** Identities that were written anew, and the first of those that they have now. */
export type Moved = {
  readonly from: IdRange
  readonly to: readonly [client: number, clock: number]
}

/** Refused words, and where they stood: a Yjs relative position of the new replica, as JSON. */
export type Refused = { readonly field: string; readonly text: string; readonly place: unknown }

/**
 * After a refusal: brings what a person wrote in `from`, and the room does not have, into a fresh
 * replica `into`, under new ids `ids` in the mode it was written in. `own` names the person's ids
 * in `from`; `without` holds what was refused, identities brought in as well as deleted ones.
 *
 * Both replicas know the room's items under the same identities. So a run of own characters goes
 * behind the nearest item to its left that `into` has, deleted or not; its markers go with it. What
 * is deleted in `from` and live in `into` was deleted by this person. Separators are born anew, and
 * kinds and suggestions that speak of renamed blocks and text follow them.
 *
 * Where a field `proposes`, what was refused as an edit is brought as a suggestion instead.
 */
export function replay(
  from: Y.Doc,
  into: Y.Doc,
  own: (client: number) => boolean,
  without: IdSet,
  ids: ClientIds,
  proposes: (field: string) => boolean = () => false,
): Replayed {
  const before = into.clientID
  const replay = new Replay(from, into, own, without, ids, proposes)
  try {
    into.transact((transaction) => replay.run(transaction))
  } finally {
    into.clientID = before
  }
  return replay.result()
}

/** A stretch of an item: one that `into` has, that is to be kept, or that was refused. */
type Stretch = { clock: number; end: number; is: 'known' | 'kept' | 'refused' | 'proposed' }

class Replay {
  readonly #from: Y.Doc
  readonly #into: Y.Doc
  readonly #own: (client: number) => boolean
  readonly #without: IdSet
  readonly #ids: ClientIds
  readonly #proposes: (field: string) => boolean
  readonly #known: ReadonlyMap<number, number>
  readonly #blocks = new Map<string, string>()
  readonly #moved: Moved[] = []
  /** What was deleted as an edit, and is suggested to be. */
  readonly #struck: IdRange[] = []
  readonly #aside: { readonly field: string; text: string; readonly place: unknown }[] = []
  /** The words put aside before belong to the same block. */
  #asideGoesOn = false
  #proposed = 0
  #kept = 0

  constructor(
    from: Y.Doc,
    into: Y.Doc,
    own: (client: number) => boolean,
    without: IdSet,
    ids: ClientIds,
    proposes: (field: string) => boolean,
  ) {
    this.#proposes = proposes
    this.#from = from
    this.#into = into
    this.#own = own
    this.#without = without
    this.#ids = ids
    this.#known = Y.decodeStateVector(Y.encodeStateVector(into))
  }

  run(transaction: Y.Transaction): void {
    const fields = [...this.#from.share.keys()]
      .filter((root) => root.startsWith(bodyRoots.field))
      .map((root) => root.slice(bodyRoots.field.length))
    for (const field of fields) {
      this.#deleteGone(transaction, fieldText(this.#from, field)._start, this.#proposes(field))
    }
    this.#deleteGone(transaction, this.#from.getArray(bodyRoots.deletions)._start, false)
    for (const field of fields) this.#replayText(transaction, field)
    this.#replayMap(bodyRoots.kinds, 'editing', (block) => this.#blockInto(block))
    this.#replayMap(bodyRoots.rows, 'editing', (key) => key)
    this.#replayMap(bodyRoots.kindProposals, 'suggesting', (key) => this.#ownProposal(key))
    for (const field of fields.filter(this.#proposes)) this.#proposeKinds(field)
    this.#replayEntries()
  }

  result(): Replayed {
    const [kept, aside, moved] = [this.#kept, this.#aside, this.#moved]
    return { kept, aside, moved, proposed: this.#proposed }
  }

  #replayText(transaction: Y.Transaction, field: string): void {
    const text = fieldText(this.#into, field)
    /** The identity behind which the next own run goes; null: at the start. */
    let anchor: Y.ID | null = null
    this.#asideGoesOn = false
    for (let item = fieldText(this.#from, field)._start; item; item = item.right) {
      const { client } = item.id
      for (const { clock, end, is } of this.#stretches(item, this.#proposes(field))) {
        if (is !== 'refused' && !item.deleted && separatorOf(item)) this.#asideGoesOn = false
        if (is === 'known') anchor = Y.createID(client, end - 1)
        else if (item.deleted) continue
        else if (is === 'refused') this.#setAside(field, anchor, item, clock, end)
        else if (is === 'kept' || item.countable) {
          anchor = this.#copy(transaction, text, anchor, item, clock, end, is === 'proposed')
        }
      }
    }
  }

  /** Writes a stretch of `item` behind `anchor` and answers its last new identity. */
  #copy(
    transaction: Y.Transaction,
    text: Y.Text,
    anchor: Y.ID | null,
    item: Y.Item,
    clock: number,
    end: number,
    proposed: boolean,
  ): Y.ID {
    const separator = separatorOf(item)
    const plain = proposed ? this.#ids.suggesting : this.#ids[modeOf(item.id.client)]
    const client = separator ? twin(plain) : plain
    const start = Y.getState(this.#into.store, client)
    const left = anchor && Y.getItemCleanEnd(transaction, this.#into.store, anchor)
    const place = new Place(left ? left.right : text._start)
    place.left = left
    put(transaction, text, place, this.#contentOf(item, clock, end, client, start), client)
    this.#moved.push({ from: [item.id.client, clock, end - clock], to: [client, start] })
    if (item.countable) this.#kept += end - clock
    if (proposed) this.#proposed += end - clock
    return Y.createID(client, start + end - clock - 1)
  }

  #contentOf(item: Y.Item, clock: number, end: number, client: number, start: number) {
    const separator = separatorOf(item)
    if (separator)
      return new Y.ContentEmbed(
        this.#bornAnew(separator, birthId(client, start), isProposed(item, client)),
      )
    const characters = charactersOf(item)
    if (characters !== null) {
      return new Y.ContentString(characters.slice(clock - item.id.clock, end - item.id.clock))
    }
    return item.content.copy() as Y.ContentFormat
  }

  /** An own block gets a new id; one that undo restored keeps its id if it is still to be had. */
  #bornAnew(separator: Separator, id: string, proposed: boolean): Separator {
    if (proposed) {
      this.#blocks.set(separator.b, id)
      return { ...separator, b: id, n: 1 }
    }
    const birth = parseBirthId(separator.b)
    const known = birth !== null && birth.clock < (this.#known.get(birth.client) ?? 0)
    if (known && isDeleted(this.#into, birth)) return separator
    this.#blocks.set(separator.b, id)
    return { ...separator, b: id }
  }

  /** Deletes in `into` what `from` shows deleted, but for what was refused, which can be suggested. */
  #deleteGone(transaction: Y.Transaction, start: Y.Item | null, proposes: boolean): void {
    for (let item = start; item; item = item.right) {
      if (!item.deleted) continue
      const { client, clock } = item.id
      const end = Math.min(clock + item.length, this.#known.get(client) ?? 0)
      if (end <= clock) continue
      deleteRanges(transaction, this.#without.missing([client, clock, end - clock]))
      if (!proposes || !item.countable) continue
      for (const [from, to] of this.#without.within(client, clock, end)) {
        this.#strike([client, from, to - from])
        this.#proposed += to - from
      }
    }
  }

  /** Suggests that this goes; own suggestions too, for they may be agreed text by now. */
  #strike([client, clock, length]: IdRange): void {
    for (let at = clock; at < clock + length; ) {
      const item = Y.getItem(this.#into.store, Y.createID(client, at))
      const end = Math.min(item.id.clock + item.length, clock + length)
      if (!item.deleted) this.#struck.push([client, at, end - at])
      at = end
    }
  }

  /** What was refused as the kind of a block is suggested. */
  #proposeKinds(field: string): void {
    const kinds = this.#from.getMap(bodyRoots.kinds)._map
    for (const { id } of readBlocks(this.#from, field)) {
      const item = kinds.get(id)
      const block = this.#blockInto(id)
      if (!item || item.deleted || block === null) continue
      if (!this.#own(item.id.client) || !this.#without.has(item.id.client, item.id.clock)) continue
      this.#proposed += 1
      this.#into.clientID = this.#ids.suggesting
      const kind = item.content.getContent()[item.length - 1]
      this.#into.getMap(bodyRoots.kindProposals).set(proposalKey(block, this.#ids.suggesting), kind)
    }
  }

  #replayMap(
    root: 'kinds' | 'rows' | 'kindProposals',
    mode: keyof ClientIds,
    keyInto: (key: string) => string | null,
  ): void {
    const target = this.#into.getMap(root)
    for (const [key, item] of this.#from.getMap(root)._map) {
      const { client, clock } = item.id
      if (this.#without.has(client, clock)) continue
      const known = clock < (this.#known.get(client) ?? 0)
      const newKey = keyInto(key)
      if (newKey === null || (!known && !this.#own(client))) continue
      this.#into.clientID = this.#ids[mode]
      if (item.deleted) this.#deleteKey(target, key, known ? item.id : null)
      else if (!known) {
        target.set(newKey, item.content.getContent()[item.length - 1])
        // the person's earlier proposal for the same block, under an earlier id
        if (newKey !== key && target.has(key)) target.delete(key)
      }
    }
  }

  /** Deletes a value that this person deleted: the very one, or the one their own had replaced. */
  #deleteKey(target: Y.Map<unknown>, key: string, id: Y.ID | null): void {
    const current = target._map.get(key)
    if (!current || current.deleted) return
    const seen = current.id.clock < Y.getState(this.#from.store, current.id.client)
    if (id ? Y.compareIDs(current.id, id) : seen) target.delete(key)
  }

  #replayEntries(): void {
    const fresh = [...this.#struck]
    const entries = this.#from.getArray(bodyRoots.deletions)
    for (let item = entries._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentAny)) continue
      for (const { clock, end, is } of this.#stretches(item, false)) {
        if (is !== 'kept') continue
        const values = item.content.arr.slice(clock - item.id.clock, end - item.id.clock)
        for (const value of values as IdRange[]) fresh.push(...this.#rangesInto(value))
      }
    }
    if (fresh.length === 0) return
    this.#into.clientID = this.#ids.suggesting
    this.#into.getArray<IdRange>(bodyRoots.deletions).push(fresh)
  }

  /** What of an entry `into` has, or has under new identities. */
  #rangesInto([client, clock, length]: IdRange): IdRange[] {
    const end = clock + length
    const knownEnd = Math.min(end, this.#known.get(client) ?? 0)
    const ranges: IdRange[] = knownEnd > clock ? [[client, clock, knownEnd - clock]] : []
    for (const { from, to } of this.#moved) {
      const start = Math.max(clock, from[1])
      const stop = Math.min(end, from[1] + from[2])
      if (from[0] === client && start < stop) {
        ranges.push([to[0], to[1] + start - from[1], stop - start])
      }
    }
    return ranges
  }

  #ownProposal(key: string): string | null {
    const proposal = parseProposalKey(key)
    if (!proposal || !this.#own(proposal.by)) return null
    const block = this.#blockInto(proposal.block)
    return block === null ? null : proposalKey(block, this.#ids.suggesting)
  }

  /** The id that a block has in `into`; null: its separator was refused. */
  #blockInto(block: string): string | null {
    const birth = parseBirthId(block)
    const known = birth === null || birth.clock < (this.#known.get(birth.client) ?? 0)
    return this.#blocks.get(block) ?? (known ? block : null)
  }

  #setAside(field: string, anchor: Y.ID | null, item: Y.Item, clock: number, end: number): void {
    const characters = separatorOf(item) ? '\n' : (charactersOf(item) ?? '')
    const words = characters.slice(clock - item.id.clock, end - item.id.clock)
    if (words === '') return
    const last = this.#aside.at(-1)
    if (this.#asideGoesOn && last) last.text += words
    else this.#aside.push({ field, text: words, place: placeBehind(field, anchor) })
    this.#asideGoesOn = true
  }

  /** Cuts an item where `into` ceases to know it and where what was refused begins or ends. */
  #stretches(item: Y.Item, proposes: boolean): Stretch[] {
    const { client, clock } = item.id
    const end = clock + item.length
    const knownEnd = Math.min(end, Math.max(clock, this.#known.get(client) ?? 0))
    const stretches: Stretch[] = []
    const push = (start: number, stop: number, is: Stretch['is']) => {
      if (start < stop) stretches.push({ clock: start, end: stop, is })
    }
    push(clock, knownEnd, 'known')
    if (!this.#own(client)) return stretches
    let at = knownEnd
    for (const [start, stop] of this.#without.within(client, knownEnd, end)) {
      push(at, start, 'kept')
      push(start, stop, proposes && !isSuggesting(client) ? 'proposed' : 'refused')
      at = stop
    }
    push(at, end, 'kept')
    return stretches
  }
}

/** True if an edit is being written under a suggesting id. */
function isProposed({ id }: Y.Item, client: number): boolean {
  return isSuggesting(client) && !isSuggesting(id.client)
}

function placeBehind(field: string, anchor: Y.ID | null): unknown {
  const place = anchor
    ? new Y.RelativePosition(null, null, anchor, -1)
    : new Y.RelativePosition(null, bodyRoots.field + field, null, 0)
  return Y.relativePositionToJSON(place)
}

function modeOf(client: number): keyof ClientIds {
  return isSuggesting(client) ? 'suggesting' : 'editing'
}

function isDeleted(doc: Y.Doc, { client, clock }: { client: number; clock: number }): boolean {
  return Y.getItem(doc.store, Y.createID(client, clock)).deleted
}
