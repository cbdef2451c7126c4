import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import type { Suggestion } from '../../shared/record/record.ts'
import { type Passage, Passages } from '../../shared/text/passage.ts'
import type { Drawable } from '../sync/state.ts'

type Shown = Pick<Drawable, 'doc' | 'record'>

const read = new WeakMap<Y.Doc, { readonly of: Drawable['record']; readonly passages: Passages }>()
const followed = new WeakSet<Y.Doc>()

/** What a suggestion says at its place, as this page has it now; a field is read once for all of them. */
export function passageOf({ doc, record }: Shown, suggestion: Suggestion): Passage {
  if (!followed.has(doc)) doc.on('afterTransaction', () => read.delete(doc))
  followed.add(doc)
  const last = read.get(doc)
  const known = last?.of === record ? last : { of: record, passages: new Passages(doc, record) }
  read.set(doc, known)
  return known.passages.of(suggestion)
}

/** How often a card that is open looks whether its words have become others, in milliseconds. */
const pace = 200

/** The same, drawn again while `watched` when others change words in between, of which the record says nothing. */
export function usePassage(state: Shown, suggestion: Suggestion, watched: boolean): Passage {
  const [, look] = useState({})
  const { doc } = state
  useEffect(() => {
    if (!watched) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        look({})
      }, pace)
    }
    doc.on('afterTransaction', changed)
    return () => {
      clearTimeout(timer)
      doc.off('afterTransaction', changed)
    }
  }, [doc, watched])
  return passageOf(state, suggestion)
}
