import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { Locale } from '../../shared/locale/locale.ts'
import { useUnread } from '../answers/reading.ts'
import { openerWords } from '../locale/openers.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { useReplicaLater } from '../sync/useReplica.ts'
import { announce, verbosities, verbositySetting } from '../ui/announce.tsx'
import { Hint, IconButton } from '../ui/Button.tsx'
import { fetched } from '../ui/fetched.tsx'
import { keysAsShown } from '../ui/keys.ts'
import { Later } from '../ui/Later.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Menu, MenuChoice, MenuItem } from '../ui/Menu.tsx'
import { LanguageChoice, ThemeChoice } from '../ui/Preferences.tsx'
import { useSetting } from '../ui/setting.ts'
import { SaveState } from './SaveState.tsx'

const LeaveDialog = fetched(() => import('../ui/LeaveDialog.tsx').then((m) => m.LeaveDialog))

type RoomHeaderProps = {
  plan: string
  commitment: string
  title: ReactNode
  locale: Locale
  /** The commitment's state; a facilitator's can be pressed. */
  badge: ReactNode
  replica: Replica
  onShortcuts: () => void
  onInput: () => void
  onExport: () => void
  onAppear: () => void
  /** Absent for those who may not import. */
  onImport: (() => void) | null
  /** Presence and mode, which know more of the room. */
  children: ReactNode
}

/** What one always needs to see: which text, in which state, whether it is safe, who is here. */
export function RoomHeader(props: RoomHeaderProps) {
  const { plan, commitment, title, locale, badge, replica, children, ...acts } = props
  const words = useWords()
  return (
    <>
      <Hint label={words.room.toPlan}>
        <Link href={`/plans/${plan}`} className="icon-button" aria-label={words.room.toPlan}>
          <Logo size={24} />
        </Link>
      </Hint>
      <div className="room-title">
        <h1 lang={locale} dir="auto">
          {title}
        </h1>
        {badge}
        <SaveState replica={replica} />
      </div>
      <div className="room-tools">
        <Later>{children}</Later>
        <Later>
          <RoomMenu {...{ plan, commitment, replica }} {...acts} />
        </Later>
      </div>
    </>
  )
}

type RoomMenuProps = Pick<
  RoomHeaderProps,
  | 'plan'
  | 'commitment'
  | 'replica'
  | 'onShortcuts'
  | 'onInput'
  | 'onExport'
  | 'onAppear'
  | 'onImport'
>

function RoomMenu(props: RoomMenuProps) {
  const { plan, commitment, replica, onShortcuts, onInput, onExport, onAppear, onImport } = props
  const words = useWords()
  const { record, me } = useReplicaLater(replica)
  const unread = useUnread(commitment, record, me.id)
  const news = unread > 0 ? ` · ${openerWords[words.locale].unread(unread)}` : ''
  const [leaving, setLeaving] = useState(false)
  const [verbosity, setVerbosity] = useSetting(verbositySetting)
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href.split('#')[0] ?? '')
    announce(words.actions.copied)
  }
  return (
    <span className="room-menu">
      <Menu
        label={words.actions.menu}
        trigger={<IconButton icon="more" label={`${words.actions.menu}${news}`} />}
      >
        <MenuItem href={`/plans/${plan}`} icon="outline">
          {words.room.toPlan}
        </MenuItem>
        <MenuItem icon="tray" onAction={onInput}>
          {`${openerWords[words.locale].input}${news}`}
        </MenuItem>
        <MenuItem icon="person" onAction={onAppear}>
          {openerWords[words.locale].appear}
        </MenuItem>
        <MenuItem icon="download" onAction={onExport}>
          {openerWords[words.locale].export}
        </MenuItem>
        {onImport && (
          <MenuItem icon="arrowUp" onAction={onImport}>
            {openerWords[words.locale].import}
          </MenuItem>
        )}
        <MenuItem icon="link" onAction={copy}>
          {words.room.shareLink}
        </MenuItem>
        <MenuItem icon="print" onAction={() => window.print()}>
          {words.actions.print}
        </MenuItem>
        <MenuItem icon="keys" keys={keysAsShown('help')} onAction={onShortcuts}>
          {words.room.keys}
        </MenuItem>
        <MenuItem href={`/plans/${plan}#people`} icon="pencil">
          {openerWords[words.locale].correct}
        </MenuItem>
        <MenuItem icon="follow" onAction={() => setLeaving(true)}>
          {openerWords[words.locale].leave}
        </MenuItem>
        <LanguageChoice />
        <ThemeChoice />
        <MenuChoice
          label={words.announce.label}
          value={verbosity}
          onChange={setVerbosity}
          options={verbosities.map((value) => ({ value, label: words.announce[value] }))}
        />
      </Menu>
      {leaving && (
        <LeaveDialog
          {...{ as: 'leave', person: me, to: '/', room: { commitment, replica } }}
          onClose={() => setLeaving(false)}
        />
      )}
      {unread > 0 && (
        <span className="room-menu-count" aria-hidden="true">
          {unread}
        </span>
      )}
    </span>
  )
}
