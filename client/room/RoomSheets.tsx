import type { Commitment } from '../../shared/api.ts'
import type { Template } from '../../shared/commitment/template.ts'
import type { Anchor } from '../../shared/record/events.ts'
import { may } from '../../shared/roles.ts'
import type { Authorship } from '../authorship/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { Where } from '../outline/Where.tsx'
import type { Present } from '../presence/presence.ts'
import type { Attention } from '../rail/attention.ts'
import type { Replica } from '../sync/state.ts'
import { useReplica } from '../sync/useReplica.ts'
import type { Desk } from '../text/desk.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { fetched } from '../ui/fetched.tsx'
import type { Sheet } from './useRoomKeys.ts'

const Contributed = fetched(() =>
  import('../authorship/Contributions.tsx').then((m) => m.Contributed),
)

// What is opened now and then is not waited for when the text is.
const ExportDialog = fetched(() =>
  import('../exports/ExportDialog.tsx').then((m) => m.ExportDialog),
)
const FacilitatorPanel = fetched(() =>
  import('../facilitator/FacilitatorPanel.tsx').then((m) => m.FacilitatorPanel),
)
const ImportDialog = fetched(() =>
  import('../imports/ImportDialog.tsx').then((m) => m.ImportDialog),
)
const LinkDialog = fetched(() => import('../toolbar/LinkDialog.tsx').then((m) => m.LinkDialog))
const ReviewSheets = fetched(() => import('../review/ReviewSheets.tsx').then((m) => m.ReviewSheets))
const Shortcuts = fetched(() => import('./Shortcuts.tsx').then((m) => m.Shortcuts))
const Appear = fetched(() => import('../plan/Appear.tsx').then((m) => m.Appear))

type RoomSheetsProps = {
  sheet: Sheet | null
  commitment: Commitment
  replica: Replica
  desk: Desk
  template: Template
  present: readonly Present[]
  attention: Attention
  fieldLabel: (field: string) => string
  authorship: Authorship
  /** About what a comment is being written. */
  about: Anchor | null
  onClose: () => void
}

/** What lies over the room, one at a time. Most is asked for rarely, and fetched when it is. */
export function RoomSheets({ sheet, ...props }: RoomSheetsProps) {
  return sheet && <Open sheet={sheet} {...props} />
}

/** Follows the replica, as nobody need who has no sheet open: it turns with every key. */
function Open(props: RoomSheetsProps & { sheet: Sheet }) {
  const { sheet, commitment, replica, desk, template, fieldLabel, onClose } = props
  const state = useReplica(replica)
  const words = useWords()
  const facilitates = state.role !== null && may(state.role, 'facilitate')
  switch (sheet) {
    case 'link':
      return <LinkDialog desk={desk} doc={state.doc} onClose={onClose} />
    case 'outline':
      return (
        <Dialog title={words.room.outline} open onClose={onClose}>
          <Where {...{ desk, template, replica }} present={props.present} onGo={onClose} />
        </Dialog>
      )
    default:
      return shown()
  }

  function shown() {
    switch (sheet) {
      case 'list':
      case 'input':
      case 'comment':
        return (
          <ReviewSheets
            {...{ sheet, state, desk, fieldLabel, onClose }}
            attention={props.attention}
            anchor={props.about}
            commitment={commitment.id}
            own={
              <Contributed
                commitment={commitment.id}
                authorship={props.authorship}
                person={state.me.id}
                fieldLabel={fieldLabel}
              />
            }
          />
        )
      case 'appear':
        return <Appear plan={commitment.plan} me={state.me} onClose={onClose} />
      case 'facilitator':
        return (
          <FacilitatorPanel
            plan={commitment.plan}
            commitment={commitment.id}
            template={template}
            record={state.record}
            onClose={onClose}
          />
        )
      case 'export':
        return (
          <ExportDialog
            of={{ commitment: commitment.id, versions: state.record.versions }}
            facilitates={facilitates}
            onClose={onClose}
          />
        )
      case 'import':
        return (
          <ImportDialog
            plan={commitment.plan}
            commitment={commitment.id}
            record={state.record}
            fieldLabel={fieldLabel}
            onClose={onClose}
          />
        )
      case 'shortcuts':
        return <Shortcuts onClose={onClose} />
      default:
        return null
    }
  }
}
