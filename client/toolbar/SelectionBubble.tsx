import { useEffect, useState } from 'react'
import { Toolbar } from 'react-aria-components'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import type { Desk } from '../text/desk.ts'
import { IconButton } from '../ui/Button.tsx'
import { keysAsShown } from '../ui/keys.ts'
import { LinkButton, ToolButton } from './Toolbar.tsx'

type Place = { readonly x: number; readonly y: number }

/** Space between the selection and the bubble, in CSS pixels. */
const gap = 10

type SelectionBubbleProps = {
  desk: Desk
  onLink: () => void
  /** Null for those who may not. */
  onComment: (() => void) | null
}

/**
 * The few tools for selected words, above them. It appears when the selection rests, never takes
 * the focus, and goes with Escape, so that it stands in nobody's way.
 */
export function SelectionBubble({ desk, onLink, onComment }: SelectionBubbleProps) {
  const words = useWords()
  const place = useSelectionPlace(desk)
  if (!place) return null
  return (
    <div className="bubble no-print" style={{ left: place.x, top: place.y }}>
      <Toolbar aria-label={words.toolbar.selection} className="tools">
        <ToolButton tool="bold" desk={desk} />
        <ToolButton tool="italic" desk={desk} />
        <ToolButton tool="underline" desk={desk} />
        <LinkButton desk={desk} onLink={onLink} />
        {onComment && (
          <IconButton
            icon="comment"
            label={commentWords[words.locale].add}
            keys={keysAsShown('comment')}
            preventFocusOnPress
            onPress={onComment}
          />
        )}
      </Toolbar>
    </div>
  )
}

function useSelectionPlace(desk: Desk): Place | null {
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    let held = false
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setPlace(held ? null : placeAbove(desk)))
    }
    const down = () => {
      held = true
    }
    const up = () => {
      held = false
      look()
    }
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setPlace(null)
    }
    const stop = desk.subscribe(look)
    document.addEventListener('pointerdown', down)
    document.addEventListener('pointerup', up)
    document.addEventListener('keydown', leave)
    window.addEventListener('scroll', look, { passive: true })
    // what stands above the text comes, goes and grows, and the words move
    const resized = new ResizeObserver(look)
    resized.observe(document.body)
    return () => {
      stop()
      resized.disconnect()
      cancelAnimationFrame(frame)
      document.removeEventListener('pointerdown', down)
      document.removeEventListener('pointerup', up)
      document.removeEventListener('keydown', leave)
      window.removeEventListener('scroll', look)
    }
  }, [desk])
  return place
}

function placeAbove(desk: Desk): Place | null {
  const editor = desk.active()
  if (!editor?.isEditable || !editor.isFocused) return null
  const { from, to, empty } = editor.state.selection
  if (empty || editor.view.composing) return null
  const start = editor.view.coordsAtPos(from)
  const end = editor.view.coordsAtPos(to, -1)
  const sameLine = Math.abs(start.top - end.top) < 4
  return { x: sameLine ? (start.left + end.right) / 2 : start.left, y: start.top - gap }
}
