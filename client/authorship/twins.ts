import type { Extension } from '@tiptap/core'
import type * as Y from 'yjs'
import { noOrigins } from '../../shared/authorship/origins.ts'
import { type Twins, twinsOf } from '../../shared/authorship/twins.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { liveRanges } from '../editor/binding/identities.ts'
import { type FieldMarks, fieldMarks } from '../editor/fieldMarks.ts'
import { type AuthorshipWords, authorshipWords } from '../locale/authorship.ts'
import { localeSetting } from '../locale/words.tsx'
import type { Drawable, Replica } from '../sync/state.ts'

/** Looking for twins is not worth a frame of somebody's typing: at most once in so many milliseconds. */
const pause = 500

type Ground = Pick<Replica, 'subscribe'> & {
  readonly state: Pick<Drawable, 'doc' | 'record'>
}

/**
 * Which words of the page stand twice. Only what was moved or put back can, so nothing is looked for
 * before the room has told of something new, or while there are none and people merely write.
 */
export class OpenTwins {
  readonly #replica: Ground
  readonly #fields: () => readonly string[]
  readonly #changed = new Set<() => void>()
  #all: readonly Twins[] = []
  /** Pairs that somebody on this page wants as they are. */
  readonly #kept = new Set<string>()
  #shown: readonly Twins[] = []

  constructor(replica: Ground, fields: () => readonly string[]) {
    this.#replica = replica
    this.#fields = fields
  }

  /** The pairs of now; the same object until there are others. */
  readonly shown = (): readonly Twins[] => this.#shown

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  /** Keeps looking; answers how to stop. */
  readonly keepUp = (): (() => void) => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    let origins = noOrigins
    const soon = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined
        this.#look()
      }, pause)
    }
    const hear = () => {
      const { record } = this.#replica.state
      if (record.origins === origins && this.#all.length === 0) return
      origins = record.origins
      soon()
    }
    const stop = this.#replica.subscribe(hear)
    const { doc } = this.#replica.state
    const written = () => {
      if (this.#all.length > 0) soon()
    }
    doc.on('afterTransaction', written)
    hear()
    return () => {
      clearTimeout(waiting)
      doc.off('afterTransaction', written)
      stop()
    }
  }

  /** Leaves a pair in both places, on this page and until it is opened again. */
  keep(pair: Twins): void {
    this.#kept.add(nameOf(pair))
    this.#show(this.#all)
  }

  #look(): void {
    const { doc, record } = this.#replica.state
    this.#show(twinsOf(doc, this.#fields(), record.origins))
  }

  #show(all: readonly Twins[]): void {
    this.#all = all
    const shown = all.filter((pair) => pair.text.trim() !== '' && !this.#kept.has(nameOf(pair)))
    if (shown.map(nameOf).join() === this.#shown.map(nameOf).join()) return
    this.#shown = shown
    for (const changed of this.#changed) changed()
  }
}

function nameOf({ places }: Twins): string {
  return JSON.stringify(places.map(({ field, ranges }) => [field, ranges]))
}

/** Marks both places of words that stand twice. */
export function twinMarks(doc: Y.Doc, twins: OpenTwins): Extension {
  return fieldMarks('twinMarks', {
    read: (field) => marksIn(doc, field, twins.shown(), authorshipWords[localeSetting.get()].twins),
    subscribe(changed) {
      const stops = [twins.subscribe(changed), localeSetting.subscribe(changed)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  })
}

function marksIn(
  doc: Y.Doc,
  field: string,
  twins: readonly Twins[],
  words: AuthorshipWords['twins'],
): FieldMarks {
  const text = fieldText(doc, field)
  const stretches = twins.flatMap(({ places }) =>
    places.flatMap((place, at) => {
      if (place.field !== field) return []
      const attributes = { class: 'twin', 'aria-description': words.mark(at + 1) }
      return liveRanges(text, new IdSet(place.ranges)).map(({ from, to }) => {
        return { from, to, tag: 'span' as const, attributes }
      })
    }),
  )
  return { length: text._length, stretches: stretches.sort((a, b) => a.from - b.from), blocks: [] }
}
