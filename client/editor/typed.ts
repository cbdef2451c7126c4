import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { cleanPieces } from '../../shared/text/characters.ts'

/** What is typed comes in without direction controls that nothing ends; the rest of it stays. */
export const typed = Extension.create({
  name: 'typed',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleTextInput: (view, from, to, text) => {
          const [kept = ''] = cleanPieces([text])
          if (kept === text) return false
          if (kept !== '' || from !== to) view.dispatch(view.state.tr.insertText(kept, from, to))
          return true
        },
      },
    }),
  ],
})
