import type * as Y from 'yjs'
import { checkedIn } from '../../shared/commitment/checks/body.ts'
import { check, isDismissed } from '../../shared/commitment/checks/check.ts'
import type { Other } from '../../shared/commitment/checks/commitment.ts'
import type { Finding } from '../../shared/commitment/checks/finding.ts'
import { completeness } from '../../shared/commitment/completeness.ts'
import type { Template } from '../../shared/commitment/template.ts'
import type { CommitmentRecord, Dismissal } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import type { Replica } from '../sync/state.ts'
import { whenIdle } from '../ui/whenIdle.ts'
import { goingIn, shownIndices } from './places.ts'

/** A question at its place in the text that the page shows; `from` = `to` where words are missing. */
export type Question = Finding & { readonly id: string; readonly from: number; readonly to: number }

/** What the last check found. */
export type Found = {
  /** False until the text was read for the first time. */
  readonly looked: boolean
  readonly questions: readonly Question[]
  readonly aside: readonly { readonly question: Question; readonly by: Dismissal }[]
  /** Fields that still wait for words. */
  readonly open: readonly string[]
  /** Length of each text when it was read. */
  readonly lengths: ReadonlyMap<string, number>
}

/** The check at work on one document: it waits for a pause and never runs between two keystrokes. */
export type Checking = {
  readonly get: () => Found
  /** The question that somebody is looking at. */
  readonly chosen: () => string | null
  readonly choose: (id: string | null) => void
  readonly compareWith: (others: readonly Other[], previous: readonly Other[]) => void
  readonly subscribe: (changed: () => void) => () => void
  /** Answers how to stop. */
  readonly start: () => () => void
}

type Compared = readonly [others: readonly Other[], previous: readonly Other[]]

export function createChecking(replica: Replica, doc: Y.Doc, template: Template): Checking {
  const listeners = new Set<() => void>()
  let found: Found = { looked: false, questions: [], aside: [], open: [], lengths: new Map() }
  let chosen: string | null = null
  let compared: Compared = [[], []]
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const idle = whenIdle(() => {
    found = look(doc, template, replica.state.record, compared)
    if (!found.questions.some(({ id }) => id === chosen)) chosen = null
    tell()
    return 'done'
  })
  return {
    get: () => found,
    chosen: () => chosen,
    choose(id) {
      if (id === chosen) return
      chosen = id
      tell()
    },
    compareWith(others, previous) {
      compared = [others, previous]
      idle.soon()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    start() {
      let last = replica.state.record
      const stopListening = replica.subscribe(() => {
        const { record } = replica.state
        if (record.dismissals !== last.dismissals) idle.soon()
        last = record
      })
      doc.on('afterTransaction', idle.soon)
      idle.soon()
      return () => {
        idle.stop()
        stopListening()
        doc.off('afterTransaction', idle.soon)
      }
    },
  }
}

function look(
  doc: Y.Doc,
  template: Template,
  record: CommitmentRecord,
  [others, previous]: Compared,
): Found {
  const checked = checkedIn(doc, template, record)
  const going = goingIn(doc)
  const indices = new Map<string, readonly number[]>()
  const placed = check(checked, others, previous).map((finding): Question => {
    const { rule, field, start, end } = finding
    const known = indices.get(field) ?? shownIndices(doc, field, going)
    indices.set(field, known)
    const last = known[end - 1]
    const from = known[start] ?? 0
    const to = end > start && last !== undefined ? last + 1 : from
    return { ...finding, id: `${rule} ${field} ${start} ${end}`, from, to }
  })
  const { dismissals } = record
  return {
    looked: true,
    questions: placed.filter((one) => !isDismissed(one, dismissals)),
    aside: placed.flatMap((question) => {
      const by = dismissals.findLast((one) => isDismissed(question, [one]))
      return by ? [{ question, by }] : []
    }),
    open: completeness(template, checked.fields, checked.rows),
    lengths: new Map(
      Object.keys(checked.fields).map((field) => [field, fieldText(doc, field)._length]),
    ),
  }
}
