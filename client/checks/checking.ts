import * as Y from 'yjs'
import { checkedIn } from '../../shared/commitment/checks/body.ts'
import type { Checked, Other } from '../../shared/commitment/checks/commitment.ts'
import { dismissalsBy } from '../../shared/commitment/checks/dismissals.ts'
import type { Finding } from '../../shared/commitment/checks/finding.ts'
import { completeness } from '../../shared/commitment/completeness.ts'
import type { Template } from '../../shared/commitment/template.ts'
import type { CommitmentRecord, Dismissal } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import type { Replica } from '../sync/state.ts'
import { whenIdle } from '../ui/whenIdle.ts'
import type { Inspector } from './inspector.ts'
import { goingIn, shownIndices } from './places.ts'

/** A question at its place in the text that the page shows; `from` = `to` where words are missing. */
export type Question = Finding & {
  readonly id: string
  readonly from: number
  readonly to: number
  /** The same by the characters beside it, for a text that has changed since. */
  readonly anchor: { readonly from: Y.RelativePosition; readonly to: Y.RelativePosition }
}

/** What the last check found. */
export type Found = {
  /** False until the text was read for the first time. */
  readonly looked: boolean
  /** The last check took longer than one may: the questions are those of the one before. */
  readonly tooLong: boolean
  readonly questions: readonly Question[]
  readonly aside: readonly { readonly question: Question; readonly by: Dismissal }[]
  /** Fields that still wait for words. */
  readonly open: readonly string[]
  /** Length of each text when it was read. */
  readonly lengths: ReadonlyMap<string, number>
}

/** The check at work on one document: it waits for a pause, and the rules are asked beside the page. */
export type Checking = {
  readonly get: () => Found
  /** Whether the text has changed since it was read: then indices say nothing of it. */
  readonly stale: () => boolean
  /** Where the words of a question stand at this moment; a place where they are gone. */
  readonly placeOf: (question: Question) => { field: string; from: number; to: number }
  /** The question that somebody is looking at. */
  readonly chosen: () => string | null
  readonly choose: (id: string | null) => void
  readonly compareWith: (others: readonly Other[], previous: readonly Other[]) => void
  readonly subscribe: (changed: () => void) => () => void
  /** Answers how to stop. */
  readonly start: () => () => void
}

export function createChecking(
  replica: Replica,
  doc: Y.Doc,
  template: Template,
  inspector: Inspector,
): Checking {
  const listeners = new Set<() => void>()
  let found: Found = {
    ...{ looked: false, tooLong: false },
    ...{ questions: [], aside: [], open: [], lengths: new Map() },
  }
  let chosen: string | null = null
  let stale = false
  let changes = 0
  let inspecting = false
  let again = false
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const idle = whenIdle(() => {
    void inspect()
    return 'done'
  })
  const inspect = async () => {
    again = inspecting
    if (inspecting) return
    inspecting = true
    const checked = checkedIn(doc, template, replica.state.record)
    const before = changes
    const findings = await inspector.inspect(checked)
    inspecting = false
    if (again) idle.soon()
    // Its places are those of a text that has changed meanwhile; the next check is on its way.
    if (findings === 'none' || before !== changes) return
    show(checked, findings)
  }
  const show = (checked: Checked, findings: readonly Finding[] | 'too-long') => {
    const last = found.questions.find(({ id }) => id === chosen)
    if (findings === 'too-long') found = { ...found, tooLong: true }
    else {
      found = placed(doc, checked, findings, replica.state.record)
      stale = false
      // its id holds indices, and people may have written before it
      chosen = (last && found.questions.find((one) => isSame(one, last)))?.id ?? null
    }
    tell()
  }
  const isSame = (one: Question, last: Question) =>
    one.rule === last.rule && one.field === last.field && one.from === placeIn(doc, last).from
  const written = () => {
    stale = true
    changes += 1
  }
  return {
    get: () => found,
    stale: () => stale,
    placeOf: (question) => placeIn(doc, question),
    chosen: () => chosen,
    choose(id) {
      if (id === chosen) return
      chosen = id
      tell()
    },
    compareWith(others, previous) {
      inspector.compareWith(others, previous)
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
      // before: an editor may ask for marks before our turn has come after it
      doc.on('beforeTransaction', written)
      doc.on('afterTransaction', idle.soon)
      idle.soon()
      return () => {
        idle.stop()
        inspector.stop()
        stopListening()
        doc.off('beforeTransaction', written)
        doc.off('afterTransaction', idle.soon)
      }
    },
  }
}

function placed(
  doc: Y.Doc,
  checked: Checked,
  findings: readonly Finding[],
  record: CommitmentRecord,
): Found {
  const going = goingIn(doc, record.origins)
  const indices = new Map<string, readonly number[]>()
  const questions = findings.map((finding): Question => {
    const { rule, field, start, end } = finding
    const known = indices.get(field) ?? shownIndices(doc, field, going)
    indices.set(field, known)
    const last = known[end - 1]
    const from = known[start] ?? 0
    const to = end > start && last !== undefined ? last + 1 : from
    const text = fieldText(doc, field)
    const anchor = {
      from: Y.createRelativePositionFromTypeIndex(text, from),
      to: Y.createRelativePositionFromTypeIndex(text, to, to > from ? -1 : 0),
    }
    return { ...finding, id: `${rule} ${field} ${start} ${end}`, from, to, anchor }
  })
  const dismissalOf = dismissalsBy(record.dismissals)
  return {
    looked: true,
    tooLong: false,
    questions: questions.filter((one) => !dismissalOf(one)),
    aside: questions.flatMap((question) => {
      const by = dismissalOf(question)
      return by ? [{ question, by }] : []
    }),
    open: completeness(checked.template, checked.fields, checked.rows),
    lengths: new Map(
      Object.keys(checked.fields).map((field) => [field, fieldText(doc, field)._length]),
    ),
  }
}

function placeIn(doc: Y.Doc, { field, from, to, anchor }: Question) {
  const at = (relative: Y.RelativePosition, last: number) =>
    Y.createAbsolutePositionFromRelativePosition(relative, doc)?.index ?? last
  const start = at(anchor.from, from)
  return { field, from: start, to: Math.max(start, at(anchor.to, to)) }
}
