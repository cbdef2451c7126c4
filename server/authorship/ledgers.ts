import { Ledger } from '../../shared/authorship/ledger.ts'
import type { Journal } from '../journal/journal.ts'
import { slices } from '../reading.ts'

/** Ledgers of so many commitments are kept; a whole plan's report fits, and memory stays bounded. */
const kept = 100

/** Folds the journal into ledgers, each entry once, when somebody asks who wrote what. */
export class Ledgers {
  readonly #journal: Pick<Journal, 'read'>
  readonly #ledgers = new Map<string, Promise<Ledger>>()

  constructor(journal: Pick<Journal, 'read'>) {
    this.#journal = journal
  }

  /** The commitment's ledger up to its newest durable entry. */
  current(commitment: string): Promise<Ledger> {
    const known = this.#ledgers.get(commitment) ?? Promise.resolve(new Ledger())
    const next = known.then((ledger) => this.#catchUp(commitment, ledger))
    this.#ledgers.delete(commitment)
    this.#ledgers.set(commitment, next)
    next.catch(() => this.#ledgers.delete(commitment))
    for (const oldest of this.#ledgers.keys()) {
      if (this.#ledgers.size <= kept) break
      this.#ledgers.delete(oldest)
    }
    return next
  }

  async #catchUp(commitment: string, ledger: Ledger): Promise<Ledger> {
    const rest = slices()
    for await (const entry of this.#journal.read(commitment, ledger.seq)) {
      await rest()
      ledger.fold(entry)
    }
    return ledger
  }
}
