import { useWords } from '../locale/words.tsx'
import type { Aside } from '../sync/state.ts'
import { Icon } from '../ui/Icon.tsx'
import { asideWhy } from './asideWhy.ts'
import { AsideActions } from './KeptHere.tsx'
import './tray.css'

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
