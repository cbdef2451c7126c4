import { FieldError, Input, Label, Text, TextField } from 'react-aria-components'
import './field.css'

export type FieldProps = {
  label: string
  hint?: string | undefined
  error?: string | undefined
}

type TextInputProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  type?: 'text' | 'url' | 'search'
  inputMode?: 'numeric' | 'text' | 'url'
  autoComplete?: string
  autoFocus?: boolean
  name?: string
  maxLength?: number
  onFocus?: () => void
  onBlur?: () => void
}

/** One line of text with its label, a hint, and an error that a screen reader reads with it. */
export function TextInput({ label, hint, error, placeholder, ...rest }: TextInputProps) {
  return (
    <TextField
      {...rest}
      isInvalid={error !== undefined}
      className="field"
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Input placeholder={placeholder ?? ''} dir="auto" />
      {hint && <Text slot="description">{hint}</Text>}
      <FieldError>{error}</FieldError>
    </TextField>
  )
}
