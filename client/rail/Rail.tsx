import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { keysAsShown } from '../ui/keys.ts'
import { type Anchored, type Places, usePlaces } from './anchors.ts'
import { type Attention, type ItemId, useAttention } from './attention.ts'
import { type RailKey, railKey, railLetters } from './keys.ts'
import { RailSheet } from './RailSheet.tsx'
import { useRailRoom } from './room.ts'
import { clusters, stack } from './stack.ts'
import { useFresh } from './useFresh.ts'
import { useHeights } from './useHeights.ts'
import { useScreen } from './useScreen.ts'
import './rail.css'
import type { RailWords } from './words.ts'

/** Something with a card. `card` draws it; only the active one is expanded. */
export type RailItem = Anchored & {
  readonly icon: IconName
  /** Whose hue the card and its sign carry: a custom property's name. */
  readonly hue: string
  /** The person's own; never announced as new. */
  readonly own: boolean
  readonly card: (active: boolean) => ReactNode
}

type RailProps = {
  /** All items of the beginning are there; what comes now is new. */
  ready: boolean
  items: readonly RailItem[]
  attention: Attention
  words: RailWords
  /** Told after each change of the text. */
  subscribe: (changed: () => void) => () => void
  /** The rail's keys but next, previous and open. */
  onKey: (key: RailKey, item: ItemId) => void
  /** Of no card: the one that was adopted is gone. */
  onTakeBack: () => void
  /** Above the cards, where there is room. */
  head: ReactNode
  /** Below them: what has no place in the text. */
  foot: ReactNode
  /** Nothing was ever suggested or said: no sheet is needed for it. */
  empty: boolean
}

const gap = 8
/** What stands above the cards, with its shade; as in rail.css. */
const headHeight = 82
/** Signs nearer than this share one; pixels. */
const signHeight = 40

/**
 * Cards beside the text, each at its words. Where there is less room: signs that open a card; on a
 * phone a sheet over the text's foot.
 */
export function Rail(props: RailProps) {
  const { ready, items, attention, words, subscribe, onKey, onTakeBack, head, foot, empty } = props
  const [rail, setRail] = useState<HTMLElement | null>(null)
  const room = useRailRoom()
  const active = useAttention(attention)
  const places = usePlaces(rail, items, subscribe)
  useShownMark(attention)
  const byId = new Map(items.map((item) => [item.id, item]))
  const order = places.map(({ id }) => id)
  useSuccession(order, byId, attention)

  const pressed = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element)) return
    const key = railKey(event.nativeEvent, event.target)
    const here = event.target.closest<HTMLElement>('[data-card]')?.dataset.card
    const item = order.find((id) => id === here) ?? active
    if (key === 'takeBack') {
      event.preventDefault()
      onTakeBack()
      return
    }
    if (!key || !item) return
    event.preventDefault()
    if (key === 'open') attention.turnTo(item, 'rail')
    else if (key === 'next' || key === 'previous') {
      const to = order[order.indexOf(item) + (key === 'next' ? 1 : -1)]
      if (to) attention.turnTo(to, 'rail')
    } else onKey(key, item)
    const inForm = event.target.closest('form')
    if (key === 'leave' && room !== 'cards' && !inForm) attention.turnTo(null, 'rail')
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for the focused card bubble up to here
    <div className="rail" data-room={room} ref={setRail} onKeyDown={pressed}>
      {room === 'cards' && (
        <>
          <div className="rail-head">{head}</div>
          <Cards {...{ ready, places, byId, active, words, attention }} />
          {foot && <div className="rail-foot">{foot}</div>}
        </>
      )}
      {room === 'signs' && <Signs {...{ places, byId, active, words, attention }} />}
      {room !== 'cards' && (
        <RailSheet {...{ order, active, words, attention, room, head, foot, empty }}>
          {active && byId.get(active)?.card(true)}
        </RailSheet>
      )}
    </div>
  )
}

type CardsProps = {
  ready: boolean
  places: Places
  byId: ReadonlyMap<ItemId, RailItem>
  active: ItemId | null
  words: RailWords
  attention: Attention
}

function Cards({ ready, places, byId, active, words, attention }: CardsProps) {
  const [heights, measured] = useHeights()
  const [from, to] = useScreen()
  const list = useRef<HTMLOListElement>(null)
  const cards = places.map(({ id, anchor }) => ({
    id,
    anchor,
    height: heights.get(id) ?? collapsed,
  }))
  const tops = stack(cards, active, gap, headHeight)
  const fresh = useFresh(places, byId, ready, list)
  useFocusOn(list, active, active ? heights.get(active) : undefined)
  const focusable = active && byId.has(active) ? active : places[0]?.id
  return (
    <>
      <ol className="rail-cards" aria-label={words.label} aria-describedby="rail-keys" ref={list}>
        {places.map(({ id }, at) => {
          const item = byId.get(id)
          const top = tops[at] ?? 0
          const near = top >= from && top <= to
          if (!item || (!near && id !== active && id !== focusable)) return null
          return (
            <li
              key={id}
              ref={measured(id)}
              data-card={id}
              className={id === active ? 'rail-card rail-card-active' : 'rail-card'}
              style={{ translate: `0 ${top}px`, '--hue': `var(${item.hue})` }}
              aria-posinset={at + 1}
              aria-setsize={places.length}
              aria-current={id === active ? 'true' : undefined}
              tabIndex={id === focusable ? 0 : -1}
              onClick={() => attention.turnTo(id, 'rail')}
              onKeyDown={undefined}
            >
              {item.card(id === active)}
              {id === active && <Letters words={words.letters} />}
            </li>
          )
        })}
      </ol>
      <p id="rail-keys" className="visually-hidden">
        {words.keys}
      </p>
      {fresh && (
        <div className="rail-fresh" data-where={fresh.where}>
          <Button
            look="solid"
            icon={fresh.where === 'below' ? 'arrowDown' : 'arrowUp'}
            onPress={() => attention.turnTo(fresh.first, 'rail')}
          >
            {fresh.where === 'below' ? words.newBelow(fresh.count) : words.newAbove(fresh.count)}
          </Button>
        </div>
      )}
    </>
  )
}

