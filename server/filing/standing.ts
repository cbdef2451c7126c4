import type { CommitmentRecord } from '../../shared/record/record.ts'
import { type Access, isRefused, type Refused } from '../access/access.ts'
import { hiding } from '../access/hidden.ts'
import { pastOf } from '../authorship/past.ts'
import type { Journal } from '../journal/journal.ts'
import type { Archive } from '../past/archive.ts'
import { type Told, tell, type Want } from '../past/wanted.ts'
import { shownRecord } from '../rooms/hiding.ts'
import type { ActGround } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** Which state is meant: by seq, by the name of a version, or, with neither, the newest. */
export type Moment = {
  readonly at?: number | undefined
  readonly version?: string | undefined
  /** In whose turn the archive reads it. */
  readonly by?: string | undefined
}

/** Where commitments are found. Without rooms everything is folded here, from the journal. */
export type Files = {
  readonly access: Access
  readonly journal: Journal
  readonly rooms?: Rooms
  readonly archive?: Archive
}

/**
 * What is wanted of a commitment as it stood at a moment, and when that entry was written; null when it
 * never stood so. The newest comes from its room where one is given, which costs nothing. Everything else
 * is folded from the journal: by the archive where there is one, aside from the rooms.
 */
export async function readAt<Wanted extends Want>(
  files: Files,
  commitment: string,
  moment: Moment,
  want: Wanted,
): Promise<Found<Told[Wanted['as']]> | Refused | null> {
  const { access, journal, rooms, archive } = files
  const newest = rooms
    ? await newestIn({ ...files, rooms }, commitment)
    : await folded(files, commitment, await headOf(journal, commitment))
  if (!newest) return null
  const seq = seqOf(newest.record, moment)
  if (seq === null) return null
  const dated = async (result: Told[Wanted['as']]) => ({
    ...{ result, seq, at: await writtenAt(journal, commitment, seq) },
  })
  if (seq === newest.record.seq) return dated(tell(newest, want))
  if (!archive) {
    const past = await folded(files, commitment, seq)
    return past && dated(tell(past, want))
  }
  const hidden = await access.plans.hidden(newest.record.plan)
  const found = await archive.ask(moment.by ?? '', { commitment, seq, hidden }, want)
  return found === null || isRefused(found) ? found : dated(found.told)
}

type Found<Result> = {
  readonly result: Result
  readonly seq: number
  /** When that entry was written. */
  readonly at: number
}

function seqOf(record: CommitmentRecord, { at, version }: Moment): number | null {
  if (version === undefined) return at ?? record.seq
  return record.versions.findLast(({ name }) => name === version)?.seq ?? null
}

/**
 * The newest that is durable, text and record alike, and known to stay; null: there is none. It is its
 * room's and costs nothing, unless the storage takes nothing: then the room's text is ahead of what was
 * saved, and that is folded from the journal.
 */
export async function newestIn(
  files: Folded & { readonly rooms: Rooms },
  commitment: string,
): Promise<ActGround | null> {
  const room = await files.rooms.open(commitment)
  if (!room) return null
  // what is read right after it was settled is durable
  if (await room.settled()) return room.read()
  return folded(files, commitment, room.read().seq)
}

type Folded = Pick<Files, 'access' | 'journal'>

async function folded({ access, journal }: Folded, commitment: string, seq: number) {
  const past = await pastOf(journal, commitment, seq)
  if (!past) return null
  const hide = hiding(await access.plans.hidden(past.record.plan))
  return { ...past, record: hide ? shownRecord(past.record, hide) : past.record, seq }
}

async function headOf(journal: Journal, commitment: string): Promise<number> {
  let head = (await journal.latest(commitment))?.seq ?? 0
  for await (const { seq } of journal.read(commitment, head)) head = seq
  return head
}

async function writtenAt(journal: Journal, commitment: string, seq: number): Promise<number> {
  for await (const { at } of journal.read(commitment, seq - 1, seq)) return at
  return 0
}
