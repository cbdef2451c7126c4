import type { Kind } from '../../shared/text/body.ts'

/** A list and the lists inside its items. An item without `own` only holds deeper ones. */
export type List<Item> = {
  readonly ordered: boolean
  readonly items: { readonly own: Item | null; readonly inner: List<Item>[] }[]
}

/** Flat blocks, in order, with neighbouring list items put together as the lists that they show. */
export function withLists<Item extends { readonly kind: Kind }>(
  blocks: readonly Item[],
): (Item | List<Item>)[] {
  const out: (Item | List<Item>)[] = []
  for (let from = 0; from < blocks.length; ) {
    const block = blocks[from] as Item
    let to = from
    while (to < blocks.length && isItem((blocks[to] as Item).kind)) to++
    if (to === from) {
      out.push(block)
      from++
    } else {
      out.push(...lists(blocks.slice(from, to), 0))
      from = to
    }
  }
  return out
}

export function isList<Item>(one: Item | List<Item>): one is List<Item> {
  return typeof one === 'object' && one !== null && 'items' in one
}

function lists<Item extends { readonly kind: Kind }>(
  items: readonly Item[],
  level: number,
): List<Item>[] {
  const out: List<Item>[] = []
  for (let from = 0; from < items.length; ) {
    const item = items[from] as Item
    const ordered = item.kind.startsWith('o')
    let to = from
    while (to < items.length && levelOf(items[to] as Item) > level) to++
    const last = out.at(-1)
    if (to > from) {
      const inner = lists(items.slice(from, to), level + 1)
      const holder = last?.items.at(-1)
      if (holder) holder.inner.push(...inner)
      else out.push({ ordered, items: [{ own: null, inner }] })
      from = to
    } else {
      const entry = { own: item, inner: [] }
      if (last?.ordered === ordered) last.items.push(entry)
      else out.push({ ordered, items: [entry] })
      from++
    }
  }
  return out
}

function isItem(kind: Kind): boolean {
  return /^[bo]\d$/.test(kind)
}

function levelOf({ kind }: { readonly kind: Kind }): number {
  return Number(kind.charAt(1))
}
