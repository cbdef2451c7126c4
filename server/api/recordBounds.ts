import type * as Y from 'yjs'
import { isFieldOf, templateOf } from '../../shared/commitment/template.ts'
import type { Anchor } from '../../shared/record/events.ts'
import type { Comment, CommitmentRecord } from '../../shared/record/record.ts'
import { may, type Role } from '../../shared/roles.ts'
import { fieldText } from '../../shared/text/guard.ts'
import type { Place, Refused } from '../access/access.ts'
import { itemAt } from '../rooms/passages.ts'
import { type Parts, refuse } from './route.ts'

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
  dismissalsPerPerson: 200,
  dismissals: 2000,
  /**
   * All who came in by one code together, however many selves somebody makes of it: of the whole of each.
   * One person has a quarter of that at most, so that it takes several, each a name that can be taken out.
   * Those who facilitate are not counted so.
   */
  shareByCode: 0.4,
  wordsByCode: 2_000_000,
  /**
   * What each of them has beside it, so that nobody is silent because of what a few of their code have done;
   * all together a quarter of that share more.
   */
  own: { comments: 10, threads: 3, dismissals: 3, words: 5000 },
  ownByCode: 1.25,
  /** What is kept of each for those who may edit, when others have said all the rest. */
  reserve: 0.2,
} as const

/** Who would add to the record. */
export type Adding = {
  readonly person: string
  readonly role: Role
  /** By which code, when that counts. */
  readonly code: string | null
  /** All who came in by the same code; empty: by none. */
  readonly beside: readonly string[]
}

const hour = 60 * 60 * 1000

/** Whoever adds to the record, with those who came in by the same code. */
export async function addingAs(
  { access }: Parts,
  { person, role, cameBy }: Place,
  plan: string,
): Promise<Adding> {
  const code = may(role, 'facilitate') ? null : cameBy
  const beside = code === null ? [] : await access.people.byCode(plan, code)
  return { person: person.id, role, code, beside }
}

/**
 * The refusal for whoever would say too much, or hang it on what is not there; null: they may. All that
 * somebody has ever said counts with their own, and its words with their code's. Of the whole, and of their
 * code's part of it, what is unsettled: the rest has been dealt with.
 */
export function refusalOfComment(
  {
    doc,
    record,
    at,
  }: { readonly doc: Y.Doc; readonly record: CommitmentRecord; readonly at: number },
  adding: Adding,
  text: string,
  anchor: Anchor | null,
): Refused | null {
  if (anchor && !isThere(anchor, doc, record)) {
    return { ...refuse('bad-request'), details: { anchor: [] } }
  }
  const threads = Object.values(record.threads)
  const said = threads.flatMap((thread) => thread.comments)
  const own = said.filter(({ person }) => person === adding.person)
  const since = at - hour
  if (own.filter((one) => one.at > since).length >= recordBounds.commentsPerHour) {
    return refuse('too-many')
  }
  const open = threads.filter((thread) => !thread.resolved && thread.comments.some(isSaid))
  const comments = open.flatMap((thread) => thread.comments.filter(isSaid))
  const opened = threads.filter(({ comments: [first] }) => first?.person === adding.person)
  const openers = open.flatMap(({ comments: [first] }) => (first && isSaid(first) ? [first] : []))
  const full =
    own.length >= recordBounds.commentsPerPerson ||
    charactersOf(own) + text.length > recordBounds.wordsPerPerson ||
    isFull('comments', comments.length, comments, adding) ||
    isTooLong(said, adding, text) ||
    (anchor !== null &&
      (opened.length >= recordBounds.threadsPerPerson ||
        isFull('threads', open.length, openers, adding)))
  return full ? refuse('record-full') : null
}

/** The refusal for whoever would say too much by changing a comment; null: they may. */
export function refusalOfEdit(
  { threads }: CommitmentRecord,
  adding: Adding,
  comment: string,
  text: string,
): Refused | null {
  const others = Object.values(threads)
    .flatMap((thread) => thread.comments)
    .filter(({ id }) => id !== comment)
  const own = others.filter(({ person }) => person === adding.person)
  const full =
    charactersOf(own) + text.length > recordBounds.wordsPerPerson || isTooLong(others, adding, text)
  return full ? refuse('record-full') : null
}

/** The refusal for whoever has set too many questions aside; null: they may. */
export function refusalOfDismissal(
  { dismissals }: CommitmentRecord,
  adding: Adding,
): Refused | null {
  const own = dismissals.filter(({ person }) => person === adding.person)
  const full =
    own.length >= recordBounds.dismissalsPerPerson ||
    isFull('dismissals', dismissals.length, dismissals, adding)
  return full ? refuse('record-full') : null
}

type Said = { readonly person: string }

/** So many are there; of them all, those who came by one code have a part, and each of them their own. */
function isFull(
  what: 'comments' | 'threads' | 'dismissals',
  counted: number,
  all: readonly Said[],
  adding: Adding,
): boolean {
  const most = recordBounds[what]
  const whole = may(adding.role, 'edit') ? most : most * (1 - recordBounds.reserve)
  const shared = besideOf(all, adding)
  const part = most * recordBounds.shareByCode
  return (
    counted >= whole ||
    isUsedUp(shared.length, part, recordBounds.own[what], ownOf(shared, adding).length)
  )
}

function isTooLong(said: readonly Comment[], adding: Adding, text: string): boolean {
  const shared = besideOf(said, adding)
  const [theirs, own] = [shared, ownOf(shared, adding)].map(
    (all) => charactersOf(all) + text.length - 1,
  )
  return isUsedUp(theirs ?? 0, recordBounds.wordsByCode, recordBounds.own.words, own ?? 0)
}

/** Of a code's part, by all of them; with what each has beside it. */
function isUsedUp(shared: number, part: number, mostOwn: number, own: number): boolean {
  return shared >= part && (own >= mostOwn || shared >= part * recordBounds.ownByCode)
}

function ownOf<One extends Said>(shared: readonly One[], { person }: Adding): One[] {
  return shared.filter((each) => each.person === person)
}

function besideOf<One extends Said>(all: readonly One[], { beside }: Adding): One[] {
  if (beside.length === 0) return []
  const those = new Set(beside)
  return all.filter(({ person }) => those.has(person))
}

function isSaid({ deleted }: Comment): boolean {
  return !deleted
}

function charactersOf(comments: readonly Comment[]): number {
  return comments.reduce((sum, { text }) => sum + text.length, 0)
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
