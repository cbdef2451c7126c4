import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type BalanceProps = {
  commitment: string
  fields: () => readonly string[]
  fieldLabel: (field: string) => string
  onClose: () => void
}

export function Balance({ onClose }: BalanceProps) {
  const texts = authorshipWords[useWords().locale].balance
  return (
    <Dialog title={texts.title} open onClose={onClose} wide>
      <p>{texts.lead}</p>
    </Dialog>
  )
}
