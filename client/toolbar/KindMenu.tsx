import { useEditorState } from '@tiptap/react'
import { Button } from 'react-aria-components'
import { useWords } from '../locale/words.tsx'
import { type Desk, useActive } from '../text/desk.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu, MenuChoice } from '../ui/Menu.tsx'
import { type KindChoice, kindChoices, kindOn, setKind } from './formatting.ts'

/** Says what kind of paragraph the caret is in, and changes it. */
export function KindMenu({ desk }: { desk: Desk }) {
  const words = useWords()
  const editor = useActive(desk)
  const kind = useEditorState({ editor, selector: () => kindOn(editor) })
  const { kinds } = words.toolbar
  const choose = (chosen: KindChoice) => setKind(editor, chosen)
  return (
    <Menu
      label={words.toolbar.kind}
      placement="bottom start"
      trigger={
        <Button
          className="kind-button"
          isDisabled={kind === null}
          aria-label={`${words.toolbar.kind}: ${kinds[kind ?? 'p']}`}
        >
          {kinds[kind ?? 'p']}
          <Icon name="down" size={14} />
        </Button>
      }
    >
      <MenuChoice
        label={words.toolbar.kind}
        value={kind ?? 'p'}
        onChange={choose}
        options={kindChoices.map((value) => ({ value, label: kinds[value] }))}
      />
    </Menu>
  )
}
