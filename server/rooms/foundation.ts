import type { PersonView } from '../../shared/protocol.ts'
import type { Bus } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Hide } from './hiding.ts'
import type { Worktime } from './worktime.ts'

/** What a room stands on. */
export type Foundation = {
  readonly journal: Journal
  readonly bus: Bus
  readonly log: RoomLog
  /** What entries are dated by. */
  readonly clock: Clock
  /** One for all rooms of a process: nobody has more of its loop by writing in many. */
  readonly worktime: Worktime
  /** Those of `ids` who are or were in this plan, as they are called there. */
  people(plan: string, ids: readonly string[]): Promise<readonly PersonView[]>
  /** Of these, those who are in the plan now: words may be written for them. */
  speakers(plan: string, ids: readonly string[]): Promise<readonly PersonView[]>
  /** What is left out of the texts of this plan. */
  hidden(plan: string): Promise<Hidden>
  /** Ms without a change of text after which the room says its content hash. */
  readonly quiet: number
  /** Ms without anybody after which the room is put away. */
  readonly idle: number
}

/** `count` tells apart what was known earlier from what is known now: it only grows. */
export type Hidden = { readonly count: number; readonly hide: Hide | null }

export type RoomLog = {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}
