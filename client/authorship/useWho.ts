import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent, useState } from 'react'
import type * as Y from 'yjs'
import type { Authorship } from './authorship.ts'
import { type WhoAt, whoAtPoint } from './whoAt.ts'

/** A mouse that rests this long, in milliseconds, asks; one that passes over does not. */
const rest = 200

/** Whoever wrote what the mouse rests on or a finger touches, while the view is open. */
export function useWho(
  authorship: Authorship,
  doc: Y.Doc,
  editors: () => readonly Editor[],
  open: boolean,
): readonly [WhoAt | null, (who: WhoAt | null) => void] {
  const [who, setWho] = useState<WhoAt | null>(null)
  const ask = useEffectEvent(({ target, clientX, clientY }: PointerEvent) => {
    const editor =
      target instanceof Element && editors().find(({ view }) => view.dom.contains(target))
    setWho(editor ? whoAtPoint(editor, doc, authorship, clientX, clientY) : null)
  })
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    let resting: ReturnType<typeof setTimeout> | undefined
    const asking = (event: PointerEvent) => {
      clearTimeout(resting)
      resting = setTimeout(() => ask(event), rest)
    }
    const away = () => {
      clearTimeout(resting)
      setWho(null)
    }
    if (open) {
      document.addEventListener('pointermove', asking, { signal })
      document.addEventListener('pointerup', asking, { signal })
    }
    document.addEventListener('keydown', away, { signal, capture: true })
    document.addEventListener('scroll', away, { signal, capture: true })
    return () => {
      listening.abort()
      away()
    }
  }, [open])
  return [who, setWho]
}
