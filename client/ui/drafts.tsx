import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { type Meant, meantIn } from '../../shared/record/mentions.ts'
import { DraftsKept, type Tab, thisTab, type Written } from '../sync/draftsKept.ts'

/**
 * What a person is writing in the forms of a room: comments and reasons. Cards and dialogs come and
 * go, also by what others do; these words stay until they are sent or put away.
 */
export type Drafts = {
  /** Empty where nothing is being written. */
  readonly get: (key: string) => string
  /** Who is meant by the names in it; the same object until somebody is picked. */
  readonly meant: (key: string) => readonly Meant[]
  /** Without `meant` those who were picked stay with their names. */
  readonly write: (key: string, text: string, meant?: readonly Meant[]) => void
  /** Sent, or put away by the person. */
  readonly drop: (key: string) => void
  /** Where something is or was just being written; another set when one comes or goes. */
  readonly keys: () => ReadonlySet<string>
  /** The device does not keep these words: they are gone with the page. */
  readonly isUnkept: (key: string) => boolean
  readonly anyUnkept: () => boolean
  readonly subscribe: (changed: () => void) => () => void
}

const nothing: Written = { text: '', meant: [] }

/**
 * Drafts kept on this device under `place`; null: with the page only. Each tab keeps its own, and takes
 * over what tabs have left that are gone, wherever it has nothing itself.
 */
export function openDrafts(place: string | null, tab: Tab | null = null): Drafts {
  const kept = place === null ? null : new DraftsKept(place, tab ?? thisTab())
  const texts = kept?.own() ?? new Map<string, Written>()
  const touched = new Set<string>()
  const unkept = new Set<string>()
  const listeners = new Set<() => void>()
  let keys: ReadonlySet<string> = new Set(texts.keys())
  const changed = () => {
    if (texts.size !== keys.size || [...texts.keys()].some((key) => !keys.has(key)))
      keys = new Set(texts.keys())
    for (const listener of listeners) listener()
  }
  const keep = (key: string, written: Written) => {
    touched.add(key)
    if (!kept || kept.keep(key, written)) unkept.delete(key)
    else unkept.add(key)
  }
  void kept?.takeOver(
    (key, written, own) => {
      if (own ? touched.has(key) : texts.has(key)) return false
      texts.set(key, written)
      changed()
      return true
    },
    (key) => {
      if (!touched.has(key) && texts.delete(key)) changed()
    },
  )
  return {
    get: (key) => (texts.get(key) ?? nothing).text,
    meant: (key) => (texts.get(key) ?? nothing).meant,
    keys: () => keys,
    isUnkept: (key) => unkept.has(key),
    anyUnkept: () => unkept.size > 0,
    write(key, text, picked) {
      const { text: before, meant } = texts.get(key) ?? nothing
      const written = { text, meant: picked ?? meantIn(before, text, meant) }
      texts.set(key, written)
      keep(key, written)
      changed()
    },
    drop(key) {
      if (!texts.delete(key)) return
      keep(key, nothing)
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const OfRoom = createContext<Drafts | null>(null)

type DraftsOfProps = { commitment: string; person: string; children: ReactNode }

/** The drafts of one person in one room, for every form below. */
export function DraftsOf({ commitment, person, children }: DraftsOfProps) {
  const drafts = useMemo(() => openDrafts(`${commitment}.${person}`), [commitment, person])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.anyUnkept()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [drafts])
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
export type Draft = Written & {
  /** False: it is gone with the page. */
  readonly kept: boolean
  readonly write: (text: string, meant?: readonly Meant[]) => void
  readonly drop: () => void
  /** As it is by now, also after the form has gone. */
  readonly now: () => string
}

/** The draft under `key`; a form that comes again under the same key finds its words. */
export function useDraft(key: string): Draft {
  const drafts = useDrafts()
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(key))
  const meant = useSyncExternalStore(drafts.subscribe, () => drafts.meant(key))
  const kept = useSyncExternalStore(drafts.subscribe, () => !drafts.isUnkept(key))
  return {
    text,
    meant,
    kept,
    write: (text, meant) => drafts.write(key, text, meant),
    drop: () => drafts.drop(key),
    now: () => drafts.get(key),
  }
}
