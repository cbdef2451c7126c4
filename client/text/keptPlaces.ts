import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { absolutePosition } from '../editor/binding/caret.ts'
import { findField } from '../editor/binding/position.ts'
import type { Replica } from '../sync/state.ts'
import type { UntakenHere } from './untaken.ts'

const key = new PluginKey<DecorationSet>('keptPlaces')

/** Longer than a composition needs to be written behind its end, in milliseconds. */
const rest = 60

/**
 * Gives words that were put aside a place behind the block that they were written in. Nothing is
 * drawn while a word is composed: an input method works in the page's own text.
 */
export function keptPlaces(doc: Y.Doc, replica: Replica, untaken: UntakenHere): Extension {
  let composing = false
  const draw = (state: EditorState): DecorationSet => {
    const widgets = replica.state.aside.flatMap(({ id, field, place }) => {
      const shown = place === undefined ? null : findField(state.doc, field)
      if (!shown) return []
      const at = place && absolutePosition(state.doc, doc, { field, at: place })
      const end = shown.start + shown.node.content.size
      const behind = typeof at === 'number' ? state.doc.resolve(at).after(2) : end
      return Decoration.widget(behind, () => untaken.host(id), {
        key: id,
        side: 1,
        ignoreSelection: true,
        stopEvent: () => true,
      })
    })
    return DecorationSet.create(state.doc, widgets)
  }
  return Extension.create({
    name: 'keptPlaces',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, state) => draw(state),
          apply: (tr, drawn, _, state) =>
            !composing && (tr.docChanged || tr.getMeta(key))
              ? draw(state)
              : drawn.map(tr.mapping, tr.doc),
        },
        props: {
          decorations: (state) => key.getState(state),
          handleDOMEvents: {
            compositionstart: () => {
              composing = true
            },
            compositionend: (view) => {
              setTimeout(() => {
                if (view.composing || view.isDestroyed) return
                composing = false
                view.dispatch(view.state.tr.setMeta(key, true))
              }, rest)
            },
          },
        },
        view(view) {
          let { aside } = replica.state
          const stop = replica.subscribe(() => {
            // of another document the next editor will tell
            if (replica.state.aside === aside || replica.state.doc !== doc) return
            aside = replica.state.aside
            if (!composing) view.dispatch(view.state.tr.setMeta(key, true))
          })
          return { destroy: stop }
        },
      }),
    ],
  })
}
