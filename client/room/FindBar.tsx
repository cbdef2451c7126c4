import { useEffect, useState } from 'react'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { TextInput } from '../ui/Field.tsx'
import type { Desk } from './desk.ts'
import { type Place, placesOf, replaceAt, show } from './finding.ts'

type FindBarProps = { desk: Desk; mayReplace: boolean; onClose: () => void }

/** Find, and replace for those who may edit. Enter goes on, Escape goes back to the text. */
export function FindBar({ desk, mayReplace, onClose }: FindBarProps) {
  const words = useWords()
  const [query, setQuery] = useState('')
  const [replacement, setReplacement] = useState('')
  const [at, setAt] = useState(0)
  const places = placesOf(desk, query)
  const index = places.length === 0 ? -1 : Math.min(at, places.length - 1)
  const current = places[index] ?? null

  useEffect(() => show(desk, query, current))
  // biome-ignore lint/correctness/useExhaustiveDependencies: what others write must not move the page
  useEffect(() => {
    if (current) reveal(current)
  }, [query, index])
  useEffect(() => () => show(desk, '', null), [desk])

  const step = (by: number) => {
    if (places.length === 0) return
    const next = (index + by + places.length) % places.length
    setAt(next)
    announce(words.find.found(next + 1, places.length))
  }
  // Neither button is ever disabled: it would lose the focus when the last place has been replaced.
  const replaceOne = () => {
    if (!current) return announce(words.find.found(0, 0))
    desk.undo()?.cut()
    replaceAt([current], replacement)
    setAt(index)
  }
  const replaceAll = () => {
    if (!current) return announce(words.find.found(0, 0))
    desk.undo()?.cut()
    replaceAt(places, replacement)
    announce(words.find.replaced(places.length))
    setAt(0)
  }

  return (
    <search className="find no-print" aria-label={words.find.label}>
      <form
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onClose()
          else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
            event.preventDefault()
            step(event.shiftKey ? -1 : 1)
          }
        }}
      >
        <div className="find-row">
          <TextInput label={words.find.find} value={query} onChange={setQuery} autoFocus />
          <output className="find-found small quiet">
            {query && words.find.found(index + 1, places.length)}
          </output>
          <IconButton icon="arrowUp" label={words.find.previous} onPress={() => step(-1)} />
          <IconButton icon="arrowDown" label={words.find.next} onPress={() => step(1)} />
          <IconButton icon="close" label={words.actions.close} onPress={onClose} />
        </div>
        {mayReplace && (
          <div className="find-row">
            <TextInput label={words.find.replace} value={replacement} onChange={setReplacement} />
            <Button onPress={replaceOne}>{words.find.replaceOne}</Button>
            <Button onPress={replaceAll}>{words.find.replaceAll}</Button>
          </div>
        )}
      </form>
    </search>
  )
}

/** Brings a place into view; the focus stays in the bar. */
function reveal({ editor, from }: Place): void {
  const { node } = editor.view.domAtPos(from)
  const element = node instanceof Element ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}
