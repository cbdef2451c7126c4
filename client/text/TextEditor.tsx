import { type Editor, EditorContent } from '@tiptap/react'
import { uuidv4 } from 'lib0/random'
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import type * as Y from 'yjs'
import type { Inexpressible } from '../editor/binding/suggesting.ts'
import { carets } from '../editor/carets.ts'
import { createBodyEditor } from '../editor/createBodyEditor.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { keysAsShown } from '../ui/keys.ts'
import { inTurn } from '../ui/Later.tsx'
import { toast } from '../ui/Toast.tsx'
import { useLatest } from '../ui/useLatest.ts'
import { changeViewSetting } from './changes.ts'
import { CurrentField, fieldView } from './fieldView.ts'
import { keptPlaces } from './keptPlaces.ts'
import type { Page } from './page.ts'
import { restsIn, resume } from './resting.ts'
import { takesOf } from './takes.ts'

type TextEditorProps = {
  page: Page
  fields: readonly string[]
  /** For an editor that stands without a heading of its own. */
  label?: string
  /** Stands at once, so that somebody can write; the others come in their turn. */
  atOnce?: boolean
}

/** Long enough to get to a button by keyboard, in milliseconds. */
const longer = 20_000

/** One editor over neighbouring fields, or over a milestone's cell. */
export function TextEditor({ page, fields, label, atOnce = false }: TextEditorProps) {
  const words = useWords()
  const [editor, setEditor] = useState<Editor | null>(null)
  const { replica, doc, undo, desk, heads, untaken, extensions } = page
  const names = fields.join(' ')
  const editable = page.mode !== 'view'
  const name = label ?? words.room.text
  const description = `${keysAsShown('toRail')}: ${words.shortcuts.toRail}`
  const modeNow = useLatest(page.mode)
  // the toolbar asks while it is drawn, too
  const takesNow = useCallback(
    (field: string) => takesOf(replica.state, modeNow(), field),
    [replica, modeNow],
  )
  const looksNow = useEffectEvent(() => ({
    editable,
    attributes: { 'aria-label': name, 'aria-description': description },
  }))
  const refuse = useEffectEvent((what: Inexpressible) =>
    toast(suggestionWords[words.locale].inexpressible[what]),
  )

  const tellJoined = useEffectEvent(() => {
    const { joinedLines, partAgain } = suggestionWords[words.locale]
    const part = () => {
      undo.undo()
      editor?.view.focus()
    }
    const takeBack = toast(joinedLines, {
      stays: longer,
      act: { label: partAgain, onPress: part },
    })
    // the next thing that is written is what undo would take back then
    const written = (_: unknown, _origin: unknown, _doc: unknown, { local }: Y.Transaction) => {
      if (!local) return
      doc.off('update', written)
      takeBack()
    }
    doc.on('update', written)
  })

  // Stands in the page by now, where it has its place among the others and can have the focus. Comes
  // before what takes the editor away, so that the desk hears of its end first.
  useLayoutEffect(() => {
    if (!editor) return
    const resting = desk.resting()
    const takeOff = desk.add(editor)
    if (resting && restsIn(resting, names.split(' '))) {
      resume(resting, editor, doc, replica.placeNow)
    }
    return takeOff
  }, [editor, desk, doc, replica, names])

  // Before the page is painted: a page without its text is nobody's.
  useLayoutEffect(() => {
    let letGo = () => {}
    const held = uuidv4()
    const open = () => {
      const resting = desk.resting()
      const rests = restsIn(resting, names.split(' '))
      const looks = looksNow()
      const created = createBodyEditor({
        doc,
        undo,
        fields: names.split(' '),
        mode: takesNow,
        onInexpressible: (what) => refuse(what),
        onUntaken: untaken.take,
        hidesStruck: () => changeViewSetting.get() === 'simple',
        onHolding: (holding) => {
          letGo()
          if (holding) letGo = replica.hold()
        },
        onHeldBack: (what) => {
          const words = what && { field: what.field, text: what.text, place: what.at?.at }
          replica.holdBack(held, words)
        },
        onJoined: () => tellJoined(),
        ...looks,
        // only what can be edited can have the focus
        editable: looks.editable || rests,
        fieldView: (node, view) => fieldView(node, view, heads),
        extensions: [
          CurrentField,
          carets({ doc, awareness: replica.state.awareness }),
          keptPlaces(doc, replica, untaken),
          ...extensions,
        ],
      })
      setEditor(created.editor)
      return () => {
        created.destroy()
        letGo()
        setEditor(null)
      }
    }
    // On another document all stand at once: somebody is in the middle of them.
    if (atOnce || desk.resting()) return open()
    let close: (() => void) | undefined
    const takeBack = inTurn(() => {
      close = open()
    })
    return () => {
      takeBack()
      close?.()
    }
  }, [atOnce, replica, doc, undo, desk, heads, untaken, names, extensions, takesNow])

  useEffect(() => {
    if (!editor || editor.isEditable === editable) return
    const settle = () => {
      if (!editor.isDestroyed) editor.setEditable(editable)
    }
    // A browser takes the focus, and every key, away from what cannot be edited any more. Somebody who
    // is just writing keeps both, until they go elsewhere; what comes is kept and told.
    const [field = ''] = names.split(' ')
    const cutOff = !editable && editor.isFocused && takesNow(field) === 'nothing'
    if (!cutOff) return settle()
    editor.on('blur', settle)
    return () => {
      editor.off('blur', settle)
    }
  }, [editor, editable, names, takesNow])

  useEffect(() => {
    if (!editor || editor.view.dom.getAttribute('aria-label') === name) return
    const { attributes: own } = looksNow()
    const attributes = { role: 'textbox', 'aria-multiline': 'true', ...own }
    editor.setOptions({ editorProps: { attributes } })
  }, [editor, name])

  return <EditorContent editor={editor} className="editor" />
}
