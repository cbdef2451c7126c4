import type { Extension } from '@tiptap/core'
import type * as Y from 'yjs'
import { sourcesOf } from '../../shared/authorship/origins.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { fieldMarks, type Stretch } from '../editor/fieldMarks.ts'
import { commentWords } from '../locale/comments.ts'
import { localeSetting } from '../locale/words.tsx'
import type { ItemId } from '../rail/attention.ts'
import type { Replica } from '../sync/state.ts'
import { type Anchors, anchorsOf, spotsIn } from './anchor.ts'
import './marks.css'

type MarkOptions = {
  readonly replica: Replica
  readonly doc: Y.Doc
  readonly attention: {
    readonly item: () => ItemId | null
    readonly subscribe: (turned: () => void) => () => void
  }
}

/** Shows which words an open discussion is about. */
export function commentMarks({ replica, doc, attention }: MarkOptions): Extension {
  let last: { threads: unknown; origins: unknown; anchors: Anchors; sources: Sources } | null = null
  const known = () => {
    const { threads, origins } = replica.state.record
    if (!last || last.threads !== threads || last.origins !== origins) {
      const sources = sourcesOf(origins)
      const open = Object.values(threads).filter(({ resolved }) => !resolved)
      last = { threads, origins, sources, anchors: anchorsOf(open, sources) }
    }
    return last
  }
  return fieldMarks('commentMarks', {
    read(field) {
      const { anchors, sources } = known()
      const stretches = spotsIn(doc, field, anchors, sources).map(
        ({ thread, from, to }): Stretch => {
          const item: ItemId = `thread:${thread}`
          const active = item === attention.item()
          const attributes = {
            class: active ? 'commented commented-active' : 'commented',
            'data-items': item,
            'aria-description': commentWords[localeSetting.get()].commented,
          }
          return { from, to, tag: 'span', attributes }
        },
      )
      return { length: fieldText(doc, field)._length, stretches, blocks: [] }
    },
    subscribe(changed) {
      let before = replica.state.record
      const stops = [
        attention.subscribe(changed),
        localeSetting.subscribe(changed),
        replica.subscribe(() => {
          const { record } = replica.state
          if (record.threads !== before.threads || record.origins !== before.origins) changed()
          before = record
        }),
      ]
      doc.on('afterTransaction', changed)
      return () => {
        doc.off('afterTransaction', changed)
        for (const stop of stops) stop()
      }
    },
  })
}

type Sources = ReturnType<typeof sourcesOf>
