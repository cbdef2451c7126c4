import { uuidv4 } from 'lib0/random'
import { serverNow } from '../clock.ts'
import type { Untaken } from '../editor/binding/untaken.ts'
import { sectionState } from '../sync/sections.ts'
import type { Replica } from '../sync/state.ts'

/** Elements in the text, by the id of the words put aside that stand there. */
type Hosts = ReadonlyMap<string, HTMLElement>

/** What a page does with what its text did not take: keeps it, shows it at its place, says so. */
export type UntakenHere = {
  /** Told by the editors. */
  readonly take: (what: Untaken) => void
  /** A step could not be undone or done again where it was done. */
  readonly refuseStep: () => void
  /** What happened last; another object each time. */
  readonly last: () => Happened | null
  /** The place in the text for these words; the same one each time. */
  readonly host: (id: string) => HTMLElement
  readonly hosts: () => Hosts
  readonly subscribe: (changed: () => void) => () => void
}

export type Happened = { readonly what: 'kept' | 'begun' | 'nothing' | 'step' }

export function createUntaken(replica: Replica): UntakenHere {
  const listeners = new Set<() => void>()
  /** Words that this page has put aside, and may still be typed on. */
  const drafts = new Set<string>()
  let last: Happened | null = null
  let hosts: Hosts = new Map()
  const tell = (what: Happened['what']) => {
    last = { what }
    for (const listener of listeners) listener()
  }
  return {
    last: () => last,
    hosts: () => hosts,
    host(id) {
      const known = hosts.get(id)
      if (known) return known
      const element = document.createElement('div')
      element.className = 'kept-place no-print'
      element.contentEditable = 'false'
      hosts = new Map([...hosts, [id, element]])
      // the editor that asks for it is just being drawn
      queueMicrotask(() => {
        for (const listener of listeners) listener()
      })
      return element
    },
    take({ field, at, text, back }) {
      const { state } = replica
      const place = at?.at
      const draft = state.aside.findLast(
        (words) =>
          drafts.has(words.id) &&
          words.field === field &&
          JSON.stringify(words.place) === JSON.stringify(place),
      )
      if (text === '' && !(back && draft)) return tell('nothing')
      const before = Array.from(draft?.text ?? '')
      const now = back ? before.slice(0, -1).join('') : before.join('') + text
      if (draft && now === '') replica.dismiss(draft.id)
      else {
        const closed = sectionState(state.record, field) === 'closed'
        const code = closed ? 'section-closed' : 'not-allowed'
        const id = draft?.id ?? uuidv4()
        drafts.add(id)
        replica.putAside({ id, field, text: now, code, at: serverNow(), place })
      }
      tell(draft ? 'kept' : 'begun')
    },
    refuseStep: () => tell('step'),
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}
