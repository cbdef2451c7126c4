import { Fragment, useState } from 'react'
import type { Anchor } from '../../shared/record/events.ts'
import { partsOf, toWrite, withNames } from '../../shared/record/mentions.ts'
import type { Comment, Thread } from '../../shared/record/record.ts'
import { may } from '../../shared/roles.ts'
import { type Answer, api } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { commentWords } from '../locale/comments.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { useDraft } from '../ui/drafts.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { CommentForm } from './CommentForm.tsx'
import './comments.css'

type DiscussionProps = {
  commitment: string
  state: Drawable
  /** Null while nobody has said anything: the first comment opens it at `anchor`. */
  thread: Thread | null
  anchor: Anchor
  /** Where its comment is kept while it is being written; absent: under the thread. */
  draft?: string
  /** Words are written elsewhere on the card just now. */
  elsewhere?: boolean
}

/** What was said about one thing, and a place to say more for those who may. */
export function Discussion(props: DiscussionProps) {
  const { commitment, state, thread, anchor, elsewhere = false } = props
  const { draft = `thread:${thread?.id ?? ''}` } = props
  const { text } = useDraft(draft)
  const { locale } = useWords()
  const words = commentWords[locale]
  const mayComment = state.role !== null && may(state.role, 'comment')
  const inWords = (answer: Answer<unknown>): string | null => {
    if (!answer.ok) return failureWords(answer.failure, locale)
    announce(words.sent)
    return null
  }
  const say = async (text: string, mentions: readonly string[]) =>
    inWords(
      thread
        ? await api.reply(commitment, thread.id, text, mentions)
        : await api.openThread(commitment, anchor, text, mentions),
    )
  const settle = async (resolved: boolean) => {
    if (!thread) return
    const answer = await api.settleThread(commitment, thread.id, resolved)
    if (answer.ok) announce(resolved ? words.resolved : words.reopened)
    else announce(failureWords(answer.failure, locale))
  }
  const resolver = thread?.resolved ? state.people.get(thread.resolved.person) : null

  return (
    <div className="discussion">
      {thread && (
        <ol aria-label={words.discussion}>
          {thread.comments.map((comment) => (
            <li key={comment.id}>
              <OneComment {...{ commitment, state, thread, comment }} />
            </li>
          ))}
        </ol>
      )}
      {resolver && <p className="small quiet">{words.resolvedBy(nameShown(resolver, locale))}</p>}
      {mayComment && (
        <div className="discussion-say">
          {!elsewhere && (!thread?.resolved || text !== '') && (
            <CommentForm
              draft={draft}
              label={thread ? words.reply : words.write}
              plan={state.record.plan}
              people={state.people}
              onSend={say}
            />
          )}
          {thread && (
            <Button
              look="plain"
              icon={thread.resolved ? 'undo' : 'check'}
              onPress={() => settle(!thread.resolved)}
            >
              {thread.resolved ? words.reopen : words.resolve}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

type OneCommentProps = {
  commitment: string
  state: Drawable
  thread: Thread
  comment: Comment
}

/** A comment with its author's own tools; changing and deleting leave a trace. */
export function OneComment({ commitment, state, thread, comment }: OneCommentProps) {
  const { locale, format, sectors } = useWords()
  const words = commentWords[locale]
  const changed = useDraft(`edit:${comment.id}`)
  const [editing, setEditing] = useState(changed.text !== '')
  const author = state.people.get(comment.onBehalfOf ?? comment.person)
  // Words that somebody brought in for another stay as the other wrote them
  const isMine = comment.person === state.me.id && comment.entry === undefined
  const own = isMine && !(comment.brought && comment.onBehalfOf)
  const parts = partsOf(comment.text)
  const named = !own && parts.some(({ person }) => person === state.me.id)
  const nameOf = (person: string) => nameShown(state.people.get(person), locale)
  const remove = async () => {
    const answer = await api.deleteComment(commitment, thread.id, comment.id)
    announce(answer.ok ? words.deleted : failureWords(answer.failure, locale))
  }
  const change = async (text: string, mentions: readonly string[]) => {
    const answer = await api.editComment(commitment, thread.id, comment.id, {
      text,
      mentions,
    })
    if (!answer.ok) return failureWords(answer.failure, locale)
    setEditing(false)
    return null
  }
  return (
    <article
      className="comment"
      aria-label={`${nameShown(author, locale)}, ${format.ago(comment.at)}`}
    >
      <header className="card-head">
        {author && <Avatar person={author} size={24} />}
        <p className="card-who">
          <strong>{nameShown(author, locale)}</strong>
          <span className="card-sub">
            {author && sectors[author.sector]}
            {' · '}
            <time dateTime={new Date(comment.at).toISOString()} title={format.moment(comment.at)}>
              {format.ago(comment.at)}
            </time>
            {comment.brought &&
              ` · ${suggestionWords[locale].brought(
                comment.brought.source,
                state.people.get(comment.person)?.name ?? '',
                comment.brought.at === null ? null : format.moment(comment.brought.at),
              )}`}
            {comment.editedAt !== null && !comment.deleted && ` · ${words.edited}`}
            {named && <strong className="comment-named">{` · ${words.mentionsYou}`}</strong>}
          </span>
        </p>
        {own && !comment.deleted && !editing && (
          <Menu
            label={words.more(nameShown(author, locale))}
            trigger={<IconButton icon="more" label={words.more(nameShown(author, locale))} />}
          >
            <MenuItem
              icon="pencil"
              onAction={() => {
                // As they are chosen, so that they are found again when it is sent
                const { text, meant } = toWrite(
                  comment.text,
                  (id) => state.people.get(id)?.name || nameOf(id),
                )
                changed.write(text, meant)
                setEditing(true)
              }}
            >
              {words.edit}
            </MenuItem>
            <MenuItem icon="trash" danger onAction={remove}>
              {words.delete}
            </MenuItem>
          </Menu>
        )}
      </header>
      {comment.deleted && <p className="quiet">{words.deleted}</p>}
      {editing && (
        <CommentForm
          draft={`edit:${comment.id}`}
          label={words.edit}
          focus
          plan={state.record.plan}
          people={state.people}
          onSend={change}
          onCancel={() => {
            changed.drop()
            setEditing(false)
          }}
        />
      )}
      {!editing && !comment.deleted && (
        <p className="comment-text" dir="auto">
          {parts.map(({ at, text, person }) =>
            person ? (
              <span key={at} className="mention">
                {withNames(text, nameOf)}
              </span>
            ) : (
              <Fragment key={at}>{text}</Fragment>
            ),
          )}
        </p>
      )}
    </article>
  )
}
