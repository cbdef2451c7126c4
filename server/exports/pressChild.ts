import type { Job } from './press.ts'
import { type Written, write, writePlan } from './write.ts'

/** What people see on the way; `setting` is nearly all of the time. */
export type Stage = 'setting' | 'sending'

export type ToPress = Job
export type FromPress =
  | { readonly is: 'stage'; readonly stage: Stage }
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
    const written =
      job.of === 'plan' ? await writePlan(job.plan, job.format) : await write(job.model, job.format)
    tell({ is: 'stage', stage: 'sending' })
    tell({ is: 'written', ...written })
  } catch (error) {
    tell({
      is: 'failed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

function tell(message: FromPress): void {
  process.send?.(message)
}
