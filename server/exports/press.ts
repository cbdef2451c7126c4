import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Reading } from '../imports/read.ts'
import { Turns } from '../turns.ts'
import type { ExportCommitment } from './model.ts'
import type { ExportPlan } from './planLayout.ts'
import type { FromPress, StageReached, ToPress } from './pressChild.ts'
import type { PublicRecord } from './record/record.ts'
import type { ModelSource, PlanSource, RecordSource } from './source.ts'
import type { Format, PlanFormat, Written } from './write.ts'

/** Longer than any plan takes; a document that needs more never ends. Of a zip: each of its files. */
const timeLimit = 30
/** V8's heap of the child in MB; fonts and Typst take about 400 MB beside it. */
const heapLimit = 512
/** All that the child may hold, in MB: native code knows no limit of V8's. Five times a large plan. */
const memoryLimit = 2048
/** Often enough that native code cannot fill a small server in between, in ms. */
const memoryWatch = 200
/** What Linux counts memory in, by its `/proc`. */
const pageBytes = 4096
/** What one person may have waiting, of small documents and of large ones: a page orders one by one. */
const mostWaiting = 4
/** Small documents that are made before a large one's turn: they take a second, it takes many. */
const smallBetween = 8
/** Typst keeps a little of every document: a fresh process now and then gives it back. */
const jobsPerProcess = 200

/** Node 20 cannot read TypeScript by itself; found from here, wherever the server was started. */
const loader = Reflect.get(process.features, 'typescript')
  ? []
  : ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]

/** What is to be made, of models or of what they are made from; the server's own loop makes none. */
export type Job =
  | {
      readonly of: 'commitment'
      readonly model: ExportCommitment | ModelSource
      readonly format: Format
    }
  | {
      readonly of: 'plan'
      readonly plan: ExportPlan | PlanSource
      readonly format: PlanFormat
    }
  | {
      readonly of: 'record'
      readonly record: PublicRecord | RecordSource
      /** One of its PDF files has cost the process. */
      readonly withoutPdf?: boolean
    }
  /** A file that is read, not made: its `bytes` are a `ProposalResult` as JSON. */
  | {
      readonly of: 'import'
      readonly reading: Omit<Reading, 'base'> & { readonly base: ExportCommitment | ModelSource }
    }

export type Pressed =
  | ({ readonly ok: true; readonly name: string } & Written)
  | {
      readonly ok: false
      readonly code:
        | 'failed'
        | 'too-slow'
        | 'too-large'
        | 'crashed'
        | 'cancelled'
        | 'closed'
        /** Whoever asks has as many waiting as anybody may. */
        | 'too-many'
        /** When its turn came there was nothing to make. */
        | 'nothing'
      /** For the log; not for people. */
      readonly detail: string
    }

/** Where a job is: how many wait before it, then what the child is doing. */
export type Progress = { readonly waiting: number } | StageReached

export type Order = {
  readonly done: Promise<Pressed>
  /** Drops the job; one that runs is killed with its process. */
  readonly cancel: () => void
}

/**
 * What is to be made, or how it is found out: when its turn has come, so that what waits takes neither
 * time nor memory. Null: there is nothing to make.
 */
export type Work = Job | (() => Promise<Job | null>)

/** For whom: everybody has a turn. A large document takes many seconds, and small ones go between. */
export type Ordering = { readonly by?: string | undefined; readonly isLarge?: boolean | undefined }

type Waiting = {
  readonly work: Work
  readonly progress: (progress: Progress) => void
  readonly settle: (pressed: Pressed) => void
}

type Running = {
  readonly waiting: Waiting
  /** Null while it is found out what is to be made. */
  making: {
    readonly job: Job
    readonly timer: NodeJS.Timeout
    readonly watch: NodeJS.Timeout
    /** Where it was when it was last heard of. */
    at: StageReached | null
  } | null
}

