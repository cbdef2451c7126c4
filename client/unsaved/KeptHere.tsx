import { useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'

import { useWords } from '../locale/words.tsx'
import type { Aside } from '../sync/state.ts'
import type { UntakenHere } from '../text/untaken.ts'
import { Button } from '../ui/Button.tsx'
import { fetched } from '../ui/fetched.tsx'
import './kept.css'

const Kept = fetched(() => import('./AsideTray.tsx').then((m) => m.Kept))

type KeptHereProps = {
  aside: readonly Aside[]
  untaken: UntakenHere
  onPutBack: (words: Aside) => void
  onDismiss: (id: string) => void
}

/** Words that were put aside, at the place in the text where they were written. */
export function KeptHere({ aside, untaken, ...acts }: KeptHereProps) {
  const hosts = useSyncExternalStore(untaken.subscribe, untaken.hosts)
  return aside.map((words) => {
    const host = hosts.get(words.id)
    return host && createPortal(<Kept words={words} {...acts} />, host, words.id)
  })
}

/** How many of one's words wait beside the text, and the way to the first of them. */
export function KeptButton({ aside, untaken }: Pick<KeptHereProps, 'aside' | 'untaken'>) {
  const words = useWords()
  const placed = aside.filter(({ place }) => place !== undefined)
  const show = () => {
    const host = placed.map(({ id }) => untaken.hosts().get(id)).find((each) => each?.isConnected)
    host?.scrollIntoView({ block: 'center' })
    host?.querySelector('button')?.focus()
  }
  if (placed.length === 0) return null
  return (
    <Button look="plain" icon="tray" onPress={show}>
      {words.aside.show(placed.length)}
    </Button>
  )
}
