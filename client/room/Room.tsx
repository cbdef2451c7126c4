import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import type { Commitment } from '../../shared/api.ts'
import { may, type Role } from '../../shared/roles.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { waitingWords } from '../locale/waiting.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { Icon } from '../ui/Icon.tsx'
import { afterTurns, Later } from '../ui/Later.tsx'
import { askForAround, useAround } from './around.ts'
import { Text } from './Text.tsx'
import { News } from './useReview.ts'
import { useRoom } from './useRoom.ts'
import type { Sheet } from './useRoomKeys.ts'
import { useUnsent } from './useUnsent.ts'
import { WrittenHere } from './WrittenHere.tsx'
// Here, and not where they are read later: room.css has the last word.
import './header.css'
import './bar.css'
import './outline.css'

const ReadView = lazy(() =>
  import('../suggestions/ReadView.tsx').then((m) => ({ default: m.ReadView })),
)

type RoomProps = {
  replica: Replica
  commitment: Commitment
  /** What lies over the page from the start. */
  opening?: Sheet | undefined
}

/**
 * The room: header, sections at the left, the text in the middle, a rail at the right. The text stands
 * first, and can be written in; what is around it comes piece by piece, each in its turn.
 */
export function Room({ replica, commitment, opening }: RoomProps) {
  const words = useWords()
  const room = useRoom(replica, commitment, opening)
  const around = useAround()
  useUnsent(replica, commitment.id)
  useEffect(() => askForAround(() => import('./RoomAround.tsx')), [])
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (around) return afterTurns(() => whole.current?.removeAttribute('aria-busy'))
  }, [around])
  const { state, template, desk, reading, review } = room
  if (!template) return null
  const formed = { ...room, template }

  return (
    <div
      className="room"
      ref={whole}
      aria-busy="true"
      data-mode={room.mode.now}
      data-changes={review.changes}
    >
      <a className="skip" href="#text">
        {words.product.skip}
      </a>
      <header className="room-header">{around && <around.Head {...formed} />}</header>
      <div className="room-bar no-print">
        {around && (
          <Later>
            <around.Bar {...formed} />
          </Later>
        )}
      </div>
      <aside className="room-left no-print">
        {around && (
          <Later>
            <around.Left {...formed} />
          </Later>
        )}
      </aside>
      <main className="room-page" id="text" aria-label={words.room.text}>
        <RoleNotice role={state.role} final={state.record.state === 'final'} />
        {state.loaded && state.keeping === 'memory' && room.mode.now !== 'view' && (
          <Notice>{waitingWords[words.locale].unkept}</Notice>
        )}
        {around && <around.AboveText {...formed} />}
        {state.loaded && reading && (
          <Suspense fallback={null}>
            <ReadView
              doc={state.doc}
              replica={replica}
              template={template}
              locale={commitment.locale}
              view={reading}
              onBack={() => review.setChanges('all')}
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
              mode={room.mode.now}
              desk={desk}
              untaken={room.untaken}
              sections={state.record.sections}
              extensions={room.extensions}
            />
          </div>
        ) : (
          <p className="quiet">{words.room.loading}</p>
        )}
        {around && <around.BelowText {...formed} />}
      </main>
      <aside className="room-rail no-print" aria-label={suggestionWords[words.locale].rail}>
        {around && !reading && (
          <Later>
            <around.Beside {...formed} />
          </Later>
        )}
      </aside>
      <News replica={replica} />
      <WrittenHere
        desk={desk}
        title={commitment.title}
        present={room.presence.present}
        fieldLabel={room.fieldLabel}
      />
      {around && <around.Over {...formed} />}
    </div>
  )
}

function RoleNotice({ role, final }: { role: Role | null; final: boolean }) {
  const { mode } = useWords()
  if (final) return <Notice>{mode.final}</Notice>
  if (!role || may(role, 'edit')) return null
  return <Notice>{may(role, 'suggest') ? mode.suggester : mode.observer}</Notice>
}

/** Why somebody cannot write, or writes otherwise than they may expect. */
function Notice({ children }: { children: ReactNode }) {
  return (
    <p className="notice">
      <Icon name="eye" size={18} />
      {children}
    </p>
  )
}
