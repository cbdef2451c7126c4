import { useState } from 'react'
import type { Anchor } from '../../shared/record/events.ts'
import type { Comment } from '../../shared/record/record.ts'
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
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null)
  const send = async (text: string, mentions: readonly string[]) => {
    const threads = Object.values(state.record.threads)
    const opened = before && threads.find(({ id, comments }) => !before.has(id) && isMine(comments))
    const answer = opened
      ? await api.reply(commitment, opened.id, text, mentions)
      : await api.openThread(commitment, anchor, text, mentions)
    if (!answer.ok) return failureWords(answer.failure, locale)
    announce(words.sent)
    setBefore((known) => known ?? new Set(threads.map(({ id }) => id)))
    return null
  }
  const isMine = ([first]: readonly Comment[]) => first?.person === state.me.id
  // what was typed while the comment was on its way is not lost: it can be sent behind it
  const sent = (rest: string) => {
    if (rest.trim() === '') onClose()
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
        draft="new"
        label={words.write}
        plan={state.record.plan}
        people={state.people}
        focus
        onSend={send}
        onSent={sent}
        onCancel={onClose}
      />
    </Dialog>
  )
}
