import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'
import './button.css'

type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & {
  look?: 'solid' | 'line' | 'plain' | 'danger'
  icon?: IconName
  children: ReactNode
}

export function Button({ look = 'line', icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${look}`}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </AriaButton>
  )
}

type IconButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & {
  icon: IconName
  /** What it does, in words: its name and its tooltip. */
  label: string
  /** Keys that do the same, as shown in the tooltip. */
  keys?: string | undefined
}

export function IconButton({ icon, label, keys, ...rest }: IconButtonProps) {
  return (
    <Hint label={label} keys={keys}>
      <AriaButton {...rest} aria-label={label} className="icon-button">
        <Icon name={icon} />
      </AriaButton>
    </Hint>
  )
}

/** Shows in words, on hover and on keyboard focus, what the one control inside it does. */
export function Hint(props: { label: string; keys?: string | undefined; children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {props.children}
      <Tooltip className="tooltip" offset={6}>
        {props.label}
        {props.keys && <kbd>{props.keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  )
}
