import type { ReactNode } from 'react'
import { useWords } from '../locale/words.tsx'
import { IconButton } from '../ui/Button.tsx'
import { isComposed } from '../ui/composing.ts'
import { TextInput } from '../ui/Field.tsx'

type FindFormProps = {
  query: string
  /** Which place of how many. */
  told: string
  onLook: (query: string) => void
  onStep: (by: 1 | -1) => void
  onClose: () => void
  /** What more can be done with what is found. */
  children?: ReactNode
}

/** What is looked for, and the way from place to place: Enter goes on, Escape back to the text. */
export function FindForm({ query, told, onLook, onStep, onClose, children }: FindFormProps) {
  const words = useWords()
  return (
    <search className="find no-print" aria-label={words.find.label}>
      <form
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (isComposed(event.nativeEvent)) return
          if (event.key === 'Escape') onClose()
          else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
            event.preventDefault()
            onStep(event.shiftKey ? -1 : 1)
          }
        }}
      >
        <div className="find-row">
          <TextInput label={words.find.find} value={query} onChange={onLook} autoFocus />
          <output className="find-found small quiet">{query && told}</output>
          <IconButton icon="arrowUp" label={words.find.previous} onPress={() => onStep(-1)} />
          <IconButton icon="arrowDown" label={words.find.next} onPress={() => onStep(1)} />
          <IconButton icon="close" label={words.actions.close} onPress={onClose} />
        </div>
        {children}
      </form>
    </search>
  )
}
