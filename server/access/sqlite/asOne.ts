/**
 * What is said of a person as one is read of all their entries, and each entry keeps what is its own:
 * a mute of any holds, and of the ways to appear the most reserved, whose words stand in that order
 * of the alphabet, too. `plan` and `stands` in SQL: the plan, and the entry that stands for the person.
 */
export function ofAll(column: 'muted' | 'appears_as', plan: string, stands: string): string {
  return `(select max(each.${column}) from members each
     where each.plan = ${plan} and each.person in (select ${stands} union all
       select other.person from merged_people other
       where other.plan = ${plan} and other.stands = ${stands}))`
}
