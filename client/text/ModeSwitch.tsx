import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useWords } from '../locale/words.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { type Mode, modes } from './useMode.ts'

const icons: Readonly<Record<Mode, IconName>> = { edit: 'pencil', suggest: 'suggest', view: 'eye' }

type ModeSwitchProps = { mode: Mode; possible: readonly Mode[]; onChange: (mode: Mode) => void }

export function ModeSwitch({ mode, possible, onChange }: ModeSwitchProps) {
  const words = useWords()
  return (
    <ToggleButtonGroup
      className="modes"
      aria-label={words.mode.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[mode]}
      onSelectionChange={(keys) => {
        const chosen = modes.find((one) => keys.has(one))
        if (chosen && chosen !== mode) onChange(chosen)
      }}
    >
      {modes.map((one) => (
        <ToggleButton
          key={one}
          id={one}
          className="mode"
          data-mode={one}
          isDisabled={!possible.includes(one)}
        >
          <Icon name={icons[one]} size={16} />
          <span>{words.mode[one]}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
