import {
  packBindings,
  packOrigins,
  unpackBindings,
  unpackOrigins,
} from '../../shared/record/packed.ts'
import { recordIn } from '../../shared/record/plain.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { Snapshot } from '../journal/journal.ts'

/** A record as a snapshot holds it: what grows with every opening stands beside the rest, as numbers. */
type Kept = Pick<Snapshot, 'record' | 'bindings' | 'origins'>

export function keptRecord({ clients, origins, ...rest }: CommitmentRecord): Kept {
  return {
    record: JSON.stringify(rest),
    bindings: JSON.stringify(packBindings(clients)),
    origins: JSON.stringify(packOrigins(origins)),
  }
}

/** The record of a snapshot, of today's or of before bindings and origins stood by themselves. */
export function recordKept({ record, bindings, origins }: Kept): CommitmentRecord {
  const rest = JSON.parse(record)
  if (bindings === null || origins === null) return recordIn(rest)
  return {
    ...rest,
    clients: unpackBindings(JSON.parse(bindings)),
    origins: unpackOrigins(JSON.parse(origins)),
  }
}
