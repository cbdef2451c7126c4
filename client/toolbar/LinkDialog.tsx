import type { Editor } from '@tiptap/core'
import { type FormEvent, useState } from 'react'
import type * as Y from 'yjs'
import {
  absoluteSelection,
  type RelativeSelection,
  relativeSelection,
} from '../editor/binding/caret.ts'
import { linkWords } from '../locale/link.ts'
import { useWords } from '../locale/words.tsx'
import type { Desk } from '../text/desk.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextInput } from '../ui/Field.tsx'
import { linkAt, removeLink, setLink } from './formatting.ts'
import { asLink } from './link.ts'

type LinkDialogProps = {
  desk: Desk
  /** The document as it is now; another one when it has been made anew. */
  doc: Y.Doc
  onClose: () => void
}

/**
 * Sets, changes or removes the link of what is selected. Others write while an address is typed: the
 * words that were chosen are found anew when it is set, and if they are gone that is said.
 */
export function LinkDialog({ desk, doc, onClose }: LinkDialogProps) {
  const words = useWords()
  const texts = linkWords[words.locale]
  const [chosen, setChosen] = useState(() => chosenOn(desk, doc))
  const [address, setAddress] = useState(chosen?.link ?? '')
  const [problem, setProblem] = useState<'wrong' | 'gone' | null>(null)
  if (!chosen) return null

  const change = (act: (editor: Editor) => void) => {
    const editor = editorOf(desk, doc, chosen)
    const gone = !editor || (chosen.words && editor.state.selection.empty && !linkAt(editor))
    if (gone) {
      // asked again, the address itself is put in
      setChosen({ ...chosen, words: false })
      return setProblem('gone')
    }
    onClose()
    act(editor)
  }
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const link = asLink(address)
    if (link) change((editor) => setLink(editor, link))
    else setProblem('wrong')
  }

  return (
    <Dialog title={texts.title} open onClose={onClose}>
      <form className="stack" onSubmit={apply} noValidate>
        <TextInput
          label={texts.address}
          hint={texts.hint}
          error={problem ? texts[problem] : undefined}
          value={address}
          onChange={(typed) => {
            setAddress(typed)
            setProblem(null)
          }}
          inputMode="url"
          autoFocus
        />
        <div className="dialog-actions">
          {chosen.link && (
            <Button look="danger" onPress={() => change(removeLink)}>
              {texts.remove}
            </Button>
          )}
          <Button type="submit" look="solid">
            {texts.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

type Chosen = {
  readonly editor: Editor
  readonly selection: RelativeSelection
  readonly link: string | null
  /** False: nothing is selected, and the address itself is to be put in. */
  readonly words: boolean
}

function chosenOn(desk: Desk, doc: Y.Doc): Chosen | null {
  const editor = desk.active()
  if (!editor) return null
  const { state } = editor
  const selection = relativeSelection(state.doc, doc, state.selection)
  const link = linkAt(editor)
  return selection && { editor, selection, link, words: !state.selection.empty || link !== null }
}

/** The editor with the chosen words selected. It keeps its selection; one made anew is told of it. */
function editorOf(desk: Desk, doc: Y.Doc, { editor, selection }: Chosen): Editor | null {
  if (desk.editors().includes(editor)) return editor
  for (const other of desk.editors()) {
    const { state, view } = other
    const found = absoluteSelection(state.doc, doc, selection)
    if (!found) continue
    view.dispatch(state.tr.setSelection(found))
    return other
  }
  return null
}
