import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../locale/words.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Attention, ItemId } from './attention.ts'
import type { RailRoom } from './room.ts'
import type { RailWords } from './words.ts'

type RailSheetProps = {
  order: readonly ItemId[]
  active: ItemId | null
  words: RailWords
  attention: Attention
  room: RailRoom
  head: ReactNode
  foot: ReactNode
  empty: boolean
  /** The active card. */
  children: ReactNode
}

/**
 * One card at a time where there is no room beside the text: a sheet that leaves the words which it
 * is about in sight. On a phone a button at the foot says how many there are.
 */
export function RailSheet(props: RailSheetProps) {
  const { order, active, words, attention, room, head, foot, empty, children } = props
  const { actions } = useWords()
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    // Opened from the rail, or its card was answered: not taken from somebody who writes.
    const { activeElement } = document
    const free = activeElement === document.body || activeElement?.closest('.rail')
    if (active && free && !sheet.current?.contains(activeElement)) {
      sheet.current?.focus({ preventScroll: true })
    }
  }, [active])
  const [overview, setOverview] = useState(false)
  const at = active ? order.indexOf(active) : -1
  const go = (by: number) => {
    const to = order[at + by]
    if (to) attention.turnTo(to, 'rail')
  }
  if (!children && !overview) {
    if (room !== 'sheet' || empty) return null
    const opens = () => {
      const first = order[0]
      if (first) attention.turnTo(first, 'rail')
      else setOverview(true)
    }
    return (
      <Opener label={order.length === 0 ? words.earlier : undefined} onOpen={opens}>
        {order.length > 0 && words.open(order.length)}
      </Opener>
    )
  }
  const close = () => {
    setOverview(false)
    attention.turnTo(null, 'rail')
  }
  return (
    <section
      className="rail-sheet"
      ref={sheet}
      tabIndex={-1}
      aria-label={words.label}
      data-card={active ?? ''}
      data-room={room}
    >
      <div className="rail-sheet-head">
        <IconButton
          icon="arrowUp"
          label={words.previous}
          isDisabled={at <= 0}
          onPress={() => go(-1)}
        />
        <IconButton
          icon="arrowDown"
          label={words.next}
          isDisabled={at < 0 || at >= order.length - 1}
          onPress={() => go(1)}
        />
        <span className="rail-sheet-count">{at >= 0 && `${at + 1} / ${order.length}`}</span>
        {head}
        <IconButton icon="close" label={actions.close} onPress={close} />
      </div>
      <div className="rail-sheet-body">
        {children}
        {!children && foot}
      </div>
    </section>
  )
}

type OpenerProps = { label: string | undefined; onOpen: () => void; children: ReactNode }

/** The bar at the foot. The line in which somebody writes does not go on behind it. */
function Opener({ label, onOpen, children }: OpenerProps) {
  const bar = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const caret = caretBottom()
        const top = bar.current?.getBoundingClientRect().top ?? 0
        if (caret === null || caret <= top || caret > window.innerHeight) return
        window.scrollBy({ top: caret - top + 8, behavior: 'instant' })
      })
    }
    document.addEventListener('selectionchange', look)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('selectionchange', look)
    }
  }, [])
  return (
    <button type="button" className="rail-opener" aria-label={label} onClick={onOpen} ref={bar}>
      <Icon name="suggest" size={18} />
      {children}
    </button>
  )
}

/** Where the line of a caret in the text ends on the screen; null: nobody writes. */
function caretBottom(): number | null {
  const selection = getSelection()
  if (!selection?.isCollapsed || !document.activeElement?.closest('.ProseMirror')) return null
  const { anchorNode } = selection
  const [rect] = selection.getRangeAt(0).getClientRects()
  // in an empty line there is nothing but the line itself
  const line = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement
  return (rect ?? line?.getBoundingClientRect())?.bottom ?? null
}
