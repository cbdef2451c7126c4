// The text first: what is drawn over it and around it has its styles behind the text's own.
import '../milestones/milestones.css'
import { Text } from '../text/Text.tsx'

// And all that comes with it.

import { type ReactNode, useEffect, useRef } from 'react'
import type { Commitment } from '../../shared/api.ts'
import { may, type Role } from '../../shared/roles.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { unsentWords } from '../locale/unsent.ts'
import { useWords } from '../locale/words.tsx'
import { News } from '../review/useReview.ts'
import type { Replica } from '../sync/state.ts'
import { toolsRow } from '../toolbar/toolsRow.ts'
import { fetched, fetchWhenIdle } from '../ui/fetched.tsx'
import { Icon } from '../ui/Icon.tsx'
import { afterTurns, Later } from '../ui/Later.tsx'
import { Missing, Part } from '../ui/Part.tsx'
import { useSetting } from '../ui/setting.ts'
import { useUnsent } from '../unsaved/useUnsent.ts'
import { askForAround, useAround, useAroundMissing } from './around.ts'
import { useRoom } from './useRoom.ts'
import type { Sheet } from './useRoomKeys.ts'
import { WrittenHere } from './WrittenHere.tsx'
// Here, and not where they are read later: room.css has the last word.
import './header.css'
import '../toolbar/bar.css'
import '../outline/outline.css'

const ReadView = fetched(() => import('../suggestions/ReadView.tsx').then((m) => m.ReadView))

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
  const missing = useAroundMissing()
  useUnsent(replica, commitment.id)
  useEffect(() => askForAround(() => import('./RoomAround.tsx')), [])
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!around) return
    let stop = () => {}
    const forget = afterTurns(() => {
      whole.current?.removeAttribute('aria-busy')
      stop = fetchWhenIdle()
    })
    return () => {
      forget()
      stop()
    }
  }, [around])
  const { state, template, desk, reading, review } = room
  const [tools] = useSetting(toolsRow)
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
      <header className="room-header">
        {around && (
          <Part>
            <around.Head {...formed} />
          </Part>
        )}
      </header>
      <section
        className="room-bar no-print"
        aria-label={words.toolbar.label}
        data-tools={tools}
        ref={sayHeight}
      >
        {around && (
          <Later>
            <Part>
              <around.Bar {...formed} />
            </Part>
          </Later>
        )}
      </section>
      <aside className="room-left no-print">
        {around && (
          <Later>
            <Part>
              <around.Left {...formed} />
            </Part>
          </Later>
        )}
      </aside>
      <main className="room-page" id="text" aria-label={words.room.text}>
        {missing && <Missing {...missing} />}
        <RoleNotice role={state.role} final={state.record.state === 'final'} />
        {state.loaded && state.keeping === 'memory' && room.mode.now !== 'view' && (
          <Notice>{unsentWords[words.locale].unkept}</Notice>
        )}
        {around && (
          <Part>
            <around.AboveText {...formed} />
          </Part>
        )}
        {state.loaded && reading && (
          <ReadView
            doc={state.doc}
            replica={replica}
            template={template}
            locale={commitment.locale}
            view={reading}
            onBack={() => review.setChanges('all')}
          />
        )}
        {state.loaded ? (
          <div hidden={reading !== null}>
            <Part key={state.generation}>
              <Text
                commitment={commitment.id}
                replica={replica}
                template={template}
                locale={commitment.locale}
                mode={room.mode.now}
                desk={desk}
                untaken={room.untaken}
                sections={state.record.sections}
                extensions={room.extensions}
                parts={around}
              />
            </Part>
          </div>
        ) : (
          <p className="quiet">{words.room.loading}</p>
        )}
        {around && (
          <Part>
            <around.BelowText {...formed} />
          </Part>
        )}
      </main>
      <aside className="room-rail no-print" aria-label={suggestionWords[words.locale].rail}>
        {around && !reading && (
          <Later>
            <Part>
              <around.Beside {...formed} />
            </Part>
          </Later>
        )}
      </aside>
      <News replica={replica} commitment={commitment.id} />
      <WrittenHere
        desk={desk}
        title={commitment.title}
        present={room.presence.present}
        fieldLabel={room.fieldLabel}
      />
      {around && (
        <Part>
          <around.Over {...formed} />
        </Part>
      )}
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

/** On a small screen the tools stand in several rows: what sticks below them has to know how high they are. */
function sayHeight(bar: HTMLElement | null): (() => void) | undefined {
  if (!bar) return undefined
  const room = bar.parentElement
  const watch = new ResizeObserver(() =>
    room?.style.setProperty('--bar', `${bar.getBoundingClientRect().height}px`),
  )
  watch.observe(bar)
  return () => watch.disconnect()
}
