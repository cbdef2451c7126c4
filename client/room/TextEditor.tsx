import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Inexpressible } from '../editor/binding/suggesting.ts'
import { carets } from '../editor/carets.ts'
import { createBodyEditor } from '../editor/createBodyEditor.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { inTurn } from '../ui/Later.tsx'
import { toast } from '../ui/Toast.tsx'
import { CurrentField, fieldView } from './fieldView.ts'
import { Find } from './finding.ts'
import type { Page } from './Text.tsx'

type TextEditorProps = {
  page: Page
  fields: readonly string[]
  /** For an editor that stands without a heading of its own. */
  label?: string
  /** Stands at once, so that somebody can write; the others come in their turn. */
  atOnce?: boolean
}

/** One editor over neighbouring fields, or over a milestone's cell. */
export function TextEditor({ page, fields, label, atOnce = false }: TextEditorProps) {
  const words = useWords()
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  const { replica, doc, undo, desk, heads, extensions } = page
  const names = fields.join(' ')
  const editable = page.mode !== 'view'
  const name = label ?? words.room.text
  const modeNow = useEffectEvent(() => (page.mode === 'suggest' ? 'suggest' : 'edit'))
  const looksNow = useEffectEvent(() => ({ editable, attributes: { 'aria-label': name } }))
  const refuse = useEffectEvent((what: Inexpressible) =>
    toast(suggestionWords[words.locale].inexpressible[what]),
  )

  // Before the page is painted: a page without its text is nobody's.
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const open = () => {
      const created = createBodyEditor({
        element,
        doc,
        undo,
        fields: names.split(' '),
        mode: () => modeNow(),
        onInexpressible: (what) => refuse(what),
        ...looksNow(),
        fieldView: (node, view) => fieldView(node, view, heads),
        extensions: [
          CurrentField,
          carets({ doc, awareness: replica.state.awareness }),
          Find,
          ...extensions,
        ],
      })
      setEditor(created.editor)
      const takeOff = desk.add(created.editor)
      return () => {
        takeOff()
        created.destroy()
      }
    }
    if (atOnce) return open()
    let close: (() => void) | undefined
    const takeBack = inTurn(() => {
      close = open()
    })
    return () => {
      takeBack()
      close?.()
    }
  }, [atOnce, replica, doc, undo, desk, heads, names, extensions])

  useEffect(() => {
    if (editor && editor.isEditable !== editable) editor.setEditable(editable)
  }, [editor, editable])

  useEffect(() => {
    if (!editor || editor.view.dom.getAttribute('aria-label') === name) return
    const attributes = { role: 'textbox', 'aria-multiline': 'true', 'aria-label': name }
    editor.setOptions({ editorProps: { attributes } })
  }, [editor, name])

  return <div ref={place} className="editor" />
}
