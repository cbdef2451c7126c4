import type { Extensions } from '@tiptap/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Anchor } from '../../shared/record/events.ts'
import { withNames } from '../../shared/record/mentions.ts'
import { isolated } from '../../shared/text/direction.ts'
import { readAnswers, unreadIn } from '../answers/reading.ts'
import { anchorAt } from '../comments/anchor.ts'
import { commentMarks } from '../comments/marks.ts'
import { placeOf } from '../editor/binding/position.ts'
import { commentWords } from '../locale/comments.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { type Attention, createAttention, itemsAt } from '../rail/attention.ts'
import { suggestionMarks } from '../suggestions/marks.ts'
import type { Drawable, Replica } from '../sync/state.ts'
import { useReplicaLater } from '../sync/useReplica.ts'
import { type ChangeView, changeViewSetting } from '../text/changes.ts'
import type { Desk } from '../text/desk.ts'
import { rowOf } from '../text/place.ts'
import { announce, verbositySetting } from '../ui/announce.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { useSetting } from '../ui/setting.ts'
import { toast } from '../ui/Toast.tsx'

export type ReviewState = {
  readonly attention: Attention
  /** For every editor of the page; the same array while the document stays. */
  readonly marks: Extensions
  readonly changes: ChangeView
  readonly setChanges: (view: ChangeView) => void
}

/** What the text, the rail and the header share about suggestions and comments. */
export function useReview(replica: Replica, doc: Drawable['doc']): ReviewState {
  const [attention] = useState(createAttention)
  const [changes, setChanges] = useSetting(changeViewSetting)
  const marks = useMemo(
    () => [commentMarks({ replica, doc, attention }), suggestionMarks({ replica, doc, attention })],
    [replica, doc, attention],
  )
  useClicks(attention)
  return { attention, marks, changes, setChanges }
}

/**
 * A click on words that belong to a card opens it, also when the rail is still to come. Where several
 * things are suggested about the same words, each click opens the next one's.
 */
function useClicks(attention: Attention): void {
  useEffect(() => {
    const clicked = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || !target.closest('#text')) return
      const items = itemsAt(target)
      const active = attention.item()
      const next = active === null ? 0 : items.indexOf(active) + 1
      attention.turnTo(items[next % items.length] ?? null, 'text')
    }
    document.addEventListener('click', clicked)
    return () => document.removeEventListener('click', clicked)
  }, [attention])
}

/** Draws nothing: tells what happens to suggestions and in comments. */
export function News({ replica, commitment }: { replica: Replica; commitment: string }) {
  const state = useReplicaLater(replica)
  useNews(state, commitment)
  useMentions(state)
  return null
}

/** The selected words, or without a selection the section that the caret is in. */
export function anchorHere(desk: Desk, { doc }: Drawable): Anchor | null {
  const editor = desk.active() ?? desk.editors()[0]
  if (!editor) return null
  const { state } = editor
  const { from, to, empty } = state.selection
  const start = placeOf(state.doc, from)
  const end = placeOf(state.doc, to, -1)
  if (!start) return null
  if (!empty && end?.field === start.field) {
    return anchorAt(doc, start.field, start.index, end.index)
  }
  return { on: 'section', field: rowOf(start.field) ? 'milestones' : start.field }
}

/** A reason takes longer to read than a word; in milliseconds. */
const reasonStays = 10_000

/** Tells aloud what others suggested, as far as was asked for, and always, to the eye too, how one's own fared. */
function useNews({ record, people, me, doc }: Drawable, commitment: string): void {
  const { locale } = useWords()
  const words = suggestionWords[locale]
  const before = useRef(record.suggestions)
  useEffect(() => {
    const last = before.current
    before.current = record.suggestions
    // the first record is no news
    if (last === record.suggestions || Object.keys(last).length === 0) return
    const fared: string[] = []
    const told = new Set<number>()
    for (const suggestion of Object.values(record.suggestions)) {
      const { number, person, onBehalfOf, status, decisions } = suggestion
      const own = person === me.id || onBehalfOf === me.id
      const known = last[number]
      const answer = decisions.at(-1)
      if (own && known && answer && decisions.length > known.decisions.length) {
        const isChanged = suggestion.changed !== undefined && answer.outcome === 'adopted'
        const outcome = isChanged ? words.changed : words.outcome[answer.outcome]
        const said = words.decide.done(number, outcome)
        if (answer.person !== me.id) fared.push(answer.reason ? `${said} ${answer.reason}` : said)
        told.add(answer.seq)
      }
      const isNews = !own && !known && status === 'open'
      if (isNews && verbositySetting.get() === 'all') {
        const { name = '' } = people.get(onBehalfOf ?? person) ?? {}
        import('../suggestions/told.ts').then(
          ({ toldInLine }) => {
            const line = toldInLine({ doc, record }, suggestion, locale)
            announce(`${name}, ${words.spoken(number)}: ${line}`)
          },
          () => {},
        )
      }
    }
    if (fared.length === 0) return
    toast(fared.join(' '), { stays: reasonStays })
    // Whoever looks elsewhere, or has older ones to read, is told by the count as well.
    const older = unreadIn(commitment, record, me.id).some((seq) => !told.has(seq))
    if (document.visibilityState === 'visible' && !older) readAnswers(commitment, Math.max(...told))
  }, [record, people, me.id, doc, words, locale, commitment])
}

/** Tells this person, to eye and ear, that a comment names them; what was said before is no news. */
function useMentions({ record, people, me }: Drawable): void {
  const { locale } = useWords()
  const before = useRef(record.threads)
  const begun = useRef(false)
  useEffect(() => {
    const last = before.current
    before.current = record.threads
    if (!begun.current) {
      // the record as it was when the page came
      begun.current = record.seq > 0
      return
    }
    for (const [id, thread] of Object.entries(record.threads)) {
      if (thread === last[id]) continue
      const known = new Set(last[id]?.comments.map((comment) => comment.id))
      for (const comment of thread.comments) {
        const names = comment.person !== me.id && comment.mentions.includes(me.id)
        if (!names || known.has(comment.id)) continue
        const { name = '' } = people.get(comment.onBehalfOf ?? comment.person) ?? {}
        const said = withNames(comment.text, (id) => isolated(nameShown(people.get(id), locale)))
        toast(commentWords[locale].named(name, said))
      }
    }
  }, [record.threads, record.seq, people, me.id, locale])
}
