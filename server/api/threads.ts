import { randomUUID } from 'node:crypto'
import type { Member } from '../../shared/api.ts'
import {
  commentChange,
  done,
  newReply,
  newThread,
  threadChange,
  threads,
} from '../../shared/apiRecord.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { plainAnchor } from '../../shared/record/anchors.ts'
import { hasMention, namedBy } from '../../shared/record/mentions.ts'
import { withoutNames } from '../../shared/record/naming.ts'
import type { Comment, CommitmentRecord, Thread } from '../../shared/record/record.ts'
import type { CommitmentInfo, Refused } from '../access/access.ts'
import type { Act } from '../rooms/room.ts'
import { acting, inRoom } from './acting.ts'
import { speakingOf } from './mentions.ts'
import { addingAs, refusalOfComment, refusalOfEdit } from './recordBounds.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment/threads'

export const threadRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: at,
    summary:
      'All threads, resolved ones too, oldest first. Whom a comment mentions stands there as `@Name`; as `@{id}` when the name was erased.',
    answer: threads,
    async handle({ commitment }, parts) {
      const room = await parts.rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const { record } = room.read()
      const said = await speakingOf(parts, commitment, record)
      const threads = Object.values(record.threads).map((thread) => ({
        ...thread,
        comments: thread.comments.map((one) => ({ ...one, text: said(one.text) })),
      }))
      return { threads }
    },
  }),
  inCommitment('comment')({
    method: 'post',
    path: at,
    summary: 'Opens a thread on words, on a suggestion or on a section.',
    body: newThread,
    answer: done,
    status: 201,
    async handle({ commitment, body: { anchor: given, ...said }, ...place }, parts) {
      const { person } = place
      const adding = await addingAs(parts, place, commitment.plan)
      const late = await parts.bounds.adding('threads', commitment.id, adding)
      if (late) return { ...refuse('too-many'), ...late }
      const anchor = plainAnchor(given)
      const opened = { thread: randomUUID(), anchor, ...(await kept(said, commitment, parts)) }
      return saying(parts, commitment.id, person.id, opened, (ground) => {
        const refused = refusalOfComment(ground, adding, opened.text, anchor)
        return refused ?? { events: [{ type: 'thread-opened', ...opened }] }
      })
    },
  }),
  inCommitment('comment')({
    method: 'post',
    path: `${at}/:thread/replies`,
    summary: 'Replies in a thread.',
    body: newReply,
    answer: done,
    status: 201,
    async handle({ commitment, body, param, ...place }, parts) {
      const { person } = place
      const adding = await addingAs(parts, place, commitment.plan)
      const late = await parts.bounds.adding('replies', commitment.id, adding)
      if (late) return { ...refuse('too-many'), ...late }
      const said = await kept(body, commitment, parts)
      return saying(parts, commitment.id, person.id, said, (ground) => {
        const thread = param('thread')
        if (!threadOf(ground.record, thread)) return refuse('no-such-thread')
        const refused = refusalOfComment(ground, adding, said.text, null)
        return (
          refused ?? {
            events: [{ type: 'thread-replied', thread, comment: randomUUID(), ...said }],
          }
        )
      })
    },
  }),
  inCommitment('comment')({
    method: 'patch',
    path: `${at}/:thread`,
    summary: 'Resolves a thread, or opens it again.',
    body: threadChange,
    answer: done,
    async handle({ commitment, person, body, param }, parts) {
      const late = await parts.bounds.often('threads', person.id)
      if (late) return { ...refuse('too-many'), ...late }
      return acting(parts, commitment.id, person.id, ({ record }) => {
        const thread = threadOf(record, param('thread'))
        if (!thread) return refuse('no-such-thread')
        if ((thread.resolved !== null) === body.resolved) return { events: [] }
        const type = body.resolved ? 'thread-resolved' : 'thread-reopened'
        return { events: [{ type, thread: thread.id }] }
      })
    },
  }),
  inCommitment('comment')({
    method: 'patch',
    path: `${at}/:thread/comments/:comment`,
    summary: 'Changes one’s own comment; that it was changed stays visible.',
    body: commentChange,
    answer: done,
    async handle({ commitment, body, param, ...place }, parts) {
      const { person } = place
      const late = await parts.bounds.often('edits', person.id)
      if (late) return { ...refuse('too-many'), ...late }
      const adding = await addingAs(parts, place, commitment.plan)
      const said = await kept(body, commitment, parts)
      return saying(parts, commitment.id, person.id, said, ({ record }) => {
        const [thread, comment] = [param('thread'), param('comment')]
        const refused =
          notOwn(record, thread, comment, person.id) ??
          refusalOfEdit(record, adding, comment, said.text)
        return refused ?? { events: [{ type: 'comment-edited', thread, comment, ...said }] }
      })
    },
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

/** Acts where a comment names people: they are known to the room before anybody reads of them. */
function saying(
  parts: Pick<Parts, 'rooms' | 'still'>,
  commitment: string,
  person: string,
  { mentions }: { readonly mentions: readonly string[] },
  act: Act<Refused['refused']>,
): Promise<{ seq: number } | Refused> {
  return inRoom(parts, commitment, async (room) => {
    await room.introduce(mentions)
    return room.actAs({ person }, parts.still, act)
  })
}

/** A comment as the journal may have it: whoever is mentioned by id, so that names can be erased. */
async function kept(
  { text, mentions }: { readonly text: string; readonly mentions?: string[] | undefined },
  { plan }: Pick<CommitmentInfo, 'plan'>,
  { access }: Pick<Parts, 'access'>,
) {
  // who is named by words may be anybody; without a sign of it only those who are meant are asked for
  const people = hasMention(text)
    ? await access.people.of(plan)
    : await access.people.views(plan, mentions ?? [])
  // an id from elsewhere is nobody here
  const here = new Set(people.map(({ id }) => id))
  const known = (mentions ?? []).filter((id) => here.has(id))
  // a name is that of whoever is still here; whoever left under the same one would make it unclear
  const isHere = (one: PersonView | Member) => !('merged' in one && (one.merged || one.removed))
  const kept = withoutNames(text, people.filter(isHere), known)
  // whom the words name is told, whether or not the page knew them
  const named = namedBy({ text: kept, mentions: known }).filter((id) => here.has(id))
  return { text: kept, mentions: named }
}

/** Ids come from outside: `constructor` and its kin are no threads. */
function threadOf({ threads }: CommitmentRecord, id: string): Thread | undefined {
  return Object.hasOwn(threads, id) ? threads[id] : undefined
}

function notOwn(
  record: CommitmentRecord,
  thread: string,
  comment: string,
  person: string,
): Refused | null {
  const found: Comment | undefined = threadOf(record, thread)?.comments.find(
    ({ id }) => id === comment,
  )
  if (!found || found.deleted) return refuse('no-such-thread')
  // Words that somebody brought in for another stay as the other wrote them
  // nor does one entry of somebody change what stands under another: they may turn out to be two
  const isOwn = found.person === person && !(found.brought && found.onBehalfOf)
  return isOwn ? null : refuse('not-yours')
}
