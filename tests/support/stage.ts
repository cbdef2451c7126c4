import type { Editor } from '@tiptap/core'
import type * as Y from 'yjs'
import type { History } from '../../client/editor/commands.ts'
import { Replay } from '../../server/cli/verify.ts'
import { attributionOf } from '../../shared/authorship/attribution.ts'
import { Ledger } from '../../shared/authorship/ledger.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { charactersIn, openWriter } from './editors.ts'
import { MemoryRoom } from './memoryRoom.ts'

/** One person's page in a session. */
export type StagePage = {
  readonly doc: Y.Doc
  readonly editor: Editor
  readonly undo: History
  /** What the page says of the origins of its last update, once. */
  claims(): readonly Origin[]
  destroy(): void
}

/** What a session is played on: pages of one binding, and what stands between them. */
export type Stage = {
  readonly refused: readonly string[]
  open(person: string, number: number): StagePage
  /** Takes an update in; answers what is new in it, for the others. */
  take(
    person: string,
    update: Uint8Array,
    claims: readonly Origin[],
  ): Promise<readonly Uint8Array[]>
  /** The live characters in order, each with whose clientID it stands under. */
  characters(): readonly { readonly character: string; readonly person: string | undefined }[]
}

/** Pages of ours, and the room's own code. */
export class AccordStage implements Stage {
  readonly #room = new MemoryRoom()
  readonly #fields: readonly string[]

  constructor(fields: readonly string[]) {
    this.#fields = fields
  }

  get refused(): readonly string[] {
    return this.#room.refused
  }

  open(person: string, number: number): StagePage {
    const writer = openWriter(number * 1000, { fields: this.#fields })
    this.#room.join(person, writer.ids)
    return {
      doc: writer.doc,
      editor: writer.editor,
      undo: writer.undo,
      claims: () => writer.origins.splice(0),
      destroy: () => writer.destroy(),
    }
  }

  take(person: string, update: Uint8Array, claims: readonly Origin[]) {
    return this.#room.take(person, update, claims)
  }

  characters() {
    const { doc, record } = this.#room.document
    return charactersIn(doc, this.#fields).map(({ character, client }) => ({
      character,
      person: bindingOf(record.clients, home(client))?.person,
    }))
  }

  /** What `verify` would say of the room's journal: of an honest one, nothing. */
  findings(): string[] {
    const replay = new Replay()
    return this.#room.entries.flatMap((entry) =>
      [...replay.take(entry)].map((what) => `${entry.seq} ${what}`),
    )
  }

  /** As the room attributes the same characters. */
  authors(): string[] {
    const { doc, record } = this.#room.document
    const ledger = new Ledger()
    for (const entry of this.#room.entries) ledger.fold(entry)
    const attribute = attributionOf(record, ledger)
    return this.#fields.flatMap((field) => {
      const authors: string[] = []
      for (let item: Y.Item | null = fieldText(doc, field)._start; item; item = item.right) {
        const { length } = item.deleted ? '' : (charactersOf(item) ?? '')
        for (let at = 0; at < length; at++)
          authors.push(attribute(item.id.client, item.id.clock + at).attribution.person)
      }
      return authors
    })
  }
}
