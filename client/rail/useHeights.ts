import { useEffect, useMemo, useState } from 'react'
import type { ItemId } from './attention.ts'

/** The heights of cards as they are drawn, and a ref for each card. */
export function useHeights(): readonly [
  ReadonlyMap<ItemId, number>,
  (id: ItemId) => (element: HTMLElement | null) => void,
] {
  const [heights, setHeights] = useState<ReadonlyMap<ItemId, number>>(new Map())
  const measuring = useMemo(() => {
    const cards = new Map<Element, ItemId>()
    const refs = new Map<ItemId, (element: HTMLElement | null) => () => void>()
    const observer = new ResizeObserver((entries) => {
      setHeights((last) => {
        const next = new Map(last)
        for (const { target } of entries) {
          const id = cards.get(target)
          if (id && target instanceof HTMLElement) next.set(id, target.offsetHeight)
        }
        return next
      })
    })
    const refOf = (id: ItemId) => {
      let ref = refs.get(id)
      if (!ref) {
        ref = (element) => {
          if (element) {
            cards.set(element, id)
            observer.observe(element)
          }
          return () => {
            if (!element) return
            cards.delete(element)
            observer.unobserve(element)
          }
        }
        refs.set(id, ref)
      }
      return ref
    }
    return { observer, refOf }
  }, [])
  useEffect(() => () => measuring.observer.disconnect(), [measuring])
  return [heights, measuring.refOf]
}
