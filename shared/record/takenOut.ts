import type { Comment, CommitmentRecord, Thread } from './record.ts'

/**
 * The record without what `people` said beside the text. Where others have answered, a comment leaves a
 * trace, as a deleted one does; a thread in which nobody else says anything is gone.
 */
export function withoutBrought(
  record: CommitmentRecord,
  people: ReadonlySet<string>,
  at: number,
): CommitmentRecord {
  const threads = Object.entries(record.threads).flatMap(([id, thread]): [string, Thread][] => {
    const { comments } = thread
    if (!comments.some(({ person }) => people.has(person))) return [[id, thread]]
    const left = comments.map((each) => (people.has(each.person) ? trace(each, at) : each))
    return left.every(({ deleted }) => deleted) ? [] : [[id, { ...thread, comments: left }]]
  })
  return {
    ...record,
    threads: Object.fromEntries(threads),
    dismissals: record.dismissals.filter(({ person }) => !people.has(person)),
  }
}

function trace(comment: Comment, at: number): Comment {
  return comment.deleted
    ? comment
    : { ...comment, text: '', mentions: [], deleted: true, editedAt: at }
}
