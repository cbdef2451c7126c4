import type { Thread } from '../../shared/record/record.ts'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { ThreadCard } from './ThreadCard.tsx'

type TrayProps = {
  commitment: string
  state: Drawable
  gone: readonly Thread[]
  settled: readonly Thread[]
  fieldLabel: (field: string) => string
}

/** Discussions without a place in the text: words gone, or settled. Nothing that was said is lost. */
export function Tray({ commitment, state, gone, settled, fieldLabel }: TrayProps) {
  const { locale } = useWords()
  const words = commentWords[locale]
  const list = (threads: readonly Thread[], isGone: boolean) => (
    <ol>
      {threads.map((thread) => (
        <li key={thread.id}>
          <ThreadCard {...{ commitment, state, thread, fieldLabel }} expanded gone={isGone} />
        </li>
      ))}
    </ol>
  )
  return (
    <>
      {gone.length > 0 && (
        <details className="comment-tray">
          <summary>
            {words.tray} ({gone.length})
          </summary>
          <p className="small quiet">{words.trayLead}</p>
          {list(gone, true)}
        </details>
      )}
      {settled.length > 0 && (
        <details className="comment-tray">
          <summary>
            {words.settled} ({settled.length})
          </summary>
          {list(settled, false)}
        </details>
      )}
    </>
  )
}
