import { Worker } from 'node:worker_threads'
import { Turns } from './turns.ts'

export type Answered<Found> =
  | { readonly is: 'found'; readonly found: Found }
  /** It was ended: it needs more than the budget. */
  | { readonly is: 'too-long' }
  /** This person has as many waiting as anybody may. */
  | { readonly is: 'too-many' }
  /** All together have as many waiting as may. */
  | { readonly is: 'busy' }
  /** `code`: the system's or the storage's, where there is one. */
  | { readonly is: 'failed'; readonly detail: string; readonly code?: string | null }

type Waiting<Ask, Found> = {
  readonly ask: Ask
  readonly settle: (answered: Answered<Found>) => void
}

/** What a thread says: that it can be asked, or its answer, or why there is none. */
export type FromAside<Found> =
  | 'ready'
  | { readonly found: Found }
  | { readonly error: string; readonly code: string | null }

type Options = {
  /** The thread's module: it says `ready`, and then one answer to each message. */
  readonly module: URL
  /** What it begins with. */
  readonly given?: object
  /** In ms; what takes longer is ended with its thread. */
  readonly budget: number
  /** How much each person may have waiting, and all together. */
  readonly mostWaiting: number
  readonly mostInAll?: number
}

/**
 * Work that is done in a thread of its own, one after the other and everybody in turn, so that it does
 * not hold up the loop that serves writers.
 */
export class Aside<Ask, Found> {
  readonly #options: Options
  readonly #turns: Turns<Waiting<Ask, Found>>
  #worker: Worker | null = null
  #ready = false
  #running: Waiting<Ask, Found> | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
    this.#turns = new Turns(options.mostWaiting)
  }

  /** Never rejects. */
  ask(person: string, ask: Ask): Promise<Answered<Found>> {
    const { mostInAll = Number.POSITIVE_INFINITY } = this.#options
    return new Promise((settle) => {
      if (this.#turns.isFull(person)) settle({ is: 'too-many' })
      else if (this.#turns.size >= mostInAll) settle({ is: 'busy' })
      else {
        this.#turns.add(person, { ask, settle })
        this.#next()
      }
    })
  }

  async close(): Promise<void> {
    for (const { settle } of this.#turns.clear()) settle({ is: 'failed', detail: 'closed' })
    this.#end({ is: 'failed', detail: 'closed' })
    await this.#kill()
  }

  #next() {
    if (this.#running) return
    const waiting = this.#turns.next()
    if (!waiting) return
    const worker = this.#worker ?? this.#spawn()
    this.#running = waiting
    worker.postMessage(waiting.ask)
    if (this.#ready) this.#watch()
  }

  #watch() {
    this.#timer = setTimeout(() => this.#stop({ is: 'too-long' }), this.#options.budget)
  }

  #spawn(): Worker {
    const { module, given } = this.#options
    const worker = new Worker(new URL('./journal/thread.mjs', import.meta.url), {
      workerData: { module: module.href, ...given },
    })
    worker.unref()
    worker.on('message', (message: FromAside<Found>) => {
      if (worker !== this.#worker) return
      if (message === 'ready') {
        // A thread that begins reads its modules first, which is not the fault of what is asked.
        this.#ready = true
        if (this.#running) this.#watch()
        return
      }
      if ('found' in message) this.#end({ is: 'found', found: message.found })
      else this.#end({ is: 'failed', detail: message.error, code: message.code })
      this.#next()
    })
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#stop({ is: 'failed', ...told(error) })
    })
    this.#worker = worker
    return worker
  }

  #stop(answered: Answered<Found>) {
    void this.#kill()
    this.#end(answered)
    this.#next()
  }

  async #kill(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#ready = false
    await worker?.terminate()
  }

  #end(answered: Answered<Found>) {
    const running = this.#running
    this.#running = null
    clearTimeout(this.#timer)
    running?.settle(answered)
  }
}

function told(error: unknown): { readonly detail: string; readonly code: string | null } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  return { detail: String(error), code }
}
