import { parentPort } from 'node:worker_threads'
import { check } from '../../shared/commitment/checks/check.ts'
import type { Checked, Other } from '../../shared/commitment/checks/commitment.ts'
import type { Finding } from '../../shared/commitment/checks/finding.ts'
import { diffFields, type FieldDiff } from '../../shared/diff.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { FieldText } from '../../shared/text/body.ts'
import type { FromAside } from '../aside.ts'

/** What is checked, and what it is compared with. */
export type ToCheck = {
  readonly checked: Checked
  readonly others: readonly Other[]
  readonly previous: readonly Other[]
}

/** Two states of a text whose words are compared. */
export type ToCompare = {
  readonly from: readonly FieldText[]
  readonly to: readonly FieldText[]
  readonly locale: Locale
}

export type ToChecker = ToCheck | ToCompare

/** What the rules ask, or what differs. */
export type Found = readonly Finding[] | readonly FieldDiff[]

parentPort?.on('message', (asked: ToChecker) => {
  const found =
    'checked' in asked
      ? check(asked.checked, asked.others, asked.previous)
      : diffFields(asked.from, asked.to, asked.locale)
  parentPort?.postMessage({ found } satisfies FromAside<Found>)
})
parentPort?.postMessage('ready' satisfies FromAside<Found>)
