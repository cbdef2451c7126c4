import { readProposal } from '../imports/read.ts'
import type { ExportCommitment } from './model.ts'
import { fileName } from './name.ts'
import type { Job } from './press.ts'
import { type Writers, writeRecord } from './record/record.ts'
import { type ModelSource, modelFrom, planFrom, recordFrom } from './source.ts'
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
  | ({ readonly is: 'written' } & Named)
  | { readonly is: 'failed'; readonly detail: string }

/** What a file is called; one that is read has no name. */
type Named = Written & { readonly name: string }

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

async function made(job: Job): Promise<Named> {
  if (job.of === 'commitment') {
    const model = modelIn(job.model)
    return { name: fileName(model, job.format), ...(await write(model, job.format)) }
  }
  if (job.of === 'plan') {
    const plan = 'sources' in job.plan ? planFrom(job.plan) : job.plan
    return { name: fileName(plan, job.format), ...(await writePlan(plan, job.format)) }
  }
  if (job.of === 'import') {
    const reading = { ...job.reading, base: modelIn(job.reading.base) }
    const text = JSON.stringify(readProposal(reading))
    return { name: '', bytes: new TextEncoder().encode(text), repairs: [] }
  }
  const record = 'sources' in job.record ? recordFrom(job.record) : job.record
  const tellDone = (done: number, of: number) => tell({ is: 'stage', stage: 'setting', done, of })
  const writers = job.withoutPdf ? withoutPdf : undefined
  return { name: fileName(record.plan, 'zip'), ...(await writeRecord(record, tellDone, writers)) }
}

/** Writes all but PDF. */
const withoutPdf: Writers = {
  write: async (model, format) => (format === 'pdf' ? refusedPdf() : write(model, format)),
  writePlan: async (plan, format) => (format === 'pdf' ? refusedPdf() : writePlan(plan, format)),
}

function refusedPdf(): never {
  throw new Error('It is made without PDF')
}

function modelIn(given: ExportCommitment | ModelSource): ExportCommitment {
  return 'state' in given ? modelFrom(given) : given
}

function tell(message: FromPress): void {
  process.send?.(message)
}
