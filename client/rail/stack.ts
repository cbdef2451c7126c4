/** A card that wants to stand beside its words. Pixels, from the top of the rail. */
export type Card = { readonly id: string; readonly anchor: number; readonly height: number }

/**
 * Where each card stands, in the order given (by anchor): none overlaps another, `gap` between them.
 * The active card stands exactly at its words and the others make room, upwards and downwards; only
 * `floor`, the top of the rail, pushes it down. Without an active card each stands at its words or as little
 * below as the cards above it demand.
 */
export function stack(
  cards: readonly Card[],
  active: string | null,
  gap: number,
  floor = 0,
): number[] {
  const tops = downwards(cards, gap, floor)
  const at = cards.findIndex(({ id }) => id === active)
  const chosen = cards[at]
  if (!chosen) return tops
  tops[at] = Math.max(chosen.anchor, floor)
  for (let above = at - 1; above >= 0; above--) {
    const { height } = cards[above] as Card
    const limit = (tops[above + 1] as number) - gap - height
    tops[above] = Math.min(tops[above] as number, limit)
  }
  if ((tops[0] as number) < floor) {
    let free = floor
    for (let each = 0; each <= at; each++) {
      tops[each] = Math.max(tops[each] as number, free)
      free = (tops[each] as number) + (cards[each] as Card).height + gap
    }
  }
  const below = (tops[at] as number) + chosen.height + gap
  const rest = downwards(cards.slice(at + 1), gap, below)
  return [...tops.slice(0, at + 1), ...rest]
}

function downwards(cards: readonly Card[], gap: number, from: number): number[] {
  let free = from
  return cards.map(({ anchor, height }) => {
    const top = Math.max(anchor, free)
    free = top + height + gap
    return top
  })
}

/** Cards whose words stand so near to each other that they share one sign, in order. */
export function clusters<Item extends { readonly anchor: number }>(
  items: readonly Item[],
  near: number,
): Item[][] {
  const found: Item[][] = []
  for (const item of items) {
    const last = found.at(-1)
    const first = last?.[0]
    if (last && first && item.anchor - first.anchor < near) last.push(item)
    else found.push([item])
  }
  return found
}
