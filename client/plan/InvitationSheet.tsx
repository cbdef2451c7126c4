import type { Invitation, Plan } from '../../shared/api.ts'
import { outsideWords } from '../locale/outside.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Qr } from '../ui/Qr.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { reachOf } from './reach.ts'

type InvitationSheetProps = { plan: Plan; invitation: Invitation; onClose: () => void }

/** One invitation, large enough for a projector, and alone on a sheet when printed; not for whom it is, which is its maker's. */
export function InvitationSheet({ plan, invitation, onClose }: InvitationSheetProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const { url, code, role, sector } = invitation
  return (
    <Dialog title={words.roles[role]} open onClose={onClose} wide>
      <OnlyHere url={url} />
      <div className="sheet">
        <p className="sheet-plan" lang={plan.locale} dir="auto">
          {plan.title}
        </p>
        {sector && (
          <p className="sheet-role">
            <SectorMark sector={sector} size={16} />
            <span>{words.sectors[sector]}</span>
          </p>
        )}
        <Qr text={url} />
        <p className="quiet">{outside.invitations.sheetLead}</p>
        <p className="sheet-url">{url}</p>
        <p>
          {outside.invitations.codeIs} <span className="sheet-code">{code}</span>
        </p>
      </div>
      <div className="dialog-actions no-print">
        <Button icon="print" onPress={() => window.print()}>
          {words.actions.print}
        </Button>
      </div>
    </Dialog>
  )
}

/** Says so where an address is handed out that opens nothing elsewhere; never on paper. */
export function OnlyHere({ url }: { url: string }) {
  const { locale } = useWords()
  const reach = reachOf(url)
  if (reach === 'everywhere') return null
  return (
    <p className="problem no-print" role="status">
      {planHomeWords[locale][reach]}
    </p>
  )
}
