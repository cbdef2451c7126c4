import { templatePerson } from '../../shared/authorship/attribution.ts'
import { countCharacters } from '../../shared/authorship/shares.ts'
import type { Template } from '../../shared/commitment/template.ts'
import type { PersonView } from '../../shared/protocol.ts'
import type { Contribution } from './model.ts'

/**
 * Who brought in how much of each section, from an attribution report's fields: counted as the
 * report counts, by speaker. Milestone cells count together as their section; template text is
 * nobody's; what waits for an answer is told apart. Sections in the form's order, people by the size of their part.
 */
export function contributionsOf(
  fields: readonly {
    readonly name: string
    readonly runs: readonly {
      readonly text: string
      readonly person: string
      readonly onBehalfOf?: string | null | undefined
      readonly pending?: boolean | undefined
    }[]
  }[],
  people: Iterable<PersonView>,
  template: Template,
): Contribution[] {
  const sectors = new Map(Array.from(people, ({ id, sector }) => [id, sector]))
  const rows = template.fields.find(({ kind }) => kind === 'milestones')?.name
  return template.fields.flatMap(({ name }): Contribution[] => {
    const characters = new Map<string, number>()
    const waiting = new Map<string, number>()
    for (const field of fields) {
      if (field.name !== name && !(name === rows && field.name.startsWith('row.'))) continue
      for (const { text, person, onBehalfOf, pending } of field.runs) {
        if (person === templatePerson) continue
        const speaker = onBehalfOf ?? person
        const counts = pending ? [characters, waiting] : [characters]
        for (const count of counts)
          count.set(speaker, (count.get(speaker) ?? 0) + countCharacters(text))
      }
    }
    const shares = [...characters]
      .filter(([, count]) => count > 0)
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([person, count]) => ({
        person,
        sector: sectors.get(person) ?? null,
        characters: count,
        ...(waiting.get(person) && { waiting: waiting.get(person) ?? 0 }),
      }))
    return shares.length > 0 ? [{ field: name, shares }] : []
  })
}
