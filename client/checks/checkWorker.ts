import { check } from '../../shared/commitment/checks/check.ts'
import type { Checked, Other } from '../../shared/commitment/checks/commitment.ts'

/** The texts that are compared with stay as they are while somebody writes, and are sent once. */
export type ToCheckWorker =
  | {
      readonly is: 'compare'
      readonly others: readonly Other[]
      readonly previous: readonly Other[]
    }
  | { readonly is: 'check'; readonly checked: Checked }

let others: readonly Other[] = []
let previous: readonly Other[] = []

self.onmessage = ({ data }: MessageEvent<ToCheckWorker>) => {
  if (data.is === 'compare') ({ others, previous } = data)
  else self.postMessage(check(data.checked, others, previous))
}
