import { noOrigins } from '../authorship/origins.ts'
import { type Binding, bindingsIn, tableOf } from './bindings.ts'
import type { Origin } from './origin.ts'
import type { CommitmentRecord } from './record.ts'

/** A record as plain data: what a message, a device's storage, and snapshots of before hold. */
export type PlainRecord = Omit<CommitmentRecord, 'clients' | 'origins'> & {
  /** By clientID. */
  readonly clients: Readonly<Record<number, Binding>>
  readonly origins: readonly Origin[]
}

export function plainOf(record: CommitmentRecord): PlainRecord {
  return { ...record, clients: tableOf(record.clients), origins: record.origins.slice(0) }
}

export function recordIn(plain: PlainRecord): CommitmentRecord {
  return {
    ...plain,
    clients: bindingsIn(plain.clients),
    origins: noOrigins.and(plain.origins),
  }
}
