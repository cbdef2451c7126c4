import { useEffect, useRef, useState } from 'react'
import type { Places } from './anchors.ts'
import type { ItemId } from './attention.ts'

/** New cards of others that nobody here has had on the screen yet. */
export type Fresh = {
  readonly count: number
  readonly where: 'above' | 'below'
  readonly first: ItemId
}

/** What came in since the page was opened and stands outside the screen; the nearer side first. */
export function useFresh(
  places: Places,
  items: ReadonlyMap<ItemId, { readonly own: boolean }>,
  ready: boolean,
  list: { readonly current: HTMLElement | null },
): Fresh | null {
  const known = useRef<Set<ItemId> | null>(null)
  const [fresh, setFresh] = useState<Fresh | null>(null)
  useEffect(() => {
    if (!ready) return
    known.current ??= new Set(items.keys())
    const seen = known.current
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      const above: ItemId[] = []
      const below: ItemId[] = []
      for (const { id, anchor } of places) {
        if (seen.has(id)) continue
        const y = top + anchor
        if (items.get(id)?.own || (y >= 0 && y <= window.innerHeight)) seen.add(id)
        else if (y < 0) above.push(id)
        else below.push(id)
      }
      setFresh((last) => sameOr(last, next(above, below)))
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [places, items, ready, list])
  return fresh
}

function next(above: readonly ItemId[], below: readonly ItemId[]): Fresh | null {
  if (below[0]) return { count: below.length, where: 'below', first: below[0] }
  const last = above.at(-1)
  return last ? { count: above.length, where: 'above', first: last } : null
}

function sameOr(last: Fresh | null, fresh: Fresh | null): Fresh | null {
  const same =
    last?.count === fresh?.count && last?.where === fresh?.where && last?.first === fresh?.first
  return same ? last : fresh
}
