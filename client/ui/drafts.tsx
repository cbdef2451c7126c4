import { createContext, type ReactNode, use, useMemo, useState, useSyncExternalStore } from 'react'

/**
 * What a person is writing in the forms of a room: comments and reasons. Cards and dialogs come and
 * go, also by what others do; these words stay until they are sent or put away.
 */
export type Drafts = {
  /** Empty where nothing is being written. */
  readonly get: (key: string) => string
  readonly write: (key: string, text: string) => void
  /** Sent, or put away by the person. */
  readonly drop: (key: string) => void
  /** Where something is or was just being written; another set when one comes or goes. */
  readonly keys: () => ReadonlySet<string>
  readonly subscribe: (changed: () => void) => () => void
}

/** Drafts kept on this device under `place`; null: with the page only. */
export function openDrafts(place: string | null): Drafts {
  const prefix = place === null ? null : `accord.draft.${place}.`
  const texts = new Map(prefix === null ? [] : stored(prefix))
  const listeners = new Set<() => void>()
  let keys: ReadonlySet<string> = new Set(texts.keys())
  const changed = () => {
    if (texts.size !== keys.size) keys = new Set(texts.keys())
    for (const listener of listeners) listener()
  }
  return {
    get: (key) => texts.get(key) ?? '',
    keys: () => keys,
    write(key, text) {
      texts.set(key, text)
      if (prefix !== null) store(prefix + key, text)
      changed()
    },
    drop(key) {
      if (!texts.delete(key)) return
      if (prefix !== null) store(prefix + key, '')
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** All that somebody has half written on this device, in whatever room. */
export function draftsOn(person: string): readonly string[] {
  return stored('accord.draft.').flatMap(([place, text]) =>
    place.split('.')[1] === person && text.trim() !== '' ? [text] : [],
  )
}

// As with settings: where storage is forbidden, drafts hold until the page is left.
function stored(prefix: string): [string, string][] {
  try {
    return Object.entries(localStorage).flatMap(([key, text]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), String(text)]] : [],
    )
  } catch {
    return []
  }
}

function store(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // They then hold until the page is left.
  }
}

const OfRoom = createContext<Drafts | null>(null)

type DraftsOfProps = { commitment: string; person: string; children: ReactNode }

/** The drafts of one person in one room, for every form below. */
export function DraftsOf({ commitment, person, children }: DraftsOfProps) {
  const drafts = useMemo(() => openDrafts(`${commitment}.${person}`), [commitment, person])
  return <OfRoom value={drafts}>{children}</OfRoom>
}

/** The room's drafts; outside of a room, drafts that live as long as the form. */
export function useDrafts(): Drafts {
  const [own] = useState(() => openDrafts(null))
  return use(OfRoom) ?? own
}

/** Where something is being written, followed. */
export function useDraftKeys(): ReadonlySet<string> {
  const drafts = useDrafts()
  return useSyncExternalStore(drafts.subscribe, drafts.keys)
}

/** One draft, followed. */
export type Draft = {
  readonly text: string
  readonly write: (text: string) => void
  readonly drop: () => void
  /** As it is by now, also after the form has gone. */
  readonly now: () => string
}

/** The draft under `key`; a form that comes again under the same key finds its words. */
export function useDraft(key: string): Draft {
  const drafts = useDrafts()
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(key))
  return {
    text,
    write: (next) => drafts.write(key, next),
    drop: () => drafts.drop(key),
    now: () => drafts.get(key),
  }
}
