import { Checkbox } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import './check.css'

type CheckProps = {
  children: string
  /** The name, where the words beside it are not enough by themselves. */
  label?: string
  isSelected: boolean
  isDisabled?: boolean
  onChange: (on: boolean) => void
}

/** One thing that is on or off. */
export function Check({ children, label, ...rest }: CheckProps) {
  return (
    <Checkbox {...rest} className="check-box" {...(label ? { 'aria-label': label } : {})}>
      {({ isSelected }) => (
        <>
          <span className="check-square">{isSelected && <Icon name="check" size={14} />}</span>
          {children}
        </>
      )}
    </Checkbox>
  )
}
