import type { Database } from 'better-sqlite3'
import { appearances } from '../../../shared/appearance.ts'
import { isSamePerson } from '../../../shared/record/onePerson.ts'
import type { Merged, People, Refused } from '../access.ts'

/**
 * People who came into a plan twice. Both entries stay; the one that stands says what the person is
 * called and what they may do. None is merged into one that is merged itself.
 */
export function accessMerged(
  db: Database,
  changed: (person: string) => void,
): Pick<People, 'merged' | 'merge' | 'part'> {
  const of = db.prepare<[string], Merged>(
    `select person, stands as "into", made_by as "by", at from merged_people
     where plan = ? order by at, person`,
  )
  const member = db.prepare<[string, string], MemberRow>(
    'select muted, removed, appears_as from members where plan = ? and person = ?',
  )
  const add = db.prepare('insert into merged_people values (?, ?, ?, ?, ?)')
  const drop = db.prepare('delete from merged_people where plan = ? and person = ?')
  // nobody gains by it: who was muted, or wanted not to be named, under one name is so under both
  const settle = db.prepare(
    `update members set muted = @muted, appears_as = @appears where plan = @plan and person in (
       select @into union select person from merged_people where plan = @plan and stands = @into)`,
  )
  const erased = db.prepare('select 1 from erasures where person in (?, ?)')
  const leads = db
    .prepare<{ readonly plan: string }, number>(
      `select count(*) from members where plan = @plan and role = 'facilitator' and not removed
       and not muted and person not in (select person from merged_people where plan = @plan)`,
    )
    .pluck()

  const merge = db.transaction(
    (plan: string, person: string, into: string, by: string): Merged | Refused => {
      const [second, first] = [member.get(plan, person), member.get(plan, into)]
      if (!second || !first || first.removed || person === into)
        return { refused: 'no-such-person' }
      // an erased name would be read again, as that of whoever lives on
      if (erased.get(person, into)) return { refused: 'person-erased' }
      const known = of.all(plan)
      const already = known.find((one) => one.person === person)
      if (already?.into === into) return already
      const takesPart = known.some((one) => [one.person, one.into].includes(person))
      if (takesPart || known.some((one) => one.person === into))
        return { refused: 'already-merged' }
      const at = Date.now()
      add.run(plan, person, into, by, at)
      const reserved =
        appearances.indexOf(second.appears_as) > appearances.indexOf(first.appears_as)
      const appears = reserved ? second.appears_as : first.appears_as
      settle.run({ muted: second.muted | first.muted, appears, plan, into })
      if (leads.get({ plan }) === 0) throw new NobodyLeads()
      return { person, into, by, at }
    },
  )
  const part = db.transaction((plan: string, person: string, by: string): Merged | Refused => {
    const all = of.all(plan)
    const known = all.find((one) => one.person === person)
    if (!known) return { refused: 'no-such-person' }
    // it would make two of them who answer each other
    const merged = Object.fromEntries(all.map((one) => [one.person, one]))
    if (isSamePerson({ merged }, person, by)) return { refused: 'not-allowed' }
    drop.run(plan, person)
    return known
  })

  return {
    async merged(plan) {
      return of.all(plan)
    },
    async merge(plan, person, into, by) {
      try {
        return told(merge.immediate(plan, person, into, by))
      } catch (error) {
        if (error instanceof NobodyLeads) return { refused: 'last-facilitator' }
        throw error
      }
    },
    async part(plan, person, by) {
      return told(part.immediate(plan, person, by))
    },
  }

  function told(done: Merged | Refused): Merged | Refused {
    if ('refused' in done) return done
    changed(done.person)
    changed(done.into)
    return done
  }
}

type MemberRow = {
  readonly muted: 0 | 1
  readonly removed: 0 | 1
  readonly appears_as: (typeof appearances)[number]
}

/** Takes the step back that would have left the plan without anybody who facilitates it. */
class NobodyLeads extends Error {}
