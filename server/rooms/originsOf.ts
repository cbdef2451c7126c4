import { noOrigins } from '../../shared/authorship/origins.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { home } from '../../shared/text/identity.ts'
import { extendsList } from '../../shared/text/lists.ts'

type Followed = Pick<CommitmentRecord, 'origins' | 'clients'>

/** How many origins stand in a record by each person's doing; what came since is added to what was known. */
export class OriginsOf {
  #counted = noOrigins
  #counts = new Map<string, number>()

  of(person: string, { origins, clients }: Followed): number {
    const grown = extendsList(origins, this.#counted)
    if (!grown) this.#counts = new Map()
    for (const { to } of grown ? origins.slice(this.#counted.length) : origins) {
      const who = bindingOf(clients, home(to[0]))?.person
      if (who !== undefined) this.#counts.set(who, (this.#counts.get(who) ?? 0) + 1)
    }
    this.#counted = origins
    return this.#counts.get(person) ?? 0
  }
}
