import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Inexpressible } from '../editor/binding/suggesting.ts'
import { carets } from '../editor/carets.ts'
import { createBodyEditor } from '../editor/createBodyEditor.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { toast } from '../ui/Toast.tsx'
import { fieldViews } from './fieldView.ts'
import { Find } from './finding.ts'
import type { Page } from './Text.tsx'

type TextEditorProps = {
  page: Page
  fields: readonly string[]
  /** For an editor that stands without a heading of its own. */
  label?: string
}

/** One editor over neighbouring fields, or over a milestone's cell. */
export function TextEditor({ page, fields, label }: TextEditorProps) {
  const words = useWords()
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  const { replica, doc, undo, desk, heads, mode, extensions } = page
  const names = fields.join(' ')
  const modeNow = useEffectEvent(() => (page.mode === 'suggest' ? 'suggest' : 'edit'))
  const refuse = useEffectEvent((what: Inexpressible) =>
    toast(suggestionWords[words.locale].inexpressible[what]),
  )

  useEffect(() => {
    if (!place.current) return
    const created = createBodyEditor({
      element: place.current,
      doc,
      undo,
      fields: names.split(' '),
      mode: () => modeNow(),
      onInexpressible: (what) => refuse(what),
      extensions: [
        fieldViews(heads),
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
  }, [replica, doc, undo, desk, heads, names, extensions])

  useEffect(() => {
    editor?.setEditable(mode !== 'view')
  }, [editor, mode])

  useEffect(() => {
    const attributes = {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': label ?? words.room.text,
    }
    editor?.setOptions({ editorProps: { attributes } })
  }, [editor, label, words])

  return <div ref={place} className="editor" />
}
