import type { Node } from '@tiptap/pm/model'
import type { Step } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { fieldText } from '../../../shared/text/guard.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { suggestedDeletions } from '../../../shared/text/proposals.ts'
import { isOwnPending, type Suggester } from '../../../shared/text/suggest.ts'
import { wordsOf } from '../../../shared/words.ts'
import { type Id, identities, type Span } from './identities.ts'
import type { Mode } from './mode.ts'
import { blockAt } from './position.ts'
import { type Unit, unitsOf } from './units.ts'

/**
 * What a replacement may leave as it is where the new text begins or ends like the old one. Text that
 * is struck, or that only somebody suggests, goes with the rest: left there it would be missing from
 * the new words once everything has been answered.
 */
export type Ends = {
  /** Whether the unit at an index of a field stands as fresh text would. */
  readonly stays: (field: string, index: number) => boolean
  /** Whether somebody suggests to take out the unit at an index of a field. */
  readonly struck: (field: string, index: number) => boolean
  /** Only whole words stay: a suggestion is read by people. */
  readonly words: boolean
  /** Positions that the person has replaced, where the step may tell only the part that differs. */
  readonly over: Span | null
}

/** For what is not written: only the part that differs. */
export const equalEnds: Ends = {
  stays: () => true,
  struck: () => false,
  words: false,
  over: null,
}

/** Which identities stand as text does that a person writes in `mode`. */
export class Standing {
  readonly #doc: Y.Doc
  readonly #mode: Mode
  readonly #suggester: Suggester
  #struck: IdSet | null = null

  constructor(doc: Y.Doc, mode: Mode, suggester: Suggester) {
    this.#doc = doc
    this.#mode = mode
    this.#suggester = suggester
  }

  of([client, clock]: Id): boolean {
    const own = this.#mode === 'suggest' && isOwnPending(this.#suggester, client, clock)
    const strange = this.#suggester.isPending(client, clock) && !own
    return !strange && !this.isStruck([client, clock])
  }

  isStruck([client, clock]: Id): boolean {
    this.#struck ??= new IdSet(
      suggestedDeletions(this.#doc, this.#suggester.origins()).map(({ range }) => range),
    )
    return this.#struck.has(client, clock)
  }

  /** For one step, of whose text before it `original` tells the place in the body; null: fresh text. */
  ends(
    over: Span | null,
    original: (field: string, index: number) => number | null = (_field, index) => index,
  ): Ends {
    const known = new Map<string, readonly Id[]>()
    const idAt = (field: string, index: number): Id | undefined => {
      const at = original(field, index)
      if (at === null) return undefined
      const text = fieldText(this.#doc, field)
      const ids = known.get(field) ?? identities(text, 0, text._length)
      known.set(field, ids)
      return ids[at]
    }
    return {
      words: this.#mode === 'suggest',
      over,
      stays: (field, index) => {
        const id = idAt(field, index)
        return id === undefined || this.of(id)
      },
      struck: (field, index) => {
        const id = idAt(field, index)
        return id !== undefined && this.isStruck(id)
      },
    }
  }
}

/** Whether a step changes only what its blocks are: nothing of their text is replaced. */
export function isStructural(step: Step): boolean {
  return 'structure' in step && step.structure === true
}

/** How many equal units may stay at the beginning and at the end, so that no word is cut. */
export function wholeWords(
  field: Node,
  place: Span,
  removed: readonly Unit[],
  inserted: readonly Unit[],
  { head, tail }: { readonly head: number; readonly tail: number },
): { head: number; tail: number } {
  if (head === 0 && tail === 0) return { head, tail }
  const [before, after] = around(field, place)
  const cutsIn = (units: readonly Unit[]) => {
    const edges = edgesOf(before + textOf(units) + after)
    return (at: number) => edges.has(before.length + at)
  }
  const [old, now] = [cutsIn(removed), cutsIn(inserted)]
  const [was, is] = [removed.length, inserted.length]
  const whole = { head, tail }
  while (whole.head > 0 && !(old(whole.head) && now(whole.head))) whole.head--
  while (whole.tail > 0 && !(old(was - whole.tail) && now(is - whole.tail))) whole.tail--
  return whole
}

/** What stands beside a place in its blocks. */
function around(field: Node, { from, to }: Span): [before: string, after: string] {
  const start = Math.max(from, 0)
  const first = blockAt({ node: field, start: 0 }, start)
  const last = blockAt({ node: field, start: 0 }, Math.max(to, 0))
  const end = Math.max(to, 0) - last.offset + last.node.content.size
  return [
    textOf(unitsOf(field, start - first.offset, from)),
    textOf(unitsOf(field, Math.max(to, 0), end)),
  ]
}

/** Each unit one character, so that indices are those of the units. */
function textOf(units: readonly Unit[]): string {
  return units.map((unit) => ('separator' in unit ? '\n' : unit.character)).join('')
}

/** Where words begin and end; blanks and signs are words, too. */
function edgesOf(text: string): ReadonlySet<number> {
  const edges = new Set([0])
  let at = 0
  for (const word of wordsOf(text, 'en')) {
    at += word.length
    edges.add(at)
  }
  return edges
}
