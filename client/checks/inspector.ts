import type { Checked, Other } from '../../shared/commitment/checks/commitment.ts'
import type { Finding } from '../../shared/commitment/checks/finding.ts'
import type { ToCheckWorker } from './checkWorker.ts'

/** A large commitment against two plans takes 50 ms; a hundred times that on a slow device that is busy. */
const budget = 5000

/** Asks the rules about a text. */
export type Inspector = {
  readonly compareWith: (others: readonly Other[], previous: readonly Other[]) => void
  /** One text at a time. `none`: it was stopped, or the rules could not be read. */
  readonly inspect: (checked: Checked) => Promise<readonly Finding[] | 'too-long' | 'none'>
  readonly stop: () => void
}

/**
 * Checks beside the page, so that no text can hold up a key. What takes longer than the budget is ended
 * with its worker.
 */
export function startInspector(make = makeWorker, milliseconds = budget): Inspector {
  let worker: Worker | null = null
  let compared: ToCheckWorker = { is: 'compare', others: [], previous: [] }
  let end: (answer: readonly Finding[] | 'too-long' | 'none') => void = () => {}
  const begin = () => {
    const begun = make()
    begun.postMessage(compared)
    return begun
  }
  const stop = (answer: 'too-long' | 'none') => {
    worker?.terminate()
    worker = null
    end(answer)
  }
  return {
    compareWith(others, previous) {
      compared = { is: 'compare', others, previous }
      worker?.postMessage(compared)
    },
    inspect(checked) {
      worker ??= begin()
      const asked = worker
      return new Promise((resolve) => {
        const timer = setTimeout(() => stop('too-long'), milliseconds)
        end = (answer) => {
          clearTimeout(timer)
          resolve(answer)
        }
        asked.onmessage = ({ data }: MessageEvent<readonly Finding[]>) => end(data)
        asked.onerror = () => stop('none')
        asked.postMessage({ is: 'check', checked } satisfies ToCheckWorker)
      })
    },
    stop: () => stop('none'),
  }
}

function makeWorker(): Worker {
  return new Worker(new URL('./checkWorker.ts', import.meta.url), { type: 'module' })
}
