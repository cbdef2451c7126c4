import type { Thread } from '../../shared/record/record.ts'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { Discussion, OneComment } from './Discussion.tsx'

type ThreadCardProps = {
  commitment: string
  state: Drawable
  thread: Thread
  expanded: boolean
  /** Its words are no longer in the text. */
  gone?: boolean
  fieldLabel: (field: string) => string
}

/** A discussion in the rail: its quotation, the first comment, and when opened all of it. */
export function ThreadCard(props: ThreadCardProps) {
  const { commitment, state, thread, expanded, gone = false, fieldLabel } = props
  const { locale } = useWords()
  const words = commentWords[locale]
  const { anchor, comments } = thread
  const [first] = comments
  const said = comments.length - 1
  return (
    <div className="thread">
      <h3 className="visually-hidden">
        {words.comment}
        {anchor.on === 'section' && ` · ${words.section(fieldLabel(anchor.field))}`}
      </h3>
      {gone && <p className="small quiet">{words.gone}</p>}
      {anchor.on === 'section' && (
        <p className="small quiet">{words.section(fieldLabel(anchor.field))}</p>
      )}
      {anchor.on === 'text' && (expanded || gone) && (
        <blockquote dir="auto" className="thread-quote" lang={state.record.locale}>
          {anchor.quote}
        </blockquote>
      )}
      {expanded ? (
        <Discussion {...{ commitment, state, thread, anchor }} />
      ) : (
        <>
          {first && <OneComment {...{ commitment, state, thread, comment: first }} />}
          {said > 0 && <p className="card-signs">{words.replies(said)}</p>}
        </>
      )}
    </div>
  )
}
