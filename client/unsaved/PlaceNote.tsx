import { useEffect, useEffectEvent, useState } from 'react'
import type { Takes } from '../editor/binding/mode.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import type { Desk } from '../text/desk.ts'
import { currentField } from '../text/place.ts'
import { takesOf } from '../text/takes.ts'
import type { UntakenHere } from '../text/untaken.ts'
import type { Mode } from '../text/useMode.ts'
import { announce } from '../ui/announce.tsx'
import './kept.css'

type PlaceNoteProps = { replica: Replica; desk: Desk; mode: Mode; untaken: UntakenHere }

/** Widest note, and its distance from the caret, in CSS pixels. */
const [widest, gap] = [320, 6]

/**
 * Says at the caret what its place takes, when that changes under somebody's hands, and when a key
 * could not be taken. It never takes the focus, and goes when the caret goes elsewhere, or by Escape.
 */
export function PlaceNote({ replica, desk, mode, untaken }: PlaceNoteProps) {
  const words = useWords()
  const [said, setSaid] = useState<string | null>(null)
  const say = useEffectEvent((text: string, aloud: boolean) => {
    setSaid(text)
    if (aloud) announce(text)
  })
  const takesNow = useEffectEvent((field: string) => takesOf(replica.state, mode, field))

  useEffect(() => {
    let here: { readonly field: string | null; readonly takes: Takes } | null = null
    const look = () => {
      const field = desk.active()?.isFocused ? currentField(desk) : null
      const takes = field === null ? 'edit' : takesNow(field)
      const last = here
      here = { field, takes }
      if (last?.field !== field) setSaid(null)
      else if (field !== null && last.takes !== takes) {
        say(words.untaken[takes], true)
      }
    }
    const happened = () => {
      const what = untaken.last()?.what
      if (what === 'step') say(words.untaken.step, true)
      else if (what) say(words.untaken.nothing, what !== 'kept')
    }
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') setSaid(null)
    }
    look()
    let last = untaken.last()
    const stops = [
      desk.subscribe(look),
      replica.subscribe(look),
      untaken.subscribe(() => {
        if (untaken.last() === last) return
        last = untaken.last()
        happened()
      }),
    ]
    document.addEventListener('keydown', leave)
    return () => {
      for (const stop of stops) stop()
      document.removeEventListener('keydown', leave)
    }
  }, [desk, replica, untaken, words])

  const place = useCaretPlace(desk, said !== null)
  if (said === null || !place) return null
  return (
    <p className="place-note no-print" style={place} aria-hidden="true">
      {said}
    </p>
  )
}

type CaretPlace = { readonly left: number; readonly bottom: number }

/** Above the line of the caret, while it is asked for; null when there is none. */
function useCaretPlace(desk: Desk, asked: boolean): CaretPlace | null {
  const [place, setPlace] = useState<CaretPlace | null>(null)
  useEffect(() => {
    if (!asked) return
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setPlace(placeAbove(desk)))
    }
    look()
    const stop = desk.subscribe(look)
    window.addEventListener('scroll', look, { passive: true })
    return () => {
      stop()
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', look)
    }
  }, [desk, asked])
  return place
}

function placeAbove(desk: Desk): CaretPlace | null {
  const editor = desk.active()
  if (!editor?.isFocused) return null
  const { left, top } = editor.view.coordsAtPos(editor.state.selection.head)
  const { clientWidth, clientHeight } = document.documentElement
  return {
    left: Math.max(gap, Math.min(left, clientWidth - widest)),
    bottom: clientHeight - top + gap,
  }
}
