/**
 * Who waits for one worker: everybody in turn, however much one of them asks for. Each person may have
 * a few waiting and no more.
 */
export class Turns<Job> {
  readonly #most: number
  /** In the order of their turns. */
  readonly #waiting = new Map<string, Job[]>()

  constructor(mostWaiting: number) {
    this.#most = mostWaiting
  }

  /** How many wait in all. */
  get size(): number {
    let size = 0
    for (const jobs of this.#waiting.values()) size += jobs.length
    return size
  }

  /** Whether the person has as many waiting as anybody may. */
  isFull(person: string): boolean {
    return (this.#waiting.get(person)?.length ?? 0) >= this.#most
  }

  /** False: there is no room for another one of this person's. */
  add(person: string, job: Job): boolean {
    if (this.isFull(person)) return false
    this.#waiting.set(person, [...(this.#waiting.get(person) ?? []), job])
    return true
  }

  /** Takes the oldest of whose turn it is; they come last then. */
  next(): Job | undefined {
    for (const [person, [job, ...others]] of this.#waiting) {
      this.#waiting.delete(person)
      if (others.length > 0) this.#waiting.set(person, others)
      return job
    }
    return undefined
  }

  /** False: it was not waiting. */
  drop(job: Job): boolean {
    for (const [person, jobs] of this.#waiting) {
      const others = jobs.filter((one) => one !== job)
      if (others.length === jobs.length) continue
      if (others.length > 0) this.#waiting.set(person, others)
      else this.#waiting.delete(person)
      return true
    }
    return false
  }

  /** All that wait, as they would be taken if nobody else came. */
  inOrder(): Job[] {
    const lists = [...this.#waiting.values()]
    const rounds = Math.max(0, ...lists.map(({ length }) => length))
    return Array.from({ length: rounds }, (_, round) =>
      lists.flatMap((jobs) => jobs.slice(round, round + 1)),
    ).flat()
  }

  /** Takes all. */
  clear(): Job[] {
    const jobs = this.inOrder()
    this.#waiting.clear()
    return jobs
  }
}