/** The rail's letters for the eye, on the card that they are about; ears have them in one sentence. */
function Letters({ words }: { words: RailWords['letters'] }) {
  return (
    <p className="rail-letters quiet" aria-hidden="true">
      {railLetters.map((name) => (
        <span key={name}>
          <kbd>{keysAsShown(name)}</kbd> {words[name]}
        </span>
      ))}
    </p>
  )
}

/** A collapsed card's height before it has been measured. */
const collapsed = 84

function Signs({ places, byId, active, words, attention }: Omit<CardsProps, 'ready'>) {
  return (
    <ol className="rail-signs" aria-label={words.label}>
      {clusters(places, signHeight).map((cluster) => {
        const [first] = cluster
        const item = first && byId.get(first.id)
        if (!item) return null
        const on = cluster.some(({ id }) => id === active)
        return (
          <li
            key={item.id}
            style={{ translate: `0 ${first.anchor}px`, '--hue': `var(${item.hue})` }}
          >
            <button
              type="button"
              className="rail-sign"
              aria-pressed={on}
              aria-label={words.open(cluster.length)}
              onClick={() => attention.turnTo(on ? null : item.id, 'rail')}
            >
              <Icon name={item.icon} size={18} />
              {cluster.length > 1 && <span>{cluster.length}</span>}
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/**
 * Whoever moves through the cards by keyboard takes the focus along, also when the card that had it
 * goes because it was answered; and what one is working on is in sight.
 */
function useFocusOn(
  list: { current: HTMLElement | null },
  active: ItemId | null,
  height: number | undefined,
): void {
  const inside = useRef(false)
  useEffect(() => {
    const moved = ({ target }: Event) => {
      inside.current = target instanceof Node && list.current?.contains(target) === true
    }
    document.addEventListener('focusin', moved)
    document.addEventListener('pointerdown', moved)
    return () => {
      document.removeEventListener('focusin', moved)
      document.removeEventListener('pointerdown', moved)
    }
  }, [list])
  // After every render: the focused button, form or card may be the one that has just gone.
  useEffect(() => {
    if (!inside.current || !active) return
    const card = list.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(active)}"]`)
    if (card && !card.contains(document.activeElement)) card.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (!inside.current || !active || height === undefined) return
    const card = list.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(active)}"]`)
    const { top = 0, bottom = 0 } = card?.getBoundingClientRect() ?? {}
    const below = bottom + 2 * gap - window.innerHeight
    const room = top - window.innerHeight * 0.15
    if (below > 0 && room > 0) window.scrollBy({ top: Math.min(below, room) })
  }, [list, active, height])
}

/**
 * When the active card has been answered or taken back, the next one is. `order` is as measured, and
 * may still name cards that went together with it.
 */
function useSuccession(
  order: readonly ItemId[],
  items: ReadonlyMap<ItemId, RailItem>,
  attention: Attention,
): void {
  const last = useRef(order)
  const active = useAttention(attention)
  const gone = active !== null && !items.has(active)
  useEffect(() => {
    if (!gone) {
      // the mark can be gone from the text, and the place with it, before the item is
      if (active === null || order.includes(active)) last.current = order
      return
    }
    const at = active ? last.current.indexOf(active) : -1
    if (at < 0) return
    const next = [...last.current.slice(at + 1), ...last.current.slice(0, at).reverse()].find(
      (id) => order.includes(id) && items.has(id),
    )
    attention.turnTo(next ?? null, 'rail')
  }, [gone, order, items, active, attention])
}

/** What is chosen in the rail comes into sight in the text, unless it is already. */
function useShownMark(attention: Attention): void {
  useEffect(
    () =>
      attention.subscribe((from) => {
        const item = attention.item()
        if (from === 'text' || !item) return
        const mark = document.querySelector<HTMLElement>(
          `#text [data-items~="${CSS.escape(item)}"]`,
        )
        const target = mark?.getClientRects().length ? mark : mark?.parentElement
        if (!target) return
        const { top, bottom } = target.getBoundingClientRect()
        const height = window.innerHeight
        // the upper half: a sheet may lie over the lower one
        if (top >= height * 0.15 && bottom <= height * 0.5) return
        window.scrollBy({ top: top - height * 0.25 })
      }),
    [attention],
  )
}
