import { useEffect, useEffectEvent, useState } from 'react'
import { type ItemId, itemsOf } from './attention.ts'

/** Something that wants a card: `section` is the element beside which it stands without words. */
export type Anchored = { readonly id: ItemId; readonly section?: string | undefined }

/** Where the words of each item begin, in pixels below the top of `rail`; in reading order. */
export type Places = readonly { readonly id: ItemId; readonly anchor: number }[]

/** While somebody types, cards move at most this often, in milliseconds: measuring costs a layout. */
const rest = 120

/**
 * Measures where the items' words stand, again whenever text or page change. Items without words on
 * this page are left out.
 */
export function usePlaces(
  rail: HTMLElement | null,
  items: readonly Anchored[],
  subscribe: (changed: () => void) => () => void,
): Places {
  const [places, setPlaces] = useState<Places>([])
  const look = useEffectEvent(() => {
    if (!rail) return
    const next = measure(rail, items)
    setPlaces((last) => (same(last, next) ? last : next))
  })

  useEffect(() => {
    if (!rail) return
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        // in a frame of its own, behind the one in which the marks are drawn
        frame = requestAnimationFrame(() => look())
      }, rest)
    }
    const resized = new ResizeObserver(soon)
    const text = document.getElementById('text')
    if (text) resized.observe(text)
    resized.observe(rail)
    const stop = subscribe(soon)
    soon()
    return () => {
      stop()
      resized.disconnect()
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
  }, [rail, subscribe])

  const wanted = items.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items, other places
  useEffect(() => {
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => look()))
    return () => cancelAnimationFrame(frame)
  }, [wanted])
  return places
}

function measure(rail: HTMLElement, items: readonly Anchored[]): Places {
  const marks = new Map<string, HTMLElement>()
  for (const mark of document.querySelectorAll<HTMLElement>('#text [data-items]')) {
    for (const item of itemsOf(mark)) if (!marks.has(item)) marks.set(item, mark)
  }
  const { top } = rail.getBoundingClientRect()
  return items
    .flatMap(({ id, section }) => {
      const element = shown(marks.get(id)) ?? (section ? document.getElementById(section) : null)
      if (!element) return []
      return [{ id, anchor: Math.round(element.getBoundingClientRect().top - top) }]
    })
    .sort((a, b) => a.anchor - b.anchor)
}

/** Where a mark is hidden (the simple view hides what would go) its block stands for it. */
function shown(mark: HTMLElement | undefined): HTMLElement | null {
  if (!mark) return null
  return mark.getClientRects().length > 0 ? mark : mark.parentElement
}

function same(a: Places, b: Places): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, anchor }, at) => b[at]?.id === id && b[at]?.anchor === anchor)
  )
}
