import type * as Y from 'yjs'
import { isFieldOf, templateOf } from '../../shared/commitment/template.ts'
import type { Anchor } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import type { Refused } from '../access/access.ts'
import { itemAt } from '../rooms/passages.ts'
import { refuse } from './route.ts'

/**
 * What one person may put into a commitment's record, and all of them together: many times what the
 * liveliest consultation has, and little enough that everybody's page can hold it.
 */
export const recordBounds = {
  /** Comments of one person within an hour: one every twenty seconds. */
  commentsPerHour: 180,
  commentsPerPerson: 2000,
  /** Characters of one person's comments. */
  wordsPerPerson: 500_000,
  threadsPerPerson: 300,
  threads: 3000,
  comments: 20_000,
  dismissalsPerPerson: 300,
  dismissals: 2000,
} as const

const hour = 60 * 60 * 1000

/** The refusal for whoever would say too much, or hang it on what is not there; null: they may. */
export function refusalOfComment(
  { doc, record }: { readonly doc: Y.Doc; readonly record: CommitmentRecord },
  person: string,
  text: string,
  anchor: Anchor | null,
): Refused | null {
  if (anchor && !isThere(anchor, doc, record)) {
    return { ...refuse('bad-request'), details: { anchor: [] } }
  }
  const threads = Object.values(record.threads)
  const comments = threads.flatMap((thread) => thread.comments)
  const own = comments.filter((comment) => comment.person === person)
  const since = Date.now() - hour
  if (own.filter(({ at }) => at > since).length >= recordBounds.commentsPerHour) {
    return refuse('too-many')
  }
  const words = own.reduce((sum, comment) => sum + comment.text.length, text.length)
  const opened = threads.filter(({ comments: [first] }) => first?.person === person)
  const full =
    comments.length >= recordBounds.comments ||
    own.length >= recordBounds.commentsPerPerson ||
    words > recordBounds.wordsPerPerson ||
    (anchor !== null &&
      (threads.length >= recordBounds.threads || opened.length >= recordBounds.threadsPerPerson))
  return full ? refuse('record-full') : null
}

/** The refusal for whoever would say too much by changing a comment; null: they may. */
export function refusalOfEdit(
  { threads }: CommitmentRecord,
  person: string,
  comment: string,
  text: string,
): Refused | null {
  const others = Object.values(threads)
    .flatMap((thread) => thread.comments)
    .filter((one) => one.person === person && one.id !== comment)
  const words = others.reduce((sum, one) => sum + one.text.length, text.length)
  return words > recordBounds.wordsPerPerson ? refuse('record-full') : null
}

/** The refusal for whoever has set too many questions aside; null: they may. */
export function refusalOfDismissal(
  { dismissals }: CommitmentRecord,
  person: string,
): Refused | null {
  const own = dismissals.filter((each) => each.person === person)
  const full =
    own.length >= recordBounds.dismissalsPerPerson || dismissals.length >= recordBounds.dismissals
  return full ? refuse('record-full') : null
}

/** Words may be gone by now, but they have stood in that field. */
function isThere(anchor: Anchor, doc: Y.Doc, record: CommitmentRecord): boolean {
  if (anchor.on === 'suggestion') return Object.hasOwn(record.suggestions, anchor.suggestion)
  const template = templateOf(record.template, record.templateVersion)
  const { field } = anchor
  const isField =
    template?.fields.some(({ name }) => name === field) || (template && isFieldOf(template, field))
  if (!isField || anchor.on === 'section') return Boolean(isField)
  const text = fieldText(doc, field)
  return anchor.ranges.every(([client, clock, length]) => {
    for (let here = clock; here < clock + length; ) {
      const item = itemAt(doc, client, here)
      if (item?.parent !== text) return false
      here = item.id.clock + item.length
    }
    return true
  })
}
