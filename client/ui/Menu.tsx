import { type ReactNode, useEffect, useState } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Header,
  MenuSection,
  MenuTrigger,
  Popover,
  type PopoverProps,
} from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'
import './menu.css'

type MenuProps = {
  /** What the menu holds, in words. */
  label: string
  /** The button that opens it. */
  trigger: ReactNode
  children: ReactNode
  placement?: PopoverProps['placement']
}

/**
 * A menu stands at its button. When somebody zooms in and the button is out of sight, or the menu has no
 * room beside it any more, it would lie half below the edge of a page that does not scroll: it closes,
 * and the focus brings the button back.
 */
export function Menu({ label, trigger, children, placement = 'bottom end' }: MenuProps) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!open) return
    const look = () => {
      const button = document.querySelector('[aria-haspopup][aria-expanded="true"]')
      if (isOutside(button) || isOutside(document.querySelector('.popover'))) setOpen(false)
    }
    addEventListener('resize', look)
    return () => removeEventListener('resize', look)
  }, [open])
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      {trigger}
      <Popover className="popover" placement={placement}>
        <AriaMenu className="menu" aria-label={label}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function isOutside(element: Element | null | undefined): boolean {
  const place = element?.getBoundingClientRect()
  return (
    place !== undefined && (place.bottom > innerHeight || place.top < 0 || place.right > innerWidth)
  )
}

type MenuItemProps = {
  icon?: IconName
  keys?: string
  children: string
  href?: string
  danger?: boolean
  onAction?: () => void
}

export function MenuItem({ icon, keys, children, danger, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem
      {...rest}
      textValue={children}
      className={danger ? 'menu-item menu-danger' : 'menu-item'}
    >
      {icon && <Icon name={icon} size={18} />}
      <span className="menu-words">{children}</span>
      {keys && <kbd>{keys}</kbd>}
    </AriaMenuItem>
  )
}

type MenuChoiceProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string; lang?: string }[]
  onChange: (value: Value) => void
}

/** One of a few inside a menu, with the chosen one ticked. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { label, value, options, onChange } = props
  return (
    <MenuSection
      className="menu-section"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys === 'all' || keys.has(option.value))
        if (chosen) onChange(chosen.value)
      }}
    >
      <Header className="menu-header">{label}</Header>
      {options.map((option) => (
        <AriaMenuItem
          key={option.value}
          id={option.value}
          textValue={option.label}
          className="menu-item"
        >
          {({ isSelected }) => (
            <>
              <span className="menu-tick">{isSelected && <Icon name="check" size={18} />}</span>
              <span lang={option.lang}>{option.label}</span>
            </>
          )}
        </AriaMenuItem>
      ))}
    </MenuSection>
  )
}
