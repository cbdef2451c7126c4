import { useEffect, useState, useSyncExternalStore } from 'react'
import { sentences } from '../../shared/locale/locale.ts'
import { useWords } from '../locale/words.tsx'
import { type Desk, nothingSought } from '../text/desk.ts'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { TextInput } from '../ui/Field.tsx'
import { FindForm } from './FindForm.tsx'
import {
  fieldOf,
  hereAmong,
  isProposed,
  isStruck,
  type Place,
  placesOf,
  replaceAll,
  replaceHere,
  show,
  showAlso,
} from './finding.ts'

type FindBarProps = {
  desk: Desk
  mayReplace: boolean
  /** Whether a field is open to editing. */
  isOpen: (field: string) => boolean
  onClose: () => void
}

/**
 * Find, and replace for those who may edit. No place is kept here: others write while the bar is
 * open, so each press looks anew.
 */
export function FindBar({ desk, mayReplace, isOpen, onClose }: FindBarProps) {
  const words = useWords()
  const [query, setQuery] = useState(desk.sought().query)
  const [replacement, setReplacement] = useState(desk.sought().replacement)
  /** What the last press did, until something else is done. */
  const [done, setDone] = useState('')
  const told = useSyncExternalStore(desk.subscribe, () => {
    const places = placesOf(desk, query)
    return words.find.found(hereAmong(desk, places).next + 1, places.length)
  })

  // The bar of another view may come in the place of this one.
  useEffect(() => desk.seek({ query, replacement }), [desk, query, replacement])
  // Editors come in their turn, and all anew with another document.
  useEffect(() => {
    showAlso(desk, query)
    let last = desk.editors()
    return desk.subscribe(() => {
      if (last === desk.editors()) return
      last = desk.editors()
      showAlso(desk, query)
    })
  }, [desk, query])
  useEffect(() => () => show(desk, '', null), [desk])

  const spares = (place: Place) => isStruck(place) || !isOpen(fieldOf(place))
  const goTo = (place: Place | null) => {
    setDone('')
    show(desk, query, place)
    if (place) reveal(place)
  }
  const tell = () => {
    const places = placesOf(desk, query)
    announce(words.find.found(hereAmong(desk, places).next + 1, places.length))
  }
  const look = (typed: string) => {
    setQuery(typed)
    setDone('')
    const places = placesOf(desk, typed)
    const place = places[hereAmong(desk, places).next] ?? null
    show(desk, typed, place)
    if (place) reveal(place)
  }
  const step = (by: 1 | -1) => {
    const places = placesOf(desk, query)
    const { at, next } = hereAmong(desk, places)
    const wanted = at < 0 && by > 0 ? next : (at < 0 ? next : at) + by
    goTo(places[(wanted + places.length) % places.length] ?? null)
    if (places.length > 0) tell()
  }
  // Neither button is ever disabled: it would lose the focus when the last place has been replaced.
  const replaceOne = () => {
    desk.undo()?.cut()
    const { next, left } = replaceHere(desk, query, replacement, spares)
    desk.undo()?.cut()
    if (next) reveal(next)
    setDone(left > 0 ? words.find.left(left) : '')
    if (left > 0) announce(words.find.left(left))
    else tell()
  }
  const replaceEach = () => {
    desk.undo()?.cut()
    // in open suggestions only where one looks: their authors would read what they never wrote
    const whole = (place: Place) => spares(place) || isProposed(place)
    const { replaced, left } = replaceAll(desk, query, replacement, whole)
    desk.undo()?.cut()
    const said = sentences(
      words.locale,
      replaced > 0 || left > 0 ? words.find.replaced(replaced) : words.find.found(0, 0),
      left > 0 && words.find.left(left),
    )
    setDone(said)
    announce(said)
  }

  const close = () => {
    desk.seek(nothingSought)
    onClose()
  }

  return (
    <FindForm query={query} told={told} onLook={look} onStep={step} onClose={close}>
      {mayReplace && (
        <div className="find-row">
          <TextInput label={words.find.replace} value={replacement} onChange={setReplacement} />
          <Button onPress={replaceOne}>{words.find.replaceOne}</Button>
          <Button onPress={replaceEach}>{words.find.replaceAll}</Button>
        </div>
      )}
      {done && <p className="find-done small">{done}</p>}
    </FindForm>
  )
}

/** Brings a place into view; the focus stays in the bar. */
function reveal({ editor, from }: Place): void {
  const { node } = editor.view.domAtPos(from)
  const element = node instanceof Element ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}
