import { readProposal } from '../imports/read.ts'
import type { Job } from './press.ts'
import { writeRecord } from './record/record.ts'
import { type Written, write, writePlan } from './write.ts'

/** What people see on the way; `setting` is nearly all of the time. */
export type StageReached = {
  readonly stage: 'setting' | 'sending'
  /** Files made, where a job makes several, and how many there will be. */
  readonly done?: number
  readonly of?: number
}

export type ToPress = Job
export type FromPress =
  | ({ readonly is: 'stage' } & StageReached)
  | ({ readonly is: 'written' } & Written)
  | { readonly is: 'failed'; readonly detail: string }

/* The child process of press.ts: a job comes in, a document goes out, nothing is kept. */
process.on('message', (job: ToPress) => {
  void answer(job)
})
process.on('disconnect', () => process.exit(0))

async function answer(job: ToPress): Promise<void> {
  tell({ is: 'stage', stage: 'setting' })
  try {
    const written = await made(job)
    tell({ is: 'stage', stage: 'sending' })
    tell({ is: 'written', ...written })
  } catch (error) {
    tell({
      is: 'failed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

async function made(job: Job): Promise<Written> {
  if (job.of === 'commitment') return write(job.model, job.format)
  if (job.of === 'plan') return writePlan(job.plan, job.format)
  if (job.of === 'import') {
    const text = JSON.stringify(readProposal(job.reading))
    return { bytes: new TextEncoder().encode(text), repairs: [] }
  }
  return writeRecord(job.record, (done, of) => tell({ is: 'stage', stage: 'setting', done, of }))
}

function tell(message: FromPress): void {
  process.send?.(message)
}
