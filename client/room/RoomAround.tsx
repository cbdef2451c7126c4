import { type ComponentProps, useCallback } from 'react'
import type { Template } from '../../shared/commitment/template.ts'
import { may } from '../../shared/roles.ts'
import { AuthorshipButton } from '../authorship/AuthorshipButton.tsx'
import { AuthorshipPane } from '../authorship/AuthorshipPane.tsx'
import { ChecksButton } from '../checks/ChecksButton.tsx'
import { StateButton } from '../facilitator/StateButton.tsx'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import { Milestones } from '../milestones/Milestones.tsx'
import { Count } from '../outline/Count.tsx'
import { Where } from '../outline/Where.tsx'
import { Presence } from '../presence/Presence.tsx'
import type { Present } from '../presence/presence.ts'
import { Review } from '../review/Review.tsx'
import { ChangesMenu } from '../suggestions/ChangesMenu.tsx'
import { useStatus } from '../sync/useReplica.ts'
import { goToWords } from '../text/goToWords.ts'
import { ModeSwitch } from '../text/ModeSwitch.tsx'
import { rowOf } from '../text/place.ts'
import { SectionLink as Link } from '../text/SectionLink.tsx'
import { FindButton, Toolbar, ToolsOpener } from '../toolbar/Toolbar.tsx'
import { Aria } from '../ui/Aria.tsx'
import { IconButton } from '../ui/Button.tsx'
import { fetched } from '../ui/fetched.tsx'
import { keysAsShown } from '../ui/keys.ts'
import { Later } from '../ui/Later.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { KeptButton, KeptHere } from '../unsaved/KeptHere.tsx'
import { PlaceNote } from '../unsaved/PlaceNote.tsx'
import { EndedHere, LeftByOthers } from '../unsaved/Unsent.tsx'
import { usePutBack } from '../unsaved/usePutBack.ts'
import { RoomHeader } from './RoomHeader.tsx'
import { RoomSheets } from './RoomSheets.tsx'
import type { RoomView } from './useRoom.ts'
import { WrittenTitle } from './WrittenHere.tsx'

const Deaf = fetched(() => import('./Deaf.tsx').then((m) => m.Deaf))
const FindBar = fetched(() => import('../find/FindBar.tsx').then((m) => m.FindBar))
const SelectionBubble = fetched(() =>
  import('../toolbar/SelectionBubble.tsx').then((m) => m.SelectionBubble),
)
const TwinsBar = fetched(() => import('../authorship/TwinsBar.tsx').then((m) => m.TwinsBar))
const SpeakFor = fetched(() => import('../authorship/SpeakFor.tsx').then((m) => m.SpeakFor))
const AsideTray = fetched(() => import('../unsaved/AsideTray.tsx').then((m) => m.AsideTray))
const Following = fetched(() => import('../presence/Following.tsx').then((m) => m.Following))
const ReadFindBar = fetched(() => import('../find/ReadFindBar.tsx').then((m) => m.ReadFindBar))
const ChecksPanel = fetched(() => import('../checks/ChecksPanel.tsx').then((m) => m.ChecksPanel))

/** A room whose form is known. */
type Formed = RoomView & { readonly template: Template }

/** Whose text this is, in which state, whether it is safe, who is here. */
export function Head({ replica, commitment, state, desk, mode, sheet, ...room }: Formed) {
  const { presence, fieldLabel } = room
  const facilitates = state.role !== null && may(state.role, 'facilitate')
  return (
    <Aria>
      <RoomHeader
        plan={commitment.plan}
        commitment={commitment.id}
        title={<WrittenTitle desk={desk} title={commitment.title} />}
        locale={commitment.locale}
        badge={
          facilitates ? (
            <StateButton state={state.record.state} onPress={() => sheet.open('facilitator')} />
          ) : (
            <StateBadge state={state.record.state} />
          )
        }
        replica={replica}
        onShortcuts={() => sheet.open('shortcuts')}
        onInput={() => sheet.open('input')}
        onExport={() => sheet.open('export')}
        onAppear={() => sheet.open('appear')}
        onImport={facilitates ? () => sheet.open('import') : null}
      >
        <Presence
          me={state.me}
          present={presence.present}
          fieldLabel={fieldLabel}
          following={presence.following}
          onFollow={presence.follow}
          onGo={goTo}
        />
        <ModeSwitch mode={mode.now} possible={mode.possible} onChange={mode.choose} />
      </RoomHeader>
    </Aria>
  )
}

