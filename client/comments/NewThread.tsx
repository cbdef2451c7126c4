import type { Anchor } from '../../shared/record/events.ts'
import { mentionsIn } from '../../shared/record/mentions.ts'
import { api } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { announce } from '../ui/announce.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { CommentForm } from './CommentForm.tsx'

type NewThreadProps = {
  commitment: string
  state: Drawable
  anchor: Anchor
  fieldLabel: (field: string) => string
  onClose: () => void
}

/** Where the first comment on some words, or on a section, is written. */
export function NewThread({ commitment, state, anchor, fieldLabel, onClose }: NewThreadProps) {
  const { locale } = useWords()
  const words = commentWords[locale]
  const open = async (text: string) => {
    const answer = await api.openThread(
      commitment,
      anchor,
      text,
      mentionsIn(text, state.people.values()),
    )
    if (!answer.ok) return failureWords(answer.failure, locale)
    announce(words.sent)
    onClose()
    return null
  }
  return (
    <Dialog title={words.comment} open onClose={onClose}>
      {anchor.on === 'text' && (
        <blockquote dir="auto" className="thread-quote" lang={state.record.locale}>
          {anchor.quote}
        </blockquote>
      )}
      {anchor.on === 'section' && <p>{words.section(fieldLabel(anchor.field))}</p>}
      <CommentForm
        label={words.write}
        people={state.people}
        focus
        onSend={open}
        onCancel={onClose}
      />
    </Dialog>
  )
}
