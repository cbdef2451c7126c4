import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { Access } from '../access/access.ts'
import { hiding } from '../access/hidden.ts'
import { pastOf } from '../authorship/past.ts'
import type { Journal } from '../journal/journal.ts'
import { shownRecord } from '../rooms/hiding.ts'
import type { ActGround } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** Which state is meant: by seq, by the name of a version, or, with neither, the newest. */
export type Moment = { readonly at?: number | undefined; readonly version?: string | undefined }

/**
 * What `read` makes of a commitment as it stood at a moment, and when that entry was written; null
 * when it never stood so. The newest comes from its room where one is given, which costs nothing, so
 * `read` must not wait: the text goes on. Everything else is folded from the journal.
 */
export async function readAt<Result>(
  files: { readonly access: Access; readonly journal: Journal; readonly rooms?: Rooms },
  commitment: string,
  moment: Moment,
  read: (ground: ActGround) => Result,
): Promise<{ readonly result: Result; readonly seq: number; readonly at: number } | null> {
  const { journal, rooms } = files
  const newest = rooms
    ? await newestIn({ ...files, rooms }, commitment)
    : await folded(files, commitment, await headOf(journal, commitment))
  if (!newest) return null
  const seq = seqOf(newest.record, moment)
  if (seq === null) return null
  const ground = seq === newest.seq ? newest : await folded(files, commitment, seq)
  if (!ground) return null
  const result = read(ground)
  return { result, seq, at: await writtenAt(journal, commitment, seq) }
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

type Folded = { readonly access: Access; readonly journal: Journal }

async function folded({ access, journal }: Folded, commitment: string, seq: number) {
  const past = await pastOf(journal, commitment, seq)
  if (!past) return null
  const { doc, record } = past
  const hide = hiding(await access.plans.hidden(record.plan))
  return { doc, record: hide ? shownRecord(record, hide) : record, seq }
}

async function headOf(journal: Journal, commitment: string): Promise<number> {
  let head = (await journal.latest(commitment))?.seq ?? 0
  for await (const { seq } of journal.read(commitment, head)) head = seq
  return head
}

async function writtenAt(journal: Journal, commitment: string, seq: number): Promise<number> {
  for await (const { at } of journal.read(commitment, seq - 1)) return at
  return 0
}
