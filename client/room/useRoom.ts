import { useMemo, useState } from 'react'
import type { Commitment } from '../../shared/api.ts'
import { type Template, templateOf } from '../../shared/commitment/template.ts'
import type { Anchor } from '../../shared/record/events.ts'
import { may } from '../../shared/roles.ts'
import { useAuthorship } from '../authorship/useAuthorship.ts'
import { useTwins } from '../authorship/useTwins.ts'
import { useChecks } from '../checks/useChecks.ts'
import { Find } from '../find/finding.ts'
import { useWords } from '../locale/words.tsx'
import { usePresent } from '../presence/presence.ts'
import { useFollowing } from '../presence/useFollowing.ts'
import { toRail } from '../review/turning.ts'
import { anchorHere, useReview } from '../review/useReview.ts'
import type { Replica } from '../sync/state.ts'
import { useRoomState } from '../sync/useReplica.ts'
import { createDesk } from '../text/desk.ts'
import { rowOf } from '../text/place.ts'
import { createUntaken } from '../text/untaken.ts'
import { useMode } from '../text/useMode.ts'
import { useSectionLink } from '../text/useSectionLink.ts'
import { useRightsNews } from './useRightsNews.ts'
import { type Sheet, useRoomKeys } from './useRoomKeys.ts'
import { useSheet } from './useSheet.ts'

/** Where there is room beside the text; see room.css. */
const besideText = '(min-width: 80rem)'

/** What the places of a room share. `template` is null where a page knows none of that name. */
export type RoomView = ReturnType<typeof useRoom>

/** `opening`: what lies over the page from the start. */
export function useRoom(replica: Replica, commitment: Commitment, opening: Sheet | undefined) {
  const state = useRoomState(replica)
  const template = templateOf(commitment.template, commitment.templateVersion)
  const [desk] = useState(createDesk)
  const [untaken] = useState(() => createUntaken(replica))
  const [asking, setAsking] = useState(false)
  const checks = useChecks(replica, state.doc, template, commitment.id, () => {
    if (window.matchMedia(besideText).matches) setAsking(true)
  })
  const review = useReview(replica, state.doc)
  const [commentOn, setCommentOn] = useState<Anchor | null>(null)
  const who = useAuthorship(replica, commitment.id, state.doc)
  const doubled = useTwins(replica, state.doc, template)
  const extensions = useMemo(
    () => [Find, ...review.marks, who.marks, doubled.marks, ...(checks ? [checks.marks] : [])],
    [review.marks, who.marks, doubled.marks, checks],
  )
  const [mode, setMode, possible] = useMode(commitment.id, state.role, state.record.state)
  const [sheet, openSheet, close] = useSheet(opening ?? null, mode)
  const present = usePresent(state)
  const fieldLabel = useFieldLabel(template)
  const [following, follow] = useFollowing(present, fieldLabel)
  const comment = () => {
    const anchor = state.role && may(state.role, 'comment') ? anchorHere(desk, state) : null
    if (!anchor) return
    setCommentOn(anchor)
    openSheet('comment')
  }
  useRoomKeys(desk, openSheet, { setMode, comment, toRail: () => toRail(review.attention) })
  useRightsNews(state, fieldLabel)
  useSectionLink(desk)
  const { changes } = review
  return {
    replica,
    commitment,
    state,
    template,
    desk,
    untaken,
    fieldLabel,
    extensions,
    mode: { now: mode, possible, choose: setMode },
    sheet: { now: sheet, open: openSheet, close },
    presence: { present, following, follow },
    review,
    /** Null: the text as it is written; else it is only read. */
    reading: changes === 'final' || changes === 'original' ? changes : null,
    /** Opens a comment on what is selected; null for whoever may not. */
    comment: state.role && may(state.role, 'comment') ? comment : null,
    commentOn,
    authorship: who.authorship,
    twins: doubled.twins,
    checks: checks && { ...checks, asking, setAsking },
  } as const
}

function useFieldLabel(template: Template | null): (field: string) => string {
  const { locale } = useWords()
  return useMemo(() => {
    const labels = new Map(template?.fields.map(({ name, label }) => [name, label[locale]]))
    return (field) => labels.get(rowOf(field) ? 'milestones' : field) ?? field
  }, [template, locale])
}
