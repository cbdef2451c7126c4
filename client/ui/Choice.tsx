import type { ReactNode } from 'react'
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components'
import type { FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'

type Option<Value extends string> = {
  readonly value: Value
  readonly label: string
  readonly mark?: ReactNode
}

type ChoiceProps<Value extends string> = FieldProps & {
  value: Value | null
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
}

/** One of a few, from a list that opens. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, hint, error, value, options, onChange } = props
  const choose = (key: unknown) => {
    const chosen = options.find((option) => option.value === key)
    if (chosen) onChange(chosen.value)
  }
  return (
    <Select
      className="field"
      value={value}
      onChange={choose}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Button className="field-select">
        <SelectValue />
        <Icon name="down" size={16} />
      </Button>
      {hint && <Text slot="description">{hint}</Text>}
      <FieldError>{error}</FieldError>
      <Popover className="popover">
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className="menu-item"
            >
              {option.mark}
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
