import type { Database } from 'better-sqlite3'
import { isSamePerson, saidOfOneself } from '../../../shared/record/onePerson.ts'
import type { Clock } from '../../clock.ts'
import type { Merged, People, Refused } from '../access.ts'
import { ofAll } from './asOne.ts'
import { restoring } from './restoring.ts'

/**
 * People who came into a plan twice. Both entries stay; the one that stands says what the person is
 * called and what they may do. None is merged into one that is merged itself.
 */
export function accessMerged(
  db: Database,
  changed: (person: string) => void,
  clock: Clock,
): Pick<People, 'merged' | 'merge' | 'part'> {
  const of = db.prepare<[string], Merged>(
    `select person, stands as "into", made_by as "by", at from merged_people
     where plan = ? order by at, person`,
  )
  const member = db.prepare<[string, string], MemberRow>(
    'select removed from members where plan = ? and person = ?',
  )
  const add = db.prepare('insert into merged_people values (?, ?, ?, ?, ?)')
  const drop = db.prepare('delete from merged_people where plan = ? and person = ?')
  const appears = db
    .prepare<[string, string], string>(
      `select ${ofAll('appears_as', 'members.plan', 'members.person')} from members where plan = ? and person = ?`,
    )
    .pluck()
  // nobody becomes more public by it: as they appeared as one, both do
  const settle = db.prepare(
    `update members set appears_as = @as where plan = @plan and person in (
       select @into union select person from merged_people where plan = @plan and stands = @into)`,
  )
  const restore = restoring(db, clock)
  const erased = db.prepare('select 1 from erasures where person in (?, ?)')
  /** Who facilitates besides `but`, counted by who stands. */
  const leads = db
    .prepare<{ readonly plan: string; readonly but: string | null }, number>(
      `select count(*) from members where plan = @plan and person is not @but and role = 'facilitator' and not removed
       and not ${ofAll('muted', 'members.plan', 'members.person')}
       and person not in (select person from merged_people where plan = @plan)`,
    )
    .pluck()

  const merge = db.transaction(
    (plan: string, person: string, into: string, by: string): Merged | Refused => {
      const [second, first] = [member.get(plan, person), member.get(plan, into)]
      if (!second || !first || first.removed || person === into)
        return { refused: 'no-such-person' }
      const known = of.all(plan)
      // who says so of themselves gains what the other may, and could not take it back
      const merged = Object.fromEntries(known.map((one) => [one.person, one]))
      const isOwn = [person, into].some((one) => isSamePerson({ merged }, one, by))
      // but for who facilitates alone: they gain nothing by it, take it back, and nobody else is there to say it
      const isAlone = by === into && leads.get({ plan, but: by }) === 0
      if (isOwn && !isAlone) return { refused: 'merges-oneself' }
      // an erased name would be read again, as that of whoever lives on
      if (erased.get(person, into)) return { refused: 'person-erased' }
      const already = known.find((one) => one.person === person)
      if (already?.into === into) return already
      const takesPart = known.some((one) => [one.person, one.into].includes(person))
      if (takesPart || known.some((one) => one.person === into))
        return { refused: 'already-merged' }
      const at = clock()
      add.run(plan, person, into, by, at)
      if (leads.get({ plan, but: null }) === 0) throw new NobodyLeads()
      return { person, into, by, at }
    },
  )
  const part = db.transaction((plan: string, person: string, by: string): Merged | Refused => {
    const all = of.all(plan)
    const known = all.find((one) => one.person === person)
    if (!known) return { refused: 'no-such-person' }
    // it would make two of them who answer each other
    const merged = Object.fromEntries(all.map((one) => [one.person, one]))
    if (isSamePerson({ merged }, person, by) && !saidOfOneself(known, by))
      return { refused: 'not-allowed' }
    settle.run({ plan, into: known.into, as: appears.get(plan, known.into) })
    restore(plan, known, by)
    drop.run(plan, person)
    return known
  })

  return {
    async merged(plan) {
      return of.all(plan)
    },
    async merge(plan, person, into, by) {
      try {
        return told(plan, merge.immediate(plan, person, into, by))
      } catch (error) {
        if (error instanceof NobodyLeads) return { refused: 'last-facilitator' }
        throw error
      }
    },
    async part(plan, person, by) {
      return told(plan, part.immediate(plan, person, by))
    },
  }

  function told(plan: string, done: Merged | Refused): Merged | Refused {
    if ('refused' in done) return done
    // a mute or a role of one has been that of all of them
    const others = of.all(plan).filter(({ into }) => into === done.into)
    for (const one of new Set([done.person, done.into, ...others.map(({ person }) => person)]))
      changed(one)
    return done
  }
}

type MemberRow = { readonly removed: 0 | 1 }

/** Takes the step back that would have left the plan without anybody who facilitates it. */
class NobodyLeads extends Error {}
