import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { Attribute } from '../../shared/authorship/attribution.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { separatorOf } from '../../shared/text/items.ts'
import { unitCount } from '../editor/binding/position.ts'
import { speakerOf } from './tones.ts'

/** Neighbouring characters of one speaker; offsets within their block. */
export type Spoken = { readonly from: number; readonly to: number; readonly speaker: string }

/** Who speaks in a block, and under which clientIDs its characters stand. */
export type BlockSpeakers = {
  readonly spoken: readonly Spoken[]
  readonly clients: ReadonlySet<number>
}

/**
 * The speakers of each block of a field, in order. `known` answers for blocks that need not be read
 * again, so a keystroke costs a walk over the items and one block. Null: the view shows another
 * text than the body holds, as while a word is being composed.
 */
export function readSpeakers(
  doc: Y.Doc,
  field: Node,
  attribute: Attribute,
  known: (block: Node) => BlockSpeakers | undefined,
): BlockSpeakers[] | null {
  const text = fieldText(doc, String(field.attrs.name))
  if (text._length !== unitCount(field)) return null
  const blocks = field.children
  const found: BlockSpeakers[] = []
  let at = 0
  let kept = blocks[0] && known(blocks[0])
  let reading = new Reading()
  const close = () => found.push(kept ?? reading)
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (separatorOf(item)) {
      close()
      const block = blocks[++at]
      if (!block) return null
      kept = known(block)
      reading = new Reading()
    } else if (!kept) reading.add(item, attribute)
  }
  close()
  return found.length === blocks.length ? found : null
}

class Reading implements BlockSpeakers {
  readonly spoken: { from: number; to: number; speaker: string }[] = []
  readonly clients = new Set<number>()
  #offset = 0

  add({ id, length }: Y.Item, attribute: Attribute): void {
    this.clients.add(home(id.client)).add(id.client)
    const end = id.clock + length
    for (let clock = id.clock; clock < end; ) {
      const { attribution, until } = attribute(id.client, clock)
      const size = Math.min(end, until) - clock
      this.#append(speakerOf(attribution), size)
      clock += size
    }
  }

  #append(speaker: string, size: number): void {
    const from = this.#offset
    this.#offset += size
    const last = this.spoken.at(-1)
    if (last?.speaker === speaker) last.to = this.#offset
    else this.spoken.push({ from, to: this.#offset, speaker })
  }
}
