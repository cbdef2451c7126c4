import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Commitment } from '../../shared/api.ts'
import { type Template, templateOf } from '../../shared/commitment/template.ts'
import type { Anchor } from '../../shared/record/events.ts'
import { may, type Role } from '../../shared/roles.ts'
import { AuthorshipButton } from '../authorship/AuthorshipButton.tsx'
import { AuthorshipPane } from '../authorship/AuthorshipPane.tsx'
import { SpeakFor } from '../authorship/SpeakFor.tsx'
import { TwinsBar } from '../authorship/TwinsBar.tsx'
import { useAuthorship } from '../authorship/useAuthorship.ts'
import { chords } from '../authorship/useChord.ts'
import { useTwins } from '../authorship/useTwins.ts'
import { ChecksButton } from '../checks/ChecksButton.tsx'
import { ChecksPanel } from '../checks/ChecksPanel.tsx'
import { useChecks } from '../checks/useChecks.ts'
import { StateButton } from '../facilitator/StateButton.tsx'
import { commentWords } from '../locale/comments.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { ChangesMenu } from '../suggestions/ChangesMenu.tsx'
import type { Replica } from '../sync/state.ts'
import { useRoomState } from '../sync/useReplica.ts'
import { IconButton } from '../ui/Button.tsx'
import { afterTurns, Later } from '../ui/Later.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { AsideTray } from './AsideTray.tsx'
import { Count } from './Count.tsx'
import { createDesk, type Desk, useDesk } from './desk.ts'
import { FindBar } from './FindBar.tsx'
import { Following } from './Following.tsx'
import { goToWords } from './goToWords.ts'
import { keysAsShown } from './keys.ts'
import { ModeSwitch, useMode } from './ModeSwitch.tsx'
import { Presence } from './Presence.tsx'
import { fieldsOf, rowOf } from './place.ts'
import { type Present, usePresent } from './presence.ts'
import { Review, toRail } from './Review.tsx'
import { Notice, RoomHeader } from './RoomHeader.tsx'
import { RoomSheets } from './RoomSheets.tsx'
import { SelectionBubble } from './SelectionBubble.tsx'
import { Text } from './Text.tsx'
import { FindButton, Toolbar } from './Toolbar.tsx'
import { useAnnouncements } from './useAnnouncements.ts'
import { useFollowing } from './useFollowing.ts'
import { anchorHere, News, useReview } from './useReview.ts'
import { useRightsNews } from './useRightsNews.ts'
import { type Sheet, useRoomKeys } from './useRoomKeys.ts'
import { useSectionLink } from './useSectionLink.ts'
import { useSheet } from './useSheet.ts'
import { Where } from './Where.tsx'

const ReadView = lazy(() =>
  import('../suggestions/ReadView.tsx').then((m) => ({ default: m.ReadView })),
)
/** Where there is room beside the text; see room.css. */
const besideText = '(min-width: 80rem)'

type RoomProps = {
  replica: Replica
  commitment: Commitment
  /** What lies over the page from the start. */
  opening?: Sheet | undefined
}

