import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Reading } from '../imports/read.ts'
import type { ExportCommitment } from './model.ts'
import type { ExportPlan } from './planLayout.ts'
import type { FromPress, StageReached, ToPress } from './pressChild.ts'
import type { PublicRecord } from './record/record.ts'
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
/** Typst keeps a little of every document: a fresh process now and then gives it back. */
const jobsPerProcess = 200

/** Node 20 cannot read TypeScript by itself; found from here, wherever the server was started. */
const loader = Reflect.get(process.features, 'typescript')
  ? []
  : ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]

export type Job =
  | { readonly of: 'commitment'; readonly model: ExportCommitment; readonly format: Format }
  | { readonly of: 'plan'; readonly plan: ExportPlan; readonly format: PlanFormat }
  | { readonly of: 'record'; readonly record: PublicRecord }
  /** A file that is read, not made: its `bytes` are a `ProposalResult` as JSON. */
  | { readonly of: 'import'; readonly reading: Reading }

export type Pressed =
  | ({ readonly ok: true } & Written)
  | {
      readonly ok: false
      readonly code: 'failed' | 'too-slow' | 'too-large' | 'crashed' | 'cancelled' | 'closed'
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

type Waiting = {
  readonly job: Job
  readonly progress: (progress: Progress) => void
  readonly settle: (pressed: Pressed) => void
}

/**
 * Makes documents in one long-lived child process, one at a time, so that the loop that serves
 * writers never waits for a document. What hangs is killed, and the next job gets a new process.
 */
export class Press {
  readonly #limit: number
  readonly #memory: number
  readonly #queue: Waiting[] = []
  #child: ChildProcess | null = null
  #jobs = 0
  #running: {
    readonly waiting: Waiting
    readonly timer: NodeJS.Timeout
    readonly watch: NodeJS.Timeout
  } | null = null
  #closed = false

  constructor(limits: { readonly seconds?: number; readonly megabytes?: number } = {}) {
    this.#limit = (limits.seconds ?? timeLimit) * 1000
    this.#memory = limits.megabytes ?? memoryLimit
  }

  /** `done` never rejects. */
  order(job: Job, progress: (progress: Progress) => void = () => undefined): Order {
    let settle: (pressed: Pressed) => void = () => undefined
    const done = new Promise<Pressed>((resolve) => {
      settle = resolve
    })
    const waiting = { job, progress, settle }
    if (this.#closed) settle(failure('closed', 'the press is closed'))
    else {
      this.#queue.push(waiting)
      this.#next()
      this.#tellQueue()
    }
    return { done, cancel: () => this.#cancel(waiting) }
  }

  /** Ends the child; what waits or runs is answered `closed`. */
  close(): void {
    this.#closed = true
    for (const { settle } of this.#queue.splice(0)) settle(failure('closed', 'the press is closed'))
    this.#end(failure('closed', 'the press is closed'))
    this.#kill()
  }

  #next() {
    if (this.#running || this.#closed) return
    const waiting = this.#queue.shift()
    if (!waiting) return
    if (this.#jobs >= jobsPerProcess) this.#kill()
    const child = this.#child ?? this.#spawn()
    this.#jobs++
    const timer = setTimeout(
      () => this.#stop(failure('too-slow', `${this.#limit} ms`)),
      this.#limit,
    )
    const watch = setInterval(() => this.#weigh(child), memoryWatch)
    this.#running = { waiting, timer, watch }
    this.#tellQueue()
    child.send(waiting.job satisfies ToPress, (error) => {
      if (error) this.#stop(failure('crashed', error.message))
    })
  }

  #spawn(): ChildProcess {
    const entry = fileURLToPath(new URL('./pressChild.ts', import.meta.url))
    const child = fork(entry, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapLimit}`, ...loader],
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
      if (child === this.#child) this.#stop(failure(why, `exit ${code ?? signal}`))
    })
    child.on('error', (error) => {
      if (child === this.#child) this.#stop(failure('crashed', error.message))
    })
    this.#child = child
    this.#jobs = 0
    return child
  }

  #hear(message: FromPress) {
    if (message.is === 'stage') {
      this.#running?.timer.refresh()
      const { is: _, ...reached } = message
      this.#running?.waiting.progress(reached)
      return
    }
    if (message.is === 'failed') this.#end(failure('failed', message.detail))
    else this.#end({ ok: true, bytes: message.bytes, repairs: message.repairs })
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
      this.#stop(cancelled)
      return
    }
    const index = this.#queue.indexOf(waiting)
    if (index < 0) return
    this.#queue.splice(index, 1)
    waiting.settle(cancelled)
    this.#tellQueue()
  }

  /** Native code cannot be interrupted, only killed. */
  #stop(pressed: Pressed) {
    this.#kill()
    this.#end(pressed)
    this.#next()
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
    clearTimeout(running.timer)
    clearInterval(running.watch)
    running.waiting.settle(pressed)
  }

  #tellQueue() {
    this.#queue.forEach(({ progress }, index) => {
      progress({ waiting: index + (this.#running ? 1 : 0) })
    })
  }
}

function failure(code: Extract<Pressed, { ok: false }>['code'], detail: string): Pressed {
  return { ok: false, code, detail }
}
