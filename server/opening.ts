import type { Template } from '../shared/commitment/template.ts'
import type { Locale } from '../shared/locale/locale.ts'
import type { Access, CommitmentInfo } from './access/access.ts'
import { hiding } from './access/hidden.ts'
import type { Foundation } from './rooms/foundation.ts'
import type { Rooms } from './rooms/rooms.ts'
import { type Beginning, seedBody } from './seed.ts'

export type Opening = {
  readonly plan: string
  readonly template: Template
  readonly title: string
  readonly locale: Locale
  readonly beginning: Beginning
  /** Where the beginning was written, in words or as an address; null: it is the form's own. */
  readonly source: string | null
  /** Person. */
  readonly by: string
}

type Ground = { readonly access: Access; readonly rooms: Rooms }

/**
 * Opens a commitment: its place in the plan, and its first journal entry with its first text.
 * `following`: the parts that do what follows once it has its place.
 */
export async function openCommitment(
  { access, rooms, following }: Ground & { readonly following?: Pick<Ground, 'access'> },
  { plan, template, title, locale, beginning, source, by }: Opening,
): Promise<CommitmentInfo> {
  const form = { template: template.id, templateVersion: template.version }
  const info = await access.commitments.create({ plan, ...form, locale, title })
  const known = following?.access ?? access
  try {
    const seed = (doc: Parameters<typeof seedBody>[0]) =>
      seedBody(doc, beginning, source === null ? 'template' : 'imported')
    const twoKeys = await known.plans.asksTwoKeys(plan)
    const merged = await known.people.merged(plan)
    await rooms.create(info.id, { plan, ...form, locale, by, source, seed, twoKeys, merged })
  } catch (error) {
    await known.commitments.withdraw(info.id)
    throw error
  }
  return info
}

type Asked = 'people' | 'speakers' | 'hidden'

/** What rooms ask about people. */
export function peopleOf({ people, placeIn, plans }: Access): Pick<Foundation, Asked> {
  return {
    people: people.views,
    async hidden(plan) {
      const words = await plans.hidden(plan)
      return { count: words.length, hide: hiding(words) }
    },
    async speakers(plan, ids) {
      const places = await Promise.all(ids.map((id) => placeIn(id, plan)))
      return places.flatMap((place) => place?.person ?? [])
    },
  }
}
