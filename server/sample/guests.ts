import { type Joined, joined } from '../../shared/api.ts'
import type { Role, Sector } from '../../shared/roles.ts'
import type { Ask } from './scene.ts'

/** Invented roles, so that nobody's words are put into anybody's mouth; each in its text's language. */
const guests = {
  secretariat: ['行動方案秘書單位', 'facilitator', 'government'],
  ministry: ['部會甲', 'co-author', 'government'],
  group: ['民間團體乙', 'co-author', 'civil-society'],
  university: ['大學丙', 'suggester', 'academia'],
  citizen: ['民眾丁', 'suggester', 'public'],
  ministryA: ['Ministry A', 'co-author', 'government'],
  groupB: ['Civil society organisation B', 'co-author', 'civil-society'],
  universityC: ['University C', 'suggester', 'academia'],
} as const satisfies Readonly<Record<string, readonly [name: string, Role, Sector]>>

export type Guest = keyof typeof guests

/** What stands behind a name where an organisation would. */
const invented = '虛構角色 · invented role'

/** Those who have worked on the sample. */
export class Guests {
  readonly #joined: ReadonlyMap<Guest, Joined>

  private constructor(joined: ReadonlyMap<Guest, Joined>) {
    this.#joined = joined
  }

  /** They come in by the plan's own invitations. */
  static async welcome(ask: Ask, codes: ReadonlyMap<Role, string>): Promise<Guests> {
    const all = new Map<Guest, Joined>()
    for (const guest of Object.keys(guests) as Guest[]) {
      const [name, role, sector] = guests[guest]
      const who = { code: codes.get(role), name, organisation: invented, sector }
      all.set(guest, joined.parse(await ask(null, 'POST', '/api/join', who)))
    }
    return new Guests(all)
  }

  placeOf(guest: Guest): Joined {
    const place = this.#joined.get(guest)
    if (!place) throw new Error(`${guest} is not there`)
    return place
  }

  /** Ids of those whom words name with `@`. */
  namedIn(words: string): string[] {
    const all = [...this.#joined.values()].map(({ person }) => person)
    return all.flatMap(({ id, name }) => (words.includes(`@${name}`) ? id : []))
  }

  tokenOf(guest: Guest): string {
    return this.placeOf(guest).token
  }

  /** Their sessions end: nobody can come in as one of them. */
  async leave(ask: Ask): Promise<void> {
    for (const { token } of this.#joined.values()) await ask(token, 'POST', '/api/leave')
  }
}
