import { randomUUID } from 'node:crypto'
import {
  commentChange,
  done,
  newReply,
  newThread,
  threadChange,
  threads,
} from '../../shared/apiRecord.ts'
import type { Comment, CommitmentRecord } from '../../shared/record/record.ts'
import type { Refused } from '../access/access.ts'
import { acting } from './acting.ts'
import { inCommitment, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment/threads'

export const threadRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: at,
    summary: 'All threads, resolved ones too, oldest first.',
    answer: threads,
    async handle({ commitment }, { rooms }) {
      const room = await rooms.open(commitment.id)
      return room ? { threads: Object.values(room.read().record.threads) } : refuse('going-away')
    },
  }),
  inCommitment('comment')({
    method: 'post',
    path: at,
    summary: 'Opens a thread on words, on a suggestion or on a section.',
    body: newThread,
    answer: done,
    status: 201,
    handle: ({ commitment, person, body: { anchor, text, mentions } }, parts) =>
      acting(parts, commitment.id, person.id, () => {
        const opened = { thread: randomUUID(), anchor, text, ...(mentions && { mentions }) }
        return { events: [{ type: 'thread-opened', ...opened }] }
      }),
  }),
  inCommitment('comment')({
    method: 'post',
    path: `${at}/:thread/replies`,
    summary: 'Replies in a thread.',
    body: newReply,
    answer: done,
    status: 201,
    handle: ({ commitment, person, body: { text, mentions }, param }, parts) =>
      acting(parts, commitment.id, person.id, ({ record }) => {
        const thread = param('thread')
        if (!record.threads[thread]) return refuse('no-such-thread')
        const reply = { thread, comment: randomUUID(), text, ...(mentions && { mentions }) }
        return { events: [{ type: 'thread-replied', ...reply }] }
      }),
  }),
  inCommitment('comment')({
    method: 'patch',
    path: `${at}/:thread`,
    summary: 'Resolves a thread, or opens it again.',
    body: threadChange,
    answer: done,
    handle: ({ commitment, person, body, param }, parts) =>
      acting(parts, commitment.id, person.id, ({ record }) => {
        const thread = record.threads[param('thread')]
        if (!thread) return refuse('no-such-thread')
        if ((thread.resolved !== null) === body.resolved) return { events: [] }
        const type = body.resolved ? 'thread-resolved' : 'thread-reopened'
        return { events: [{ type, thread: thread.id }] }
      }),
  }),
  inCommitment('comment')({
    method: 'patch',
    path: `${at}/:thread/comments/:comment`,
    summary: 'Changes one’s own comment; that it was changed stays visible.',
    body: commentChange,
    answer: done,
    handle: ({ commitment, person, body: { text, mentions }, param }, parts) =>
      acting(parts, commitment.id, person.id, ({ record }) => {
        const [thread, comment] = [param('thread'), param('comment')]
        const refused = notOwn(record, thread, comment, person.id)
        const changed = { thread, comment, text, ...(mentions && { mentions }) }
        return refused ?? { events: [{ type: 'comment-edited', ...changed }] }
      }),
  }),
  inCommitment('comment')({
    method: 'delete',
    path: `${at}/:thread/comments/:comment`,
    summary: 'Deletes one’s own comment; that there was one stays visible.',
    answer: done,
    handle: ({ commitment, person, param }, parts) =>
      acting(parts, commitment.id, person.id, ({ record }) => {
        const [thread, comment] = [param('thread'), param('comment')]
        const refused = notOwn(record, thread, comment, person.id)
        return refused ?? { events: [{ type: 'comment-deleted', thread, comment }] }
      }),
  }),
]

function notOwn(
  { threads }: CommitmentRecord,
  thread: string,
  comment: string,
  person: string,
): Refused | null {
  const found: Comment | undefined = threads[thread]?.comments.find(({ id }) => id === comment)
  if (!found || found.deleted) return refuse('no-such-thread')
  // Words that somebody brought in for another stay as the other wrote them
  const isOwn = found.person === person && !(found.brought && found.onBehalfOf)
  return isOwn ? null : refuse('not-yours')
}
