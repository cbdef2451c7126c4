import { Button as AriaButton } from 'react-aria-components'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { type ChangeView, changeViews } from '../text/changes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu, MenuChoice } from '../ui/Menu.tsx'

type ChangesMenuProps = { view: ChangeView; onChange: (view: ChangeView) => void }

/** Chooses how changes are shown; says which way it is now. */
export function ChangesMenu({ view, onChange }: ChangesMenuProps) {
  const words = suggestionWords[useWords().locale].view
  return (
    <Menu
      label={words.label}
      trigger={
        <AriaButton
          className="kind-button changes-button"
          aria-label={`${words.label}: ${words.short[view]}`}
        >
          <Icon name="eye" size={18} />
          <span>{words.short[view]}</span>
          <Icon name="down" size={16} />
        </AriaButton>
      }
    >
      <MenuChoice
        label={words.label}
        value={view}
        onChange={onChange}
        options={changeViews.map((value) => ({ value, label: words[value] }))}
      />
    </Menu>
  )
}
