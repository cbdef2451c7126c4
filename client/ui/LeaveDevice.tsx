import { useState } from 'react'
import { openerWords } from '../locale/openers.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from './Button.tsx'
import { fetched } from './fetched.tsx'
import type { Leaving } from './LeaveDialog.tsx'

const LeaveDialog = fetched(() => import('./LeaveDialog.tsx').then((m) => m.LeaveDialog))

/** A button for whoever goes, or is not the one whom this device knows. */
export function LeaveDevice(leaving: Leaving) {
  const { locale } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <p>
      <Button look="plain" onPress={() => setOpen(true)}>
        {leaving.as === 'leave' ? openerWords[locale].leave : peopleWords[locale].leave.other}
      </Button>
      {open && <LeaveDialog {...leaving} onClose={() => setOpen(false)} />}
    </p>
  )
}
