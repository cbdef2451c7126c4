import type { Finding } from '../../shared/commitment/checks/finding.ts'
import type { FieldDiff } from '../../shared/diff.ts'
import { type Answered, Aside } from '../aside.ts'
import type { Found, ToCheck, ToChecker, ToCompare } from './checkerThread.ts'

/** A large commitment against two plans takes 50 ms; ten times as long on a machine that is busy. */
const budget = 5000
/** A page asks for itself; over HTTP somebody asks for a few at a time. */
const mostWaiting = 4

/**
 * Checks and compares texts in a thread of its own, so that no text holds up the loop that serves
 * writers. What takes too long is ended with its thread.
 */
export class Checker {
  readonly #aside: Aside<ToChecker, Found>

  constructor(milliseconds = budget) {
    const module = new URL('./checkerThread.ts', import.meta.url)
    this.#aside = new Aside({ module, budget: milliseconds, mostWaiting })
  }

  /** Never rejects. */
  check(person: string, ask: ToCheck): Promise<Answered<readonly Finding[]>> {
    return this.#aside.ask(person, ask) as Promise<Answered<readonly Finding[]>>
  }

  /** The same for what differs between two texts. */
  compare(person: string, ask: ToCompare): Promise<Answered<readonly FieldDiff[]>> {
    return this.#aside.ask(person, ask) as Promise<Answered<readonly FieldDiff[]>>
  }

  close(): Promise<void> {
    return this.#aside.close()
  }
}
