import { useEditorState } from '@tiptap/react'
import { Toolbar as AriaToolbar, Group, ToggleButton } from 'react-aria-components'
import { useWords } from '../locale/words.tsx'
import { type Desk, useActive } from '../text/desk.ts'
import { Hint, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { keysAsShown } from '../ui/keys.ts'
import { useSetting } from '../ui/setting.ts'
import { can, isOn, run, type Tool, tools } from './formatting.ts'
import { KindMenu } from './KindMenu.tsx'
import { toolsRow } from './toolsRow.ts'

type ToolbarProps = {
  desk: Desk
  onLink: () => void
  onFind: () => void
}

const marks: readonly Tool[] = ['bold', 'italic', 'underline']
const blocks: readonly Tool[] = ['bullet', 'ordered', 'outdent', 'indent', 'quote']
const steps: readonly Tool[] = ['undo', 'redo']

/** One slim row; arrow keys move within it, and pressing a tool leaves the caret in the text. */
export function Toolbar({ desk, onLink, onFind }: ToolbarProps) {
  const words = useWords()
  return (
    <AriaToolbar className="toolbar" aria-label={words.toolbar.label}>
      <KindMenu desk={desk} />
      <Group className="tools" aria-label={words.shortcuts.text}>
        {marks.map((tool) => (
          <ToolButton key={tool} tool={tool} desk={desk} />
        ))}
        <LinkButton desk={desk} onLink={onLink} />
      </Group>
      <Group className="tools" aria-label={words.shortcuts.structure}>
        {blocks.map((tool) => (
          <ToolButton key={tool} tool={tool} desk={desk} />
        ))}
      </Group>
      <Group className="tools" aria-label={words.toolbar.undo}>
        {steps.map((tool) => (
          <ToolButton key={tool} tool={tool} desk={desk} />
        ))}
      </Group>
      <FindButton onFind={onFind} />
    </AriaToolbar>
  )
}

/** On a small screen: brings the tools out, and folds them away. Where they always stand it does not show. */
export function ToolsOpener() {
  const { toolbar } = useWords()
  const [row, setRow] = useSetting(toolsRow)
  const isOpen = row === 'open'
  return (
    <span className="tools-opener">
      <IconButton
        icon="letters"
        label={toolbar.tools}
        aria-expanded={isOpen}
        preventFocusOnPress
        onPress={() => setRow(isOpen ? 'folded' : 'open')}
      />
    </span>
  )
}

/** What a button needs to know of the editor, as letters, so that nothing renders in vain. */
function useToolState(desk: Desk, tool: Tool): '' | 'can' | 'on' {
  const editor = useActive(desk)
  const selector = () => {
    if (!editor || !can(desk, tool)) return ''
    return isOn(editor, tool) ? 'on' : 'can'
  }
  return useEditorState({ editor, selector }) ?? ''
}

export function ToolButton({ tool, desk }: { tool: Tool; desk: Desk }) {
  const words = useWords()
  const state = useToolState(desk, tool)
  const label = words.toolbar[tool]
  return (
    <Hint label={label} keys={keysAsShown(tool)}>
      <ToggleButton
        className="icon-button"
        aria-label={label}
        isDisabled={state === ''}
        isSelected={state === 'on'}
        preventFocusOnPress
        onPress={() => run(desk, tool)}
      >
        <Icon name={tools[tool]} />
      </ToggleButton>
    </Hint>
  )
}

export function LinkButton({ desk, onLink }: { desk: Desk; onLink: () => void }) {
  const words = useWords()
  const state = useToolState(desk, 'link')
  return (
    <Hint label={words.toolbar.link} keys={keysAsShown('link')}>
      <ToggleButton
        className="icon-button"
        aria-label={words.toolbar.link}
        isDisabled={state === ''}
        isSelected={state === 'on'}
        preventFocusOnPress
        onPress={onLink}
      >
        <Icon name="link" />
      </ToggleButton>
    </Hint>
  )
}

export function FindButton({ onFind }: { onFind: () => void }) {
  const { toolbar } = useWords()
  return <IconButton icon="find" label={toolbar.find} keys={keysAsShown('find')} onPress={onFind} />
}
