import { useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'

import { useWords } from '../locale/words.tsx'
import type { Aside } from '../sync/state.ts'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Dialog.tsx'
import { asideWhy } from './asideWhy.ts'
import type { UntakenHere } from './untaken.ts'
import './kept.css'

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

type KeptProps = { words: Aside } & Pick<KeptHereProps, 'onPutBack' | 'onDismiss'>

function Kept({ words: aside, onPutBack, onDismiss }: KeptProps) {
  const words = useWords()
  const { id, text, code } = aside
  return (
    <div className="kept" lang={words.locale} role="note" aria-label={words.aside.here}>
      <p>
        <strong>{words.aside.here}</strong> {asideWhy(code, words)}
      </p>
      <blockquote dir="auto">{text}</blockquote>
      <AsideActions
        text={text}
        onPutBack={() => onPutBack(aside)}
        onDismiss={() => onDismiss(id)}
      />
    </div>
  )
}

type AsideActionsProps = { text: string; onPutBack: () => void; onDismiss: () => void }

/** What can be done with words that were put aside. They are nowhere else: letting them go is asked about. */
export function AsideActions({ text, onPutBack, onDismiss }: AsideActionsProps) {
  const { actions, aside } = useWords()
  const [sure, setSure] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    announce(actions.copied)
  }
  return (
    <div className="tray-actions">
      {text !== '' && <Button onPress={onPutBack}>{aside.putBack}</Button>}
      <Button icon="copy" onPress={copy}>
        {actions.copy}
      </Button>
      <Button look="plain" onPress={() => setSure(true)}>
        {aside.dismiss}
      </Button>
      <Confirm
        title={aside.dismiss}
        lead={text}
        action={aside.dismiss}
        open={sure}
        onClose={() => setSure(false)}
        onConfirm={onDismiss}
      />
    </div>
  )
}
