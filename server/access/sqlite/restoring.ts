import type { Database } from 'better-sqlite3'
import type { Clock } from '../../clock.ts'
import type { Merged } from '../access.ts'

type What = 'name' | 'organisation' | 'sector' | 'role' | 'verified'
type Called = Record<What, string>
type Correction = {
  readonly by: string
  readonly what: What
  readonly from: string
  readonly to: string
}

/**
 * Gives an entry back what is its own when another entry is parted from it: whatever was said under
 * the other while they were one is undone, which is recorded as done by whoever parts them. What
 * somebody else said of them since stays.
 */
export function restoring(
  db: Database,
  clock: Clock,
): (plan: string, merged: Merged, by: string) => void {
  const read = db.prepare<[string, string], Called>(
    `select name, organisation, sector, role,
       case verified when 1 then 'true' else 'false' end as verified
     from members where plan = ? and person = ?`,
  )
  const since = db.prepare<[string, string, number], Correction>(
    `select made_by as "by", what, before as "from", after as "to" from corrections
     where plan = ? and person = ? and at >= ? order by at, rowid`,
  )
  const note = db.prepare('insert into corrections values (?, ?, ?, ?, ?, ?, ?)')
  const write = db.prepare(
    `update members set name = @name, organisation = @organisation, sector = @sector, role = @role,
       verified = @verified = 'true' where plan = @plan and person = @person`,
  )
  return (plan, { person: other, into: person, at }, by) => {
    const now = read.get(plan, person)
    if (!now) return
    const own = ownOf(now, since.all(plan, person, at), other)
    const changed = (Object.keys(own) as What[]).filter((what) => own[what] !== now[what])
    for (const what of changed) note.run(plan, person, clock(), by, what, now[what], own[what])
    if (changed.length > 0) write.run({ ...own, plan, person })
  }
}

/** What would stand there if `other` had said nothing; a check holds for the name that it was made of. */
function ownOf(now: Called, corrections: readonly Correction[], other: string): Called {
  const said = { ...now }
  for (const { what, from } of corrections.toReversed()) said[what] = from
  const own = { ...said }
  for (const { by, what, to } of corrections) {
    said[what] = to
    const isOfName = said.name === own.name && said.organisation === own.organisation
    const counts = what !== 'verified' || to === 'false' || isOfName
    if (by !== other && counts) own[what] = to
  }
  return own
}
