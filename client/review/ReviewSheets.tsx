import { type ReactNode, useEffect } from 'react'
import type * as Y from 'yjs'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { Anchor } from '../../shared/record/events.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { readAnswers } from '../answers/reading.ts'
import { Discussion } from '../comments/Discussion.tsx'
import { NewThread } from '../comments/NewThread.tsx'
import { InputDialog } from '../input/InputDialog.tsx'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import type { Attention, ItemId } from '../rail/attention.ts'
import { Changed } from '../suggestions/Particulars.tsx'
import { SuggestionList } from '../suggestions/SuggestionList.tsx'
import { toldInLine } from '../suggestions/told.ts'
import { useDecisions } from '../suggestions/useDecisions.ts'
import type { Drawable } from '../sync/state.ts'
import type { Desk } from '../text/desk.ts'
import { goToWords } from '../text/goToWords.ts'
import { rowOf } from '../text/place.ts'

type ReviewSheetsProps = {
  sheet: 'list' | 'input' | 'comment'
  /** About what a comment is being written. */
  anchor: Anchor | null
  state: Drawable
  commitment: string
  desk: Desk
  attention: Attention
  fieldLabel: (field: string) => string
  /** What else this person brought in: stands below their suggestions and comments. */
  own: ReactNode
  onClose: () => void
}

/** What lies over the page about suggestions and comments: the list, one's own, a new comment. */
export function ReviewSheets(props: ReviewSheetsProps) {
  const { sheet, anchor, state, commitment, desk, attention, fieldLabel, own, onClose } = props
  const { locale } = useWords()
  const decisions = useDecisions(commitment, state)
  const { seq } = state.record
  useEffect(() => {
    if (sheet === 'input') readAnswers(commitment, seq)
  }, [sheet, commitment, seq])
  const show = (item: ItemId) => {
    onClose()
    // a dialog gives the focus back when it goes
    requestAnimationFrame(() => showItem(item, state, desk, attention))
  }
  if (sheet === 'list') {
    return (
      <SuggestionList
        {...{ state, decisions, fieldLabel, onClose }}
        sectionOf={(field) => (rowOf(field) ? 'milestones' : field)}
        onShow={(number) => show(`suggestion:${number}`)}
        discussion={(number) => <Said {...{ commitment, state, number }} />}
      />
    )
  }
  if (sheet === 'input') {
    return (
      <InputDialog
        {...{ state, fieldLabel, onClose }}
        changedIn={(suggestion) => <Changed suggestion={suggestion} people={state.people} />}
        titleOf={(suggestion) => toldInLine(state, suggestion, locale)}
        onShow={show}
      >
        {own}
      </InputDialog>
    )
  }
  if (sheet === 'comment' && anchor) {
    return <NewThread {...{ commitment, state, anchor, fieldLabel, onClose }} />
  }
  return null
}

/** What was said about a suggestion, opened when asked for; nothing where nobody said anything. */
function Said({ commitment, state, number }: SaidProps) {
  const { locale } = useWords()
  const threads = Object.values(state.record.threads).filter(
    ({ anchor }) => anchor.on === 'suggestion' && anchor.suggestion === number,
  )
  const comments = threads.reduce((sum, thread) => sum + thread.comments.length, 0)
  if (comments === 0) return null
  return (
    <details className="comment-tray">
      <summary>{commentWords[locale].count(comments)}</summary>
      {threads.map((thread) => (
        <Discussion key={thread.id} {...{ commitment, state, thread }} anchor={thread.anchor} />
      ))}
    </details>
  )
}

type SaidProps = { commitment: string; state: Drawable; number: number }

/** Goes to the card where there is one; else to where the words stand in today's text. */
function showItem(item: ItemId, state: Drawable, desk: Desk, attention: Attention): void {
  const number = item.startsWith('suggestion:') ? Number(item.slice('suggestion:'.length)) : null
  const suggestion = number === null ? undefined : state.record.suggestions[number]
  if (!suggestion || awaitsAnswer(suggestion)) attention.turnTo(item, 'list')
  else {
    const place = placeIn(state.doc, suggestion)
    if (place) goToWords(desk, { field: suggestion.field, ...place })
  }
}

/** The first words of a suggestion that stand in the text; of one that is breaks alone, the first. */
function placeIn(doc: Y.Doc, { field, inserted }: Suggestion): { from: number; to: number } | null {
  const ids = new IdSet(inserted)
  let aBreak: { from: number; to: number } | null = null
  let index = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const [found] = ids.within(client, clock, clock + item.length)
    if (found) {
      const place = { from: index + found[0] - clock, to: index + found[1] - clock }
      if (charactersOf(item) !== null) return place
      aBreak ??= place
    }
    index += item.length
  }
  return aBreak
}
