import * as Y from 'yjs'
import type { Stage, StagePage } from '../../support/stage.ts'
import { treePeer } from './tree.ts'

/** Pages on the binding that most editors use, over a relay that takes whatever comes. */
export class TreeStage implements Stage {
  readonly refused: readonly string[] = []
  readonly #peer: ReturnType<typeof treePeer>
  readonly #relay: Y.Doc
  readonly #people = new Map<number, string>()

  constructor(fields: readonly string[]) {
    this.#peer = treePeer(fields)
    this.#relay = this.#peer.blank()
  }

  open(person: string, number: number): StagePage {
    const { doc, editor, undo, client, destroy } = this.#peer.open(number * 1000, this.#relay)
    this.#people.set(client, person)
    return { doc, editor, undo, claims: () => [], destroy }
  }

  async take(_person: string, update: Uint8Array): Promise<readonly Uint8Array[]> {
    Y.applyUpdate(this.#relay, update)
    return [update]
  }

  characters() {
    return this.#peer
      .characters(this.#relay)
      .map(({ character, client }) => ({ character, person: this.#people.get(client) }))
  }
}
