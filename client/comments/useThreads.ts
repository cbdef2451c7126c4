import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import { sourcesOf } from '../../shared/authorship/origins.ts'
import type { Thread } from '../../shared/record/record.ts'
import type { Drawable } from '../sync/state.ts'
import { anchorsOf, threadsInText } from './anchor.ts'

export type Threads = {
  /** Under discussion, with a place in the text: words, or a section. */
  readonly open: readonly Thread[]
  /** Under discussion, but their words are no longer in the text. */
  readonly gone: readonly Thread[]
  /** Settled, newest first. */
  readonly settled: readonly Thread[]
  /** Those about a suggestion. */
  readonly about: (suggestion: number) => readonly Thread[]
}

/** The record's threads by where they belong, again when the writing pauses. */
export function useThreads({ record, doc }: Drawable): Threads {
  const { threads, origins } = record
  const turn = usePauses(doc)
  // biome-ignore lint/correctness/useExhaustiveDependencies: words come and go with the text
  return useMemo(() => {
    const all = Object.values(threads).filter(({ anchor }) => anchor.on !== 'suggestion')
    const unsettled = all.filter(({ resolved }) => !resolved)
    const sources = sourcesOf(origins)
    const found = threadsInText(doc, anchorsOf(unsettled, sources), sources)
    const hasPlace = ({ id, anchor }: Thread) => anchor.on !== 'text' || found.has(id)
    return {
      open: unsettled.filter(hasPlace),
      gone: unsettled.filter((thread) => !hasPlace(thread)),
      settled: all.filter(({ resolved }) => resolved).reverse(),
      about: (suggestion) =>
        Object.values(threads).filter(
          ({ anchor }) => anchor.on === 'suggestion' && anchor.suggestion === suggestion,
        ),
    }
  }, [threads, origins, doc, turn])
}

/** A text that rests this long, in milliseconds, is looked through again. */
const pause = 400

/** Counts the pauses after changes of the text. */
function usePauses(doc: Y.Doc): number {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setTurn((last) => last + 1), pause)
    }
    doc.on('afterTransaction', changed)
    return () => {
      clearTimeout(timer)
      doc.off('afterTransaction', changed)
    }
  }, [doc])
  return turn
}
