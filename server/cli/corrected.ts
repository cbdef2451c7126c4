import type { Member } from '../../shared/api.ts'

type Corrected = Extract<Member['corrections'][number]['what'], 'sector' | 'role'>

/** How long before it is durable an act's person may have been asked who they are, and clocks differ, in ms. */
export const grace = 60_000

/**
 * What somebody's sector or role was about then, by what was corrected since; null: that was erased
 * with their name. An invitation that raises a role is no correction: before the first one of these a
 * role may have been lower, and never was higher.
 */
export function wasAt(member: Member, what: Corrected, at: number): Set<string> | null {
  if (member.name === '') return null
  const had = new Set<string>()
  let until = Number.POSITIVE_INFINITY
  let was: string = member[what]
  for (const one of member.corrections.filter((each) => each.what === what).toReversed()) {
    if (one.at - grace <= at && at - grace <= until) had.add(was)
    until = one.at
    was = one.from
  }
  if (at - grace <= until) had.add(was)
  return had
}
