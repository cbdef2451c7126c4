import type * as Y from 'yjs'
import { createUndo, type Undo } from '../../client/editor/binding/undo.ts'
import { isOwnPending, isOwnSuggestion, isPending } from '../../client/text/own.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { suggestReplace } from '../../shared/text/suggest.ts'
import { insertText, remove } from '../../shared/text/write.ts'
import { type Network, startProxy } from './proxy.ts'
import { moveUnits } from './recreating.ts'
import { replicaOf, type TestReplica } from './replica.ts'
import { unitsOf } from './textWorld.ts'

/**
 * A page without its view, on a network of its own: it writes, strikes, moves and undoes in fields, as
 * an editor and its undo would, and says where words are from.
 */
export class MovingPage {
  readonly person: string
  readonly network: Network
  readonly page: TestReplica
  readonly fields: readonly string[]
  mode: 'edit' | 'suggest' = 'edit'
  #undo: { readonly of: Y.Doc; readonly undo: Undo } | null = null

  private constructor(person: string, network: Network, fields: readonly string[]) {
    this.person = person
    this.network = network
    this.fields = fields
    this.page = replicaOf(network, person)
  }

  static async open(url: string, person: string, fields: readonly string[]): Promise<MovingPage> {
    const page = new MovingPage(person, await startProxy(url), fields)
    await page.page.saved()
    return page
  }

  get doc(): Y.Doc {
    return this.page.state.doc
  }

  /** What this page says of the words that it writes next. */
  get claims(): readonly Origin[] {
    return []
  }

  set claims(claims: readonly Origin[]) {
    this.page.replica.announceOrigins(claims)
  }

  /** Of the document that the page stands on now. */
  get undo(): Undo {
    const { doc } = this
    if (this.#undo?.of === doc) return this.#undo.undo
    const { replica } = this.page
    const { me } = replica.state
    const record = () => replica.state.record
    const undo = createUndo(doc, {
      ids: () => replica.state.ids,
      isOwn: (client) => isOwnSuggestion(record(), me.id, client),
      isPending: (client, clock) => isPending(record(), client, clock),
      ownsPending: (client, clock) => isOwnPending(record(), me.id, client, clock),
      origins: () => record().origins,
      onOrigins: (origins) => replica.announceOrigins(origins),
      pause: Number.POSITIVE_INFINITY,
    })
    for (const field of this.fields) undo.watch(fieldText(doc, field))
    this.#undo = { of: doc, undo }
    return undo
  }

  write(write: (transaction: Y.Transaction) => void): void {
    this.undo.transact(this.mode, write)
  }

  replace(field: string, from: number, to: number, words: string): void {
    const text = fieldText(this.doc, field)
    const { suggester } = this.undo
    this.write((transaction) => {
      if (this.mode === 'suggest') {
        const tokens = words === '' ? [] : [{ text: words }]
        suggestReplace(transaction, text, from, to, tokens, suggester)
        return
      }
      if (to > from) remove(transaction, text, from, to - from)
      if (words !== '') insertText(transaction, text, from, words, null)
    })
  }

  /** Puts words elsewhere, `place` of the way through a field; `together`: as one change. */
  move(field: string, from: number, to: number, into: string, place: number, together: boolean) {
    if (to > from)
      moveUnits(this, { field, start: from, end: to }, { field: into, place }, together)
  }

  /** The characters on the page, each with how often it stands there. */
  characters(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { key } of this.fields.flatMap((field) => unitsOf(this.doc, field)))
      if (!key.startsWith('¶')) counts.set(key, (counts.get(key) ?? 0) + 1)
    return counts
  }

  async close(): Promise<void> {
    this.page[Symbol.dispose]()
    await this.network[Symbol.asyncDispose]()
  }
}