/** What can be done with the text. */
export function Bar({ replica, commitment, state, desk, mode, sheet, checks, ...room }: Formed) {
  const words = useWords()
  const { review, reading, comment, authorship } = room
  return (
    <Aria>
      <span className="outline-opener">
        <IconButton
          icon="outline"
          label={words.room.openOutline}
          onPress={() => sheet.open('outline')}
        />
      </span>
      {mode.now === 'view' || reading ? (
        <FindButton onFind={() => sheet.open('find')} />
      ) : (
        <>
          <ToolsOpener />
          <Toolbar
            desk={desk}
            onLink={() => sheet.open('link')}
            onFind={() => sheet.open('find')}
          />
        </>
      )}
      <ChangesMenu view={review.changes} onChange={review.setChanges} />
      {comment && (
        <IconButton
          icon="comment"
          label={commentWords[words.locale].add}
          keys={keysAsShown('comment')}
          onPress={comment}
        />
      )}
      {mode.now !== 'view' && state.role && may(state.role, 'edit') && (
        <SpeakFor
          replica={replica}
          plan={commitment.plan}
          me={state.me}
          people={state.people}
          onBehalfOf={state.onBehalfOf}
          keys={keysAsShown('speaker')}
        />
      )}
      <KeptButton aside={state.aside} untaken={room.untaken} />
      <AuthorshipButton authorship={authorship} keys={keysAsShown('authors')} />
      {checks && (
        <ChecksButton
          checking={checks.checking}
          open={checks.asking}
          onPress={() => checks.setAsking(!checks.asking)}
        />
      )}
      {sheet.now === 'find' && reading && <ReadFindBar desk={desk} onClose={sheet.close} />}
      {sheet.now === 'find' && !reading && (
        <FindBar
          desk={desk}
          mayReplace={mode.now === 'edit'}
          isOpen={(field) =>
            (state.record.sections[rowOf(field) ? 'milestones' : field] ?? 'open') === 'open'
          }
          onClose={sheet.close}
        />
      )}
    </Aria>
  )
}

/** Where one is, and how much there is. */
export function Left({ replica, commitment, template, desk, presence }: Formed) {
  return (
    <>
      <Where desk={desk} template={template} present={presence.present} replica={replica} />
      <Count desk={desk} locale={commitment.locale} />
    </>
  )
}

/** Alone, for it follows how far saving is. */
function Ended(props: ComponentProps<typeof EndedHere>) {
  return useStatus(props.replica).type === 'ended' && <EndedHere {...props} />
}

/** What was not taken, and who wrote what. */
export function AboveText({ replica, commitment, state, template, desk, mode, ...room }: Formed) {
  const { fieldLabel, authorship, reading } = room
  const back = usePutBack(replica, desk, mode.now)
  const placeless = state.aside.filter(({ place }) => place === undefined)
  return (
    <Aria>
      <Ended commitment={commitment.id} replica={replica} fieldLabel={fieldLabel} />
      <Deaf replica={replica} />
      {state.loaded && (
        <Later>
          <LeftByOthers commitment={commitment.id} own={state.me.id} />
        </Later>
      )}
      {placeless.length > 0 && (
        <AsideTray
          aside={placeless}
          fieldLabel={fieldLabel}
          onPutBack={back}
          onDismiss={(id) => replica.dismiss(id)}
        />
      )}
      <KeptHere
        aside={state.aside}
        untaken={room.untaken}
        onPutBack={back}
        onDismiss={(id) => replica.dismiss(id)}
      />
      {state.loaded && !reading && (
        <Later>
          <AuthorshipPane
            authorship={authorship}
            commitment={commitment.id}
            doc={state.doc}
            template={template}
            editors={desk.editors}
            active={desk.active}
            fieldLabel={fieldLabel}
          />
        </Later>
      )}
    </Aria>
  )
}

/** Words that stand twice. */
export function BelowText({ commitment, state, desk, mode, reading, twins, fieldLabel }: Formed) {
  if (mode.now === 'view' || reading || !state.role || !may(state.role, 'edit')) return null
  return (
    <Aria>
      <TwinsBar
        twins={twins}
        commitment={commitment.id}
        doc={state.doc}
        fieldLabel={fieldLabel}
        onShow={(words) => goToWords(desk, words)}
      />
    </Aria>
  )
}

/** What waits for an answer, and what is being discussed. */
export function Beside({ replica, commitment, desk, review, fieldLabel, sheet }: Formed) {
  const { open } = sheet
  return (
    <Aria>
      <Review
        {...{ replica, desk, fieldLabel }}
        attention={review.attention}
        commitment={commitment.id}
        onList={useCallback(() => open('list'), [open])}
      />
    </Aria>
  )
}

/** What lies over the room, and the questions of the check. */
export function Over({ replica, commitment, state, template, desk, sheet, ...room }: Formed) {
  const { checks, presence, review, comment, commentOn, authorship, fieldLabel } = room
  const { present, following, follow } = presence
  return (
    <Aria>
      {checks?.asking && (
        <ChecksPanel
          checking={checks.checking}
          commitment={commitment.id}
          template={template}
          people={state.people}
          mayDismiss={state.role !== null && may(state.role, 'suggest')}
          fieldLabel={fieldLabel}
          onGo={(words) => goToWords(desk, words)}
          onClose={() => checks.setAsking(false)}
        />
      )}
      <Later>
        {following !== null && (
          <Following present={present} following={following} onStop={() => follow(null)} />
        )}
        <PlaceNote replica={replica} desk={desk} mode={room.mode.now} untaken={room.untaken} />
        <SelectionBubble desk={desk} onLink={() => sheet.open('link')} onComment={comment} />
        <RoomSheets
          {...{ commitment, replica, desk, template, present, fieldLabel, authorship }}
          sheet={sheet.now}
          attention={review.attention}
          about={commentOn}
          onClose={sheet.close}
        />
      </Later>
    </Aria>
  )
}

export function SectionLink(props: ComponentProps<typeof Link>) {
  return (
    <Aria>
      <Link {...props} />
    </Aria>
  )
}

export function Rows(props: ComponentProps<typeof Milestones>) {
  return (
    <Aria>
      <Milestones {...props} />
    </Aria>
  )
}

function goTo({ field }: Present): void {
  if (field) document.getElementById(rowOf(field) ?? field)?.scrollIntoView({ block: 'center' })
}
