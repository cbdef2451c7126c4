import { parentPort } from 'node:worker_threads'
import { check } from '../../shared/commitment/checks/check.ts'
import type { Checked, Other } from '../../shared/commitment/checks/commitment.ts'
import type { Finding } from '../../shared/commitment/checks/finding.ts'

/** What is checked, and what it is compared with. */
export type ToChecker = {
  readonly checked: Checked
  readonly others: readonly Other[]
  readonly previous: readonly Other[]
}

/** What it says: that it can be asked, or what the rules ask. */
export type FromChecker = 'ready' | readonly Finding[]

parentPort?.on('message', ({ checked, others, previous }: ToChecker) => {
  parentPort?.postMessage(check(checked, others, previous) satisfies FromChecker)
})
parentPort?.postMessage('ready' satisfies FromChecker)