/**
 * Makes documents in one long-lived child process, one at a time, so that the loop that serves
 * writers never waits for a document. What hangs is killed, and the next job gets a new process.
 */
export class Press {
  readonly #limit: number
  readonly #memory: number
  readonly #heap: number
  readonly #small = new Turns<Waiting>(mostWaiting)
  readonly #large = new Turns<Waiting>(mostWaiting)
  #smallInARow = 0
  #orders = 0
  #child: ChildProcess | null = null
  #jobs = 0
  #running: Running | null = null
  #closed = false

  /** `heap`: what of the `megabytes` its own values may take. */
  constructor(
    limits: {
      readonly seconds?: number
      readonly megabytes?: number
      readonly heap?: number
    } = {},
  ) {
    this.#limit = (limits.seconds ?? timeLimit) * 1000
    this.#memory = limits.megabytes ?? memoryLimit
    this.#heap = limits.heap ?? heapLimit
  }

  /** Whether this person has as many waiting as anybody may. */
  isFull(person: string, isLarge: boolean): boolean {
    return (isLarge ? this.#large : this.#small).isFull(person)
  }

  /** `done` never rejects. Without `by` it is somebody of their own. */
  order(
    work: Work,
    progress: (progress: Progress) => void = () => undefined,
    { by, isLarge = false }: Ordering = {},
  ): Order {
    this.#orders += 1
    let settle: (pressed: Pressed) => void = () => undefined
    const done = new Promise<Pressed>((resolve) => {
      settle = resolve
    })
    const waiting = { work, progress, settle }
    const turns = isLarge ? this.#large : this.#small
    if (this.#closed) settle(failure('closed', 'the press is closed'))
    else if (!turns.add(by ?? `order ${this.#orders}`, waiting)) {
      settle(failure('too-many', `${mostWaiting} are waiting`))
    } else {
      this.#next()
      this.#tellQueue()
    }
    return { done, cancel: () => this.#cancel(waiting) }
  }

  /** Ends the child; what waits or runs is answered `closed`. */
  close(): void {
    this.#closed = true
    for (const { settle } of [...this.#small.clear(), ...this.#large.clear()]) {
      settle(failure('closed', 'the press is closed'))
    }
    this.#end(failure('closed', 'the press is closed'))
    this.#kill()
  }

  #next() {
    if (this.#running || this.#closed) return
    const waiting = this.#take()
    if (!waiting) return
    const running: Running = { waiting, making: null }
    this.#running = running
    this.#tellQueue()
    if (typeof waiting.work === 'object') this.#make(running, waiting.work)
    else void this.#prepare(running, waiting.work)
  }

  /** Small ones first; a large one when none waits, or has waited for enough of them. */
  #take(): Waiting | undefined {
    const small = this.#smallInARow < smallBetween ? this.#small.next() : undefined
    this.#smallInARow = small ? this.#smallInARow + 1 : 0
    return small ?? this.#large.next() ?? this.#small.next()
  }

  async #prepare(running: Running, work: () => Promise<Job | null>) {
    const found = await work().catch((error: unknown) =>
      failure('failed', error instanceof Error ? (error.stack ?? error.message) : String(error)),
    )
    // Cancelled meanwhile.
    if (this.#running !== running) return
    if (found && 'of' in found) {
      this.#make(running, found)
      return
    }
    this.#end(found ?? failure('nothing', 'nothing to make'))
    this.#next()
  }

  #make(running: Running, job: Job) {
    if (this.#jobs >= jobsPerProcess) this.#kill()
    const child = this.#child ?? this.#spawn()
    this.#jobs++
    const timer = setTimeout(
      () => this.#stop(failure('too-slow', `${this.#limit} ms`)),
      this.#limit,
    )
    const watch = setInterval(() => this.#weigh(child), memoryWatch)
    running.making = { job, timer, watch, at: null }
    child.send(job satisfies ToPress, (error) => {
      if (error) this.#stop(failure('crashed', error.message))
    })
  }

  #spawn(): ChildProcess {
    const entry = fileURLToPath(new URL('./pressChild.ts', import.meta.url))
    const child = fork(entry, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.#heap}`, ...loader],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, TZ: 'UTC' },
    })
    // On a machine with few processors people who write come first; a document can wait.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    child.unref()
    child.channel?.unref()
    child.on('message', (message: FromPress) => {
      if (child === this.#child) this.#hear(message)
    })
    child.on('exit', (code, signal) => {
      // V8 aborts its process when the heap is full.
      const why = signal === 'SIGABRT' ? 'too-large' : 'crashed'
      if (child === this.#child) this.#lost(failure(why, `exit ${code ?? signal}`))
    })
    child.on('error', (error) => {
      if (child === this.#child) this.#lost(failure('crashed', error.message))
    })
    this.#child = child
    this.#jobs = 0
    return child
  }

  #hear(message: FromPress) {
    if (message.is === 'stage') {
      this.#running?.making?.timer.refresh()
      const { is: _, ...reached } = message
      if (this.#running?.making) this.#running.making.at = reached
      this.#running?.waiting.progress(reached)
      return
    }
    if (message.is === 'failed') this.#end(failure('failed', message.detail))
    else {
      const { name, bytes, repairs } = message
      this.#end({ ok: true, name, bytes, repairs })
    }
    this.#next()
  }

  /** Where there is no `/proc`, V8's own limit is all there is. */
  async #weigh(child: ChildProcess) {
    const statm = await readFile(`/proc/${child.pid}/statm`, 'utf8').catch(() => '')
    const megabytes = (Number(statm.split(' ')[1] ?? 0) * pageBytes) / 2 ** 20
    if (megabytes <= this.#memory || child !== this.#child) return
    this.#stop(failure('too-large', `${Math.round(megabytes)} MB`))
  }

  #cancel(waiting: Waiting) {
    const cancelled = failure('cancelled', 'by the person who asked')
    if (this.#running?.waiting === waiting) {
      if (this.#running.making) this.#kill()
      this.#end(cancelled)
      this.#next()
      return
    }
    if (!this.#small.drop(waiting) && !this.#large.drop(waiting)) return
    waiting.settle(cancelled)
    this.#tellQueue()
  }

  /** Native code cannot be interrupted, only killed. */
  #stop(pressed: Pressed) {
    this.#kill()
    if (this.#goesWithoutPdf()) return
    this.#end(pressed)
    this.#next()
  }

  /** A public record is made once more, without what took longest or most: its PDF files. */
  #goesWithoutPdf(): boolean {
    const making = this.#running?.making
    if (!this.#running || making?.job.of !== 'record' || making.job.withoutPdf) return false
    if (!making.at?.of || this.#closed) return false
    clearTimeout(making.timer)
    clearInterval(making.watch)
    this.#make(this.#running, { ...making.job, withoutPdf: true })
    return true
  }

  /** The child is gone: with it what it was making, and nothing else. */
  #lost(pressed: Pressed) {
    if (this.#running?.making) this.#stop(pressed)
    else this.#kill()
  }

  #kill() {
    const child = this.#child
    this.#child = null
    child?.kill('SIGKILL')
  }

  #end(pressed: Pressed) {
    const running = this.#running
    this.#running = null
    if (!running) return
    clearTimeout(running.making?.timer)
    clearInterval(running.making?.watch)
    running.waiting.settle(pressed)
  }

  #tellQueue() {
    const before = this.#running ? 1 : 0
    for (const turns of [this.#small, this.#large]) {
      turns.inOrder().forEach(({ progress }, index) => {
        progress({ waiting: index + before })
      })
    }
  }
}

function failure(
  code: Extract<Pressed, { ok: false }>['code'],
  detail: string,
): Extract<Pressed, { ok: false }> {
  return { ok: false, code, detail }
}