/** The room: header, sections at the left, the text in the middle, a rail at the right. */
export function Room({ replica, commitment, opening }: RoomProps) {
  const words = useWords()
  const state = useRoomState(replica)
  const template = templateOf(commitment.template, commitment.templateVersion)
  const [desk] = useState(createDesk)
  const [asking, setAsking] = useState(false)
  const checks = useChecks(replica, state.doc, template, commitment.id, () => {
    if (window.matchMedia(besideText).matches) setAsking(true)
  })
  const { attention, marks, changes, setChanges } = useReview(replica, state.doc)
  const [commentOn, setCommentOn] = useState<Anchor | null>(null)
  const who = useAuthorship(replica, commitment.id, state.doc)
  const doubled = useTwins(replica, state.doc, template)
  const extensions = useMemo(
    () => [...marks, who.marks, doubled.marks, ...(checks ? [checks.marks] : [])],
    [marks, who.marks, doubled.marks, checks],
  )
  const [mode, setMode, possible] = useMode(commitment.id, state.role, state.record.state)
  const [sheet, openSheet, close] = useSheet(opening ?? null, mode)
  const present = usePresent(state)
  const fieldLabel = useFieldLabel(template)
  const [following, follow] = useFollowing(present, fieldLabel)
  const title = useDesk(desk, titleOn) || commitment.title
  useTitle(title)
  const mayComment = state.role !== null && may(state.role, 'comment')
  const comment = () => {
    const anchor = mayComment ? anchorHere(desk, state) : null
    if (!anchor) return
    setCommentOn(anchor)
    openSheet('comment')
  }
  useRoomKeys(desk, openSheet, {
    setMode,
    comment,
    toRail: () => toRail(attention),
  })
  useAnnouncements(
    present,
    useDesk(desk, (desk) => fieldsOf(desk).current),
    fieldLabel,
  )
  useRightsNews(state, fieldLabel)
  useSectionLink(desk)
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => afterTurns(() => whole.current?.removeAttribute('aria-busy')), [])
  const showList = useCallback(() => openSheet('list'), [openSheet])
  if (!template) return null
  const reading = changes === 'final' || changes === 'original' ? changes : null

  return (
    <div className="room" ref={whole} aria-busy="true" data-mode={mode} data-changes={changes}>
      <a className="skip" href="#text">
        {words.product.skip}
      </a>
      <RoomHeader
        plan={commitment.plan}
        title={title}
        locale={commitment.locale}
        badge={
          state.role && may(state.role, 'facilitate') ? (
            <StateButton state={state.record.state} onPress={() => openSheet('facilitator')} />
          ) : (
            <StateBadge state={state.record.state} />
          )
        }
        replica={replica}
        onShortcuts={() => openSheet('shortcuts')}
        onInput={() => openSheet('input')}
        onExport={() => openSheet('export')}
        onAppear={() => openSheet('appear')}
        onImport={state.role && may(state.role, 'facilitate') ? () => openSheet('import') : null}
      >
        <Presence
          me={state.me}
          present={present}
          fieldLabel={fieldLabel}
          following={following}
          onFollow={follow}
          onGo={goTo}
        />
        <ModeSwitch mode={mode} possible={possible} onChange={setMode} />
      </RoomHeader>
      <div className="room-bar no-print">
        <Later>
          <span className="outline-opener">
            <IconButton
              icon="outline"
              label={words.room.openOutline}
              onPress={() => openSheet('outline')}
            />
          </span>
          {mode === 'view' || reading ? (
            <FindButton onFind={() => openSheet('find')} />
          ) : (
            <Toolbar
              desk={desk}
              onLink={() => openSheet('link')}
              onFind={() => openSheet('find')}
            />
          )}
          <ChangesMenu view={changes} onChange={setChanges} />
          {mayComment && (
            <IconButton
              icon="comment"
              label={commentWords[words.locale].add}
              keys={keysAsShown('Mod-Alt-m')}
              onPress={comment}
            />
          )}
          {mode !== 'view' && state.role && may(state.role, 'edit') && (
            <SpeakFor
              replica={replica}
              plan={commitment.plan}
              me={state.me}
              people={state.people}
              onBehalfOf={state.onBehalfOf}
              keys={keysAsShown(chords.speaker)}
            />
          )}
          <AuthorshipButton authorship={who.authorship} keys={keysAsShown(chords.view)} />
          {checks && (
            <ChecksButton
              checking={checks.checking}
              open={asking}
              onPress={() => setAsking(!asking)}
            />
          )}
        </Later>
        {sheet === 'find' && <FindBar desk={desk} mayReplace={mode === 'edit'} onClose={close} />}
      </div>
      <aside className="room-left no-print">
        <Later>
          <Where desk={desk} template={template} present={present} replica={replica} />
          <Count desk={desk} locale={commitment.locale} />
        </Later>
      </aside>
      <main className="room-page" id="text" aria-label={words.room.text}>
        <RoleNotice role={state.role} final={state.record.state === 'final'} />
        <AsideTray
          aside={state.aside}
          fieldLabel={fieldLabel}
          onDismiss={(id) => replica.dismiss(id)}
        />
        {state.loaded && !reading && (
          <Later>
            <AuthorshipPane
              authorship={who.authorship}
              commitment={commitment.id}
              doc={state.doc}
              template={template}
              editors={desk.editors}
              active={desk.active}
              fieldLabel={fieldLabel}
            />
          </Later>
        )}
        {state.loaded && reading && (
          <Suspense fallback={null}>
            <ReadView
              doc={state.doc}
              replica={replica}
              template={template}
              locale={commitment.locale}
              view={reading}
              onBack={() => setChanges('all')}
            />
          </Suspense>
        )}
        {state.loaded ? (
          <div hidden={reading !== null}>
            <Text
              key={state.generation}
              commitment={commitment.id}
              replica={replica}
              template={template}
              locale={commitment.locale}
              mode={mode}
              desk={desk}
              sections={state.record.sections}
              extensions={extensions}
            />
          </div>
        ) : (
          <p className="quiet">{words.room.loading}</p>
        )}
        {mode !== 'view' && !reading && state.role && may(state.role, 'edit') && (
          <TwinsBar
            twins={doubled.twins}
            commitment={commitment.id}
            doc={state.doc}
            fieldLabel={fieldLabel}
            onShow={(words) => goToWords(desk, words)}
          />
        )}
      </main>
      <aside className="room-rail no-print" aria-label={suggestionWords[words.locale].rail}>
        {!reading && (
          <Later>
            <Review
              {...{ replica, desk, attention, fieldLabel }}
              commitment={commitment.id}
              onList={showList}
            />
          </Later>
        )}
      </aside>
      {checks && asking && (
        <ChecksPanel
          checking={checks.checking}
          commitment={commitment.id}
          template={template}
          people={state.people}
          mayDismiss={state.role !== null && may(state.role, 'suggest')}
          fieldLabel={fieldLabel}
          onGo={(words) => goToWords(desk, words)}
          onClose={() => setAsking(false)}
        />
      )}
      <News replica={replica} />
      <Later>
        <Following present={present} following={following} onStop={() => follow(null)} />
        <SelectionBubble
          desk={desk}
          onLink={() => openSheet('link')}
          onComment={mayComment ? comment : null}
        />
        <RoomSheets
          {...{ sheet, commitment, replica, desk, template, present, attention, fieldLabel }}
          authorship={who.authorship}
          about={commentOn}
          onClose={close}
        />
      </Later>
    </div>
  )
}

function RoleNotice({ role, final }: { role: Role | null; final: boolean }) {
  const { mode } = useWords()
  if (final) return <Notice>{mode.final}</Notice>
  if (!role || may(role, 'edit')) return null
  return <Notice>{may(role, 'suggest') ? mode.suggester : mode.observer}</Notice>
}

function useFieldLabel(template: Template | null): (field: string) => string {
  const { locale } = useWords()
  return useMemo(() => {
    const labels = new Map(template?.fields.map(({ name, label }) => [name, label[locale]]))
    return (field) => labels.get(rowOf(field) ? 'milestones' : field) ?? field
  }, [template, locale])
}

/** The title as it is written at this moment; one paragraph of it. */
function titleOn(desk: Desk): string {
  for (const { state } of desk.editors()) {
    for (const field of state.doc.children) {
      if (field.attrs.name === 'title') return field.textContent.trim()
    }
  }
  return ''
}

function goTo({ field }: Present): void {
  if (field) document.getElementById(rowOf(field) ?? field)?.scrollIntoView({ block: 'center' })
}
