import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { cursorOf } from '../../shared/presence.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import type { Drawable } from '../sync/state.ts'

/** Somebody whose page is open in this room. */
export type Present = {
  readonly person: PersonView
  /** One of their pages; carets go by it. */
  readonly client: number
  /** Where they last were. */
  readonly field: string | null
}

/** `user` is the room's word, the cursor only the other page's, whatever it says. */
type Said = {
  readonly user?: { readonly id: string }
  readonly cursor?: unknown
}

/** Who is here, oneself left out, each person once, in the order of their names. */
export function presentIn(
  awareness: Awareness,
  people: ReadonlyMap<string, PersonView>,
  me: string,
): Present[] {
  const found = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const { user, cursor } = (state ?? {}) as Said
    const person = user && people.get(user.id)
    if (!person || person.id === me) continue
    const root = cursorOf(cursor)?.head.tname
    const field = root?.startsWith(bodyRoots.field) ? root.slice(bodyRoots.field.length) : null
    found.set(person.id, { person, client, field })
  }
  return [...found.values()].sort((a, b) => a.person.name.localeCompare(b.person.name))
}

/** Who is here now. The same array while nobody comes, goes or changes field. */
export function usePresent({ awareness, people, me }: Drawable): readonly Present[] {
  const last = useRef<{ key: string; present: readonly Present[] }>({ key: '', present: [] })
  const subscribe = useCallback(
    (changed: () => void) => {
      awareness.on('change', changed)
      return () => awareness.off('change', changed)
    },
    [awareness],
  )
  return useSyncExternalStore(subscribe, () => {
    const present = presentIn(awareness, people, me.id)
    const key = JSON.stringify(present)
    if (key !== last.current.key) last.current = { key, present }
    return last.current.present
  })
}
