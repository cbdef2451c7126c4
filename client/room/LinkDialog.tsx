import type { Editor } from '@tiptap/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextInput } from '../ui/Field.tsx'
import { linkAt, removeLink, setLink } from './formatting.ts'
import { asLink } from './link.ts'

/** Sets, changes or removes the link of what is selected. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const words = useWords()
  const [before] = useState(() => linkAt(editor))
  const [address, setAddress] = useState(before ?? '')
  const [wrong, setWrong] = useState(false)

  const apply = (event: FormEvent) => {
    event.preventDefault()
    const link = asLink(address)
    if (!link) return setWrong(true)
    onClose()
    setLink(editor, link)
  }

  return (
    <Dialog title={words.link.title} open onClose={onClose}>
      <form className="stack" onSubmit={apply} noValidate>
        <TextInput
          label={words.link.address}
          hint={words.link.hint}
          error={wrong ? words.link.wrong : undefined}
          value={address}
          onChange={(typed) => {
            setAddress(typed)
            setWrong(false)
          }}
          inputMode="url"
          autoFocus
        />
        <div className="dialog-actions">
          {before && (
            <Button
              look="danger"
              onPress={() => {
                onClose()
                removeLink(editor)
              }}
            >
              {words.link.remove}
            </Button>
          )}
          <Button type="submit" look="solid">
            {words.link.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
