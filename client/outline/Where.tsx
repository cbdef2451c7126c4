import { useMemo } from 'react'
import { cellColumns, type Template } from '../../shared/commitment/template.ts'
import { readRows } from '../../shared/text/rows.ts'
import type { Present } from '../presence/presence.ts'
import type { Replica } from '../sync/state.ts'
import { useReplicaLater } from '../sync/useReplica.ts'
import { type Desk, useDesk } from '../text/desk.ts'
import { allThere, fieldsOf, rowOf } from '../text/place.ts'
import { Outline } from './Outline.tsx'
import { waitingBySection } from './waiting.ts'

type WhereProps = {
  desk: Desk
  template: Template
  present: readonly Present[]
  replica: Replica
  onGo?: () => void
}

/** The outline with what it shows of the moment: the text, the record, and who is where. */
export function Where({ desk, template, present, replica, onGo }: WhereProps) {
  const written = useDesk(desk, (desk) => fieldsOf(desk).written)
  const current = useDesk(desk, (desk) => fieldsOf(desk).current)
  const { suggestions, sections } = useReplicaLater(replica).record
  const known = useDesk(desk, (desk) =>
    allThere(desk, readRows(replica.state.doc).length * cellColumns(template).length),
  )
  const names = useMemo(() => new Set(written.split(' ').filter(Boolean)), [written])
  const waiting = useMemo(() => waitingBySection(suggestions), [suggestions])
  return (
    <Outline
      template={template}
      written={names}
      known={known}
      current={current && rowOf(current) ? 'milestones' : current}
      present={present}
      states={sections}
      waiting={waiting}
      {...(onGo ? { onGo } : {})}
    />
  )
}
