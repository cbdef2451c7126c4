import { Worker } from 'node:worker_threads'
import type { Finding } from '../../shared/commitment/checks/finding.ts'
import type { FieldDiff } from '../../shared/diff.ts'
import { Turns } from '../turns.ts'
import type { FromChecker, ToCheck, ToChecker, ToCompare } from './checkerThread.ts'

/** A large commitment against two plans takes 50 ms; ten times as long on a machine that is busy. */
const budget = 5000
/** A page asks for itself; over HTTP somebody asks for a few at a time. */
const mostWaiting = 4

export type Answered<Found = readonly Finding[]> =
  | { readonly is: 'found'; readonly findings: Found }
  /** It was ended: the text needs more than the budget. */
  | { readonly is: 'too-long' }
  /** This person has as many waiting as anybody may. */
  | { readonly is: 'too-many' }
  | { readonly is: 'failed'; readonly detail: string }

type Raw = Answered<Exclude<FromChecker, 'ready'>>
type Waiting = { readonly ask: ToChecker; readonly settle: (answered: Raw) => void }

/**
 * Checks and compares texts in a thread of its own, one after the other and everybody in turn, so that no text
 * holds up the loop that serves writers. What takes too long is ended with its thread.
 */
export class Checker {
  readonly #budget: number
  readonly #turns = new Turns<Waiting>(mostWaiting)
  #worker: Worker | null = null
  #ready = false
  #running: Waiting | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(milliseconds = budget) {
    this.#budget = milliseconds
  }

  /** Never rejects. */
  check(person: string, ask: ToCheck): Promise<Answered> {
    return this.#ask(person, ask) as Promise<Answered>
  }

  /** The same for what differs between two texts. */
  compare(person: string, ask: ToCompare): Promise<Answered<readonly FieldDiff[]>> {
    return this.#ask(person, ask) as Promise<Answered<readonly FieldDiff[]>>
  }

  #ask(person: string, ask: ToChecker): Promise<Raw> {
    return new Promise((settle) => {
      if (this.#turns.add(person, { ask, settle })) this.#next()
      else settle({ is: 'too-many' })
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
    this.#timer = setTimeout(() => this.#stop({ is: 'too-long' }), this.#budget)
  }

  #spawn(): Worker {
    const module = new URL('./checkerThread.ts', import.meta.url).href
    const worker = new Worker(new URL('../journal/thread.mjs', import.meta.url), {
      workerData: { module },
    })
    worker.unref()
    worker.on('message', (message: FromChecker) => {
      if (worker !== this.#worker) return
      if (message === 'ready') {
        // A thread that begins reads its rules first, which is not the text's fault.
        this.#ready = true
        if (this.#running) this.#watch()
        return
      }
      this.#end({ is: 'found', findings: message })
      this.#next()
    })
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#stop({ is: 'failed', detail: String(error) })
    })
    this.#worker = worker
    return worker
  }

  #stop(answered: Raw) {
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

  #end(answered: Raw) {
    const running = this.#running
    this.#running = null
    clearTimeout(this.#timer)
    running?.settle(answered)
  }
}
