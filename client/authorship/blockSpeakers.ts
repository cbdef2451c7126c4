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
 * The speakers of some blocks of a field, which are named by their number in it: a keystroke costs
 * a walk over the items up to its block, and the reading of that one. Null: the view shows another
 * text than the body holds, as while a word is being composed.
 */
export function readSpeakers(
  doc: Y.Doc,
  field: Node,
  attribute: Attribute,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, BlockSpeakers> | null {
  const text = fieldText(doc, String(field.attrs.name))
  if (text._length !== unitCount(field)) return null
  const found = new Map<number, BlockSpeakers>()
  let block = 0
  let reading = wanted.has(block) ? new Reading() : null
  /** False: the block is not what the view shows. */
  const close = () => {
    if (!reading) return true
    found.set(block, reading)
    return reading.length === field.maybeChild(block)?.content.size
  }
  for (let item = text._start; item && found.size < wanted.size; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (separatorOf(item)) {
      if (!close()) return null
      reading = wanted.has(++block) ? new Reading() : null
    } else reading?.add(item, attribute)
  }
  if (found.size < wanted.size && !close()) return null
  return found.size === wanted.size ? found : null
}

/** What is read of a block that has changed since, until it can be read again: it moves along. */
export function movedAlong(
  spoken: readonly Spoken[],
  /** How many characters longer the block is, and where they end. */
  longer: number,
  end: number,
): readonly Spoken[] {
  const moved = (offset: number) => {
    if (longer > 0) return offset >= end - longer ? offset + longer : offset
    return offset > end ? Math.max(end, offset + longer) : offset
  }
  return spoken
    .map(({ from, to, speaker }) => ({ from: moved(from), to: moved(to), speaker }))
    .filter(({ from, to }) => from < to)
}

class Reading implements BlockSpeakers {
  readonly spoken: { from: number; to: number; speaker: string }[] = []
  readonly clients = new Set<number>()
  length = 0

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
    const from = this.length
    this.length += size
    const last = this.spoken.at(-1)
    if (last?.speaker === speaker) last.to = this.length
    else this.spoken.push({ from, to: this.length, speaker })
  }
}
