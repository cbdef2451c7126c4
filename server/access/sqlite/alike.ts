import type { Database } from 'better-sqlite3'
import type { People } from '../access.ts'

/**
 * Who may be one person under two names, as far as can be known: they came in on the same device. At
 * a shared one they are two all the same, and that is what a facilitator says who has verified both.
 */
export function accessAlike(db: Database): Pick<People, 'alike'> & {
  note(device: string, person: string): void
} {
  const note = db.prepare('insert or ignore into devices values (?, ?)')
  // Under whichever of their entries either of them came in: \`stood\` is each plan's own word for it.
  const alike = db
    .prepare<{ readonly plan: string; readonly person: string }, string>(
      `with stood as (
         select members.person, coalesce(stands, members.person) as stands from members
         left join merged_people using (plan, person) where members.plan = @plan
       ), checked as (
         select person from members where plan = @plan and verified
       ), me as (
         select coalesce((select stands from stood where person = @person), @person) as stands
       )
       select distinct entry.person from stood mine
       join devices held on held.person = mine.person
       join devices other on other.device = held.device
       join stood found on found.person = other.person
       join stood entry on entry.stands = found.stands
       join me on mine.stands = me.stands and found.stands <> me.stands
       where not (me.stands in checked and found.stands in checked)`,
    )
    .pluck()
  return {
    note: (device, person) => void note.run(device, person),
    async alike(plan, person) {
      return new Set(alike.all({ plan, person }))
    },
  }
}
