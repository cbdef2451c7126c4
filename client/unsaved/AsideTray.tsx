import { useState } from 'react'
import { useWords } from '../locale/words.tsx'
import type { Aside } from '../sync/state.ts'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { asideWhy } from './asideWhy.ts'
import '../ui/tray.css'

type AsideTrayProps = {
  aside: readonly Aside[]
  fieldLabel: (field: string) => string
  onPutBack: (words: Aside) => void
  onDismiss: (id: string) => void
}

/**
 * Words that the server did not take, and whose place is not known any more. They lie here until their
 * writer has done with them.
 */
export function AsideTray({ aside, fieldLabel, onPutBack, onDismiss }: AsideTrayProps) {
  const words = useWords()
  if (aside.length === 0) return null
  return (
    <details className="tray no-print" open>
      <summary className="tray-head">
        <Icon name="tray" size={18} />
        <h2>{words.aside.title}</h2>
        <span className="tray-count">{aside.length}</span>
        <Icon name="down" size={16} />
      </summary>
      <p className="quiet small">{words.aside.lead}</p>
      <ul className="tray-list">
        {aside.map((each) => {
          const { id, field, text, code, at } = each
          return (
            <li key={id}>
              <p className="quiet small">
                {words.aside.from(fieldLabel(field))} · {words.format.moment(at)}
              </p>
              <blockquote dir="auto">{text}</blockquote>
              <p className="small">{asideWhy(code, words)}</p>
              <AsideActions
                text={text}
                onPutBack={() => onPutBack(each)}
                onDismiss={() => onDismiss(id)}
              />
            </li>
          )
        })}
      </ul>
    </details>
  )
}

type KeptProps = { words: Aside } & Pick<AsideTrayProps, 'onPutBack' | 'onDismiss'>

/** Beside its place in the text. */
export function Kept({ words: aside, onPutBack, onDismiss }: KeptProps) {
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
function AsideActions({ text, onPutBack, onDismiss }: AsideActionsProps) {
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
